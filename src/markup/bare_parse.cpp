#include "markup/bare_parse.h"

#include <gumbo.h>

#include <csetjmp>

namespace cleancopy {
namespace {

/// Gumbo's allocator cannot say no: on failure we leave the parse by longjmp.
/// Only C frames lie between, so no destructor is passed over.
struct Exit {
  Arena& arena;
  std::jmp_buf here;
};

void* allocate(void* exit, std::size_t bytes) {
  Exit& way_out = *static_cast<Exit*>(exit);
  void* const place = way_out.arena.allocate(bytes);
  if (place == nullptr) std::longjmp(way_out.here, 1);
  return place;
}

void deallocate(void*, void*) {}

}  // namespace

const GumboInternalOutput* parse_in_arena(std::string_view html, Arena& arena) {
  Exit way_out{arena, {}};
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate;
  options.deallocator = deallocate;
  options.userdata = &way_out;
  options.max_errors = 0;  // each error copies the stack of open tags: quadratic memory
  options.stop_on_first_error = false;
  if (setjmp(way_out.here) != 0) return nullptr;
  return gumbo_parse_with_options(&options, html.data(), html.size());
}

}  // namespace cleancopy
