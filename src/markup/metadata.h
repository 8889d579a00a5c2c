// What a page says of itself: JSON-LD, meta elements, <h1>, <title>, <time>.
// Each value knows where it was found. Rules overrule all of it (clean/compose).
#pragma once

#include <string>
#include <vector>

#include "cleancopy.h"
#include "markup/json_ld.h"
#include "markup/tree.h"

namespace cleancopy {

struct Metadata {
  std::string url;                ///< canonical link, else og:url; empty when it names no host
  Field title;
  std::vector<std::string> titles;  ///< every title the page gives itself, <h1> too: none is body text
  Field description;
  std::vector<Field> authors;
  Field published;                ///< ISO 8601
  Field modified;                 ///< ISO 8601
  Field language;                 ///< BCP 47
  std::vector<std::string> tags;
  std::string site_name;
  std::string article_body;       ///< JSON-LD articleBody: a witness of the body
  bool paywalled = false;         ///< JSON-LD isAccessibleForFree is false
  PageClaims claims;
};

/// Reads all of it in one pass over the tree and its scripts. Broken JSON-LD is passed over.
Metadata read_metadata(const Tree& tree);

}  // namespace cleancopy
