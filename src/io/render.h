// An Article as bytes: plain text, Markdown (made in markdown.h), or one JSON record.
// Where the bytes then go is sink.h's business.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cleancopy.h"

namespace cleancopy {

enum class OutputForm : std::uint8_t { text, markdown, jsonl };

/// Do JSON records also list what was left out?
enum class Removed : std::uint8_t { omit, list };

struct RenderStyle {
  OutputForm form = OutputForm::text;
  Removed removed = Removed::omit;
};

/// ".txt", ".md" or ".jsonl".
std::string_view extension_of(OutputForm form);

/// The article in the given form. Empty for text and Markdown when the article
/// was not cleaned; JSON has a record for every page.
std::string render(const Article& article, RenderStyle style);

/// Title, standfirst, body and credits, with one blank line between them and
/// one newline at the end; list items begin with "• ".
std::string to_text(const Article& article);

/// One line of JSON (RFC 8259) with its newline; always the same keys, null for
/// what is not known. `reason` only on rejected pages, `removed` when asked for:
/// each block that is in no other place of the record, in page order.
std::string to_jsonl(const Article& article, Removed removed);

}  // namespace cleancopy
