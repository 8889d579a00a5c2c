#include "io/compress.h"

#include <libdeflate.h>
#include <zstd.h>

#include <catch2/catch.hpp>

#include <memory>
#include <vector>

using namespace cleancopy;

namespace {

// The bytes of the first member, which is cut off `bytes`.
std::string gunzip_member(std::string_view& bytes) {
  std::string out(std::size_t{16} << 20, '\0');
  std::size_t in_used = 0, out_used = 0;
  const std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor*)> gzip(
      libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
  REQUIRE(libdeflate_gzip_decompress_ex(gzip.get(), bytes.data(), bytes.size(), out.data(), out.size(),
                                        &in_used, &out_used) == LIBDEFLATE_SUCCESS);
  bytes.remove_prefix(in_used);
  out.resize(out_used);
  return out;
}

std::string unzstd_frame(std::string_view& bytes) {
  std::string out(std::size_t{16} << 20, '\0');
  const std::size_t in_used = ZSTD_findFrameCompressedSize(bytes.data(), bytes.size());
  REQUIRE_FALSE(ZSTD_isError(in_used));
  const std::size_t size = ZSTD_decompress(out.data(), out.size(), bytes.data(), in_used);
  REQUIRE_FALSE(ZSTD_isError(size));
  bytes.remove_prefix(in_used);
  out.resize(size);
  return out;
}

std::vector<std::string> members(std::string_view bytes, Compression compression) {
  std::vector<std::string> found;
  while (!bytes.empty()) {
    found.push_back(compression == Compression::gzip ? gunzip_member(bytes) : unzstd_frame(bytes));
  }
  return found;
}

std::string page(std::size_t number) { return "page " + std::to_string(number) + "\n"; }

}  // namespace

TEST_CASE("compress: a name tells the compression") {
  struct Row {
    const char* name;
    Compression compression;
  };
  const Row rows[] = {
      {"a.jsonl.gz", Compression::gzip}, {"a.zst", Compression::zstd},  {"a.jsonl", Compression::none},
      {"a.gz.jsonl", Compression::none}, {"gz", Compression::none},     {"", Compression::none},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(compression_by_name(row.name) == row.compression);
  }
}

TEST_CASE("compress: members hold 64 pages each, and together all of them in order") {
  for (const Compression compression : {Compression::gzip, Compression::zstd}) {
    Packer packer(compression);
    std::string out;
    std::string wanted;
    for (std::size_t i = 0; i < 150; ++i) {
      CHECK(packer.at_rest() == (i % 64 == 0));
      out += packer.take(page(i));
      wanted += page(i);
    }
    out += packer.finish();
    std::string all;
    for (const std::string& member : members(out, compression)) all += member;
    CHECK(members(out, compression).size() == 3);
    CHECK(all == wanted);
  }
}

TEST_CASE("compress: a packer that goes on after a whole member gives the bytes of one that never stopped") {
  for (const Compression compression : {Compression::gzip, Compression::zstd}) {
    Packer unbroken(compression), first(compression), second(compression);
    std::string wanted, out;
    for (std::size_t i = 0; i < 200; ++i) wanted += unbroken.take(page(i));
    wanted += unbroken.finish();
    for (std::size_t i = 0; i < 128; ++i) out += first.take(page(i));
    second.go_on();
    for (std::size_t i = 128; i < 200; ++i) out += second.take(page(i));
    out += second.finish();
    CHECK(out == wanted);
  }
}

TEST_CASE("compress: large pages end a member early, so that memory is bounded") {
  Packer packer(Compression::zstd);
  const std::string large(std::size_t{3} << 20, 'x');
  CHECK(packer.take(large).empty());
  CHECK_FALSE(packer.take(large).empty());
  CHECK(packer.at_rest());
}

TEST_CASE("compress: nothing at all is a member, too, but only when nothing came before") {
  for (const Compression compression : {Compression::gzip, Compression::zstd}) {
    CHECK(members(Packer(compression).finish(), compression) == std::vector<std::string>{""});
    Packer later(compression);
    later.go_on();
    CHECK(later.finish().empty());
    Packer blank(compression);
    CHECK(blank.take("").empty());
    CHECK(members(blank.finish(), compression) == std::vector<std::string>{""});
  }
  CHECK(Packer(Compression::none).finish().empty());
}

TEST_CASE("compress: without compression a page comes out as it is, at once") {
  Packer packer(Compression::none);
  CHECK(packer.take("x\n") == "x\n");
  CHECK(packer.at_rest());
}
