#include "blocks/text_forms.h"

#include <algorithm>
#include <cstddef>

namespace cleancopy {

void TextForms::keep(std::string_view new_folded, std::string_view new_caseless) {
  const std::size_t size = new_folded.size() + new_caseless.size();
  const std::span<char> room(size == 0 ? nullptr : static_cast<char*>(memory_->allocate(size, 1)), size);
  char* const second = std::copy(new_folded.begin(), new_folded.end(), room.data());
  std::copy(new_caseless.begin(), new_caseless.end(), second);
  give_back();
  room_ = room;
  folded = {room_.data(), new_folded.size()};
  caseless = {second, new_caseless.size()};
}

}  // namespace cleancopy
