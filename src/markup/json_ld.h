// The schema.org article inside a page's JSON-LD, wherever in it: top level,
// arrays, @graph, nested; and what the page says it is. For everything else a
// page says, see metadata.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "markup/tree.h"

namespace cleancopy {

/// What a page says it is. More than one may be said; what it lists (the stories
/// of an ItemList, the posts of a Blog, its related ones) says nothing of itself.
struct PageClaims {
  bool article = false;  ///< an article type (NewsArticle, BlogPosting …), one or two; og:type article
  bool list = false;     ///< CollectionPage, SearchResultsPage, ProfilePage, an ItemList of articles
  bool website = false;  ///< og:type website, blog or profile
  bool media = false;    ///< VideoObject, AudioObject, ImageGallery …
  bool clip = false;     ///< og:type video or music
  bool live = false;     ///< LiveBlogPosting
};

struct LinkedArticle {
  std::string headline, description, published, modified, language, body, publisher;
  std::string reviewed;  ///< datePublished of the first ClaimReview that has one
  std::vector<std::string> authors, tags;
  bool paywalled = false;  ///< isAccessibleForFree of the article is false; where it says none, of the page
  PageClaims claims;       ///< without what only og:type says
};

/// The first object of an article type (NewsArticle, BlogPosting …) that has a
/// headline; values of others fill its gaps. All strings are normalised.
LinkedArticle read_json_ld(const Tree& tree);

}  // namespace cleancopy
