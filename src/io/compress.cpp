#include "io/compress.h"

#include <libdeflate.h>
#include <zstd.h>

#include <cassert>
#include <memory>
#include <new>
#include <utility>

namespace cleancopy {
namespace {

// A member of 64 pages is some 300 kB of records: about 3 % larger than one stream of all,
// and a run that is stopped loses at most so many pages' work.
constexpr std::size_t kMemberPages = 64;
constexpr std::size_t kMemberBytes = std::size_t{4} << 20;
constexpr int kGzipLevel = 6;
constexpr int kZstdLevel = 3;

struct FreeDeflate {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};

struct FreeZstd {
  void operator()(ZSTD_CCtx* compressor) const { ZSTD_freeCCtx(compressor); }
};

// Both libraries are given all the room that the worst input needs: they fail only without memory.
std::string gzip_member(std::string_view bytes) {
  const std::unique_ptr<libdeflate_compressor, FreeDeflate> gzip(libdeflate_alloc_compressor(kGzipLevel));
  if (!gzip) throw std::bad_alloc();
  std::string out(libdeflate_gzip_compress_bound(gzip.get(), bytes.size()), '\0');
  out.resize(libdeflate_gzip_compress(gzip.get(), bytes.data(), bytes.size(), out.data(), out.size()));
  assert(!out.empty());
  return out;
}

std::string zstd_frame(std::string_view bytes) {
  const std::unique_ptr<ZSTD_CCtx, FreeZstd> zstd(ZSTD_createCCtx());
  if (!zstd) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(zstd.get(), ZSTD_c_compressionLevel, kZstdLevel);
  ZSTD_CCtx_setParameter(zstd.get(), ZSTD_c_checksumFlag, 1);
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress2(zstd.get(), out.data(), out.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) throw std::bad_alloc();
  out.resize(size);
  return out;
}

}  // namespace

std::string compressed(std::string_view bytes, Compression compression) {
  switch (compression) {
    case Compression::gzip: return gzip_member(bytes);
    case Compression::zstd: return zstd_frame(bytes);
    default: return std::string(bytes);
  }
}

std::string Packer::take(std::string_view page) {
  if (compression_ == Compression::none) return std::string(page);
  member_ += page;
  ++pages_;
  return pages_ < kMemberPages && member_.size() < kMemberBytes ? std::string() : flush();
}

std::string Packer::flush() {
  pages_ = 0;
  if (member_.empty()) return {};
  given_ = true;
  return compressed(std::exchange(member_, {}), compression_);
}

std::string Packer::finish() {
  if (compression_ == Compression::none) return {};
  return member_.empty() && !given_ ? compressed({}, compression_) : flush();
}

}  // namespace cleancopy
