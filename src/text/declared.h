// The charset that a page says it is in. decode() weighs it against the bytes;
// nobody else should ask. The one surprise: a <meta> that says UTF-16 means
// UTF-8, for it was read as ASCII.
#pragma once

#include <string_view>

#include "text/charsets.h"

namespace cleancopy {

/// The row of kCharsets that has the label; null when there is none. Case and
/// whatever stands around the label, such as quotes, do not matter.
const Charset* charset_labelled(std::string_view label);

/// The charset of a content type, "text/html; charset=x"; null when it names none we know.
const Charset* charset_of_type(std::string_view content_type);

/// The first charset of a <meta> before <body>, else that of an XML declaration;
/// null when there is none. Reads at most the first mebibyte; linear.
const Charset* charset_of_head(std::string_view bytes);

}  // namespace cleancopy
