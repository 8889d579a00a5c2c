// The schema.org article inside a page's JSON-LD, wherever in it: top level,
// arrays, @graph, nested. For everything else a page says, see metadata.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "markup/tree.h"

namespace cleancopy {

struct LinkedArticle {
  std::string headline, description, published, modified, language, body, publisher;
  std::string reviewed;  ///< datePublished of the first ClaimReview that has one
  std::vector<std::string> authors, tags;
  bool paywalled = false;
};

/// The first object of an article type (NewsArticle, BlogPosting …) that has a
/// headline; values of others fill its gaps. All strings are normalised.
LinkedArticle read_json_ld(const Tree& tree);

}  // namespace cleancopy
