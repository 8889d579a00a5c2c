// Is what was kept made of teasers: a few short texts, each beside the linked
// headline of another page? What the page claims to be and its address decide how
// plain that must be seen; for a page that claims to be an article, nothing is enough.
//
//     [Ferry is back]   It sailed on Monday …   [Clock mended]   The clock that …   [Tide tables]   High
//     water …
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "blocks/judge.h"
#include "blocks/page_block.h"

namespace cleancopy {

/// What the path of an address says: a home page's ("/", "/en/"), that of a list
/// ("/tag/coast", "/author/jo"), of a section ("/harbour", "/sport/rowing") or of one
/// story (a date, a long slug, a number, an ".html"). `none`: there is no address.
enum class AddressKind : std::uint8_t { none, unknown, home, list, section, story };

/// "https://gazette.example/2019/05/ferry" is a story's. A search ("?s=", "?q=") is a list.
AddressKind address_kind(std::string_view url);

/// Reads the verdicts of judged blocks. Linear in the blocks, and in what lies around the kept ones.
bool is_index_page(const Case& page_case, const std::vector<PageBlock>& blocks);

}  // namespace cleancopy
