#include <libdeflate.h>

#include <algorithm>

#include "io/decompress.h"

namespace cleancopy {
namespace {

constexpr std::size_t kLeastMember = 18;  // header and trailer of an empty one
constexpr std::size_t kMaxRatio = 1032;   // of deflate

struct Free {
  void operator()(libdeflate_decompressor* decompressor) const {
    ::libdeflate_free_decompressor(decompressor);
  }
};

// What the last four bytes say if the member ends with `bytes`; within reason.
std::size_t told_size(std::string_view bytes) {
  std::size_t told = 0;
  for (std::size_t i = 1; i <= 4; ++i) told = told << 8 | static_cast<unsigned char>(bytes[bytes.size() - i]);
  return std::clamp<std::size_t>(told, 4096, std::max<std::size_t>(4096, kMaxRatio * bytes.size()));
}

}  // namespace

std::optional<Member> gunzip_member(std::string_view bytes, std::size_t limit) {
  if (bytes.size() < kLeastMember) return std::nullopt;
  const std::unique_ptr<libdeflate_decompressor, Free> decompressor(::libdeflate_alloc_decompressor());
  if (!decompressor) return std::nullopt;
  Member member;
  std::size_t room = std::min(limit, told_size(bytes));
  while (true) {
    member.bytes.resize(room);
    std::size_t written = 0;
    const auto result = ::libdeflate_gzip_decompress_ex(decompressor.get(), bytes.data(), bytes.size(),
                                                        member.bytes.data(), room, &member.size, &written);
    if (result == LIBDEFLATE_SUCCESS) {
      member.bytes.resize(written);
      return member;
    }
    if (result != LIBDEFLATE_INSUFFICIENT_SPACE || room == limit) return std::nullopt;
    room = std::min(limit, 4 * room);
  }
}

}  // namespace cleancopy
