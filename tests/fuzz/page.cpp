// Any bytes as a page: Gumbo on the page as it is reads the same text, and what comes out is valid UTF-8
// whose every block of the body stands in the page's own order.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "cleancopy.h"
#include "markup/verify.h"
#include "text/decode.h"

using namespace cleancopy;

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

const Rulebook& no_rules() {
  static const auto book = Rulebook::load({});
  return book.value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static Arena arena;
  demand(verify_parse(decode(bytes, "").text, arena).likeness != Likeness::other_text);
  Page page;
  page.bytes = bytes;
  const Article article = Cleaner(no_rules()).clean(page);
  std::size_t place = 0;
  for (const Block& block : article.blocks) {
    demand(is_utf8(block.text) && !block.text.empty() && block.place >= place);
    place = block.place;
  }
  return 0;
}
