// What the class and id of an element call it: evidence for the generic judge,
// never a verdict. A page whose whole story lies in class="widget-content" must
// still come out, so the judge discounts a name that holds most of the story.
#pragma once

#include "cleancopy.h"
#include "markup/tree.h"

namespace cleancopy {

/// The kind of furniture that the element's class and id name by whole words
/// ("article__related-links" has the word "related"), or Kind::body for none.
/// Linear in the two values.
Kind named_kind(const Tree& tree, NodeId element);

}  // namespace cleancopy
