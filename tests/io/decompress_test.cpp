#include "io/decompress.h"

#include <catch2/catch.hpp>
#include <string>

#include "../text/random.h"
#include "pack.h"

using namespace cleancopy;
using Outcome = Unpacked::Outcome;

namespace {

struct Packing {
  Compression how;
  std::string (*pack)(std::string_view);
};

std::string zstd_frame(std::string_view bytes) { return test::zstd(bytes); }

const Packing kPackings[] = {{Compression::gzip, test::gzip},
                             {Compression::deflate, test::zlib},
                             {Compression::deflate, test::raw_deflate},
                             {Compression::brotli, test::brotli},
                             {Compression::zstd, zstd_frame}};

// Words over and over, with some noise: neither empty blocks nor stored ones only.
std::string text_of(std::size_t size) {
  Random random(size);
  std::string text;
  while (text.size() < size) text += "The harbour wall " + random.bytes(6) + ". ";
  text.resize(size);
  return text;
}

}  // namespace

TEST_CASE("decompress: what was packed comes out again, whatever its size") {
  for (const Packing& packing : kPackings) {
    for (const std::size_t size : {0, 1, 7, 65535, 65536, 65537, 1000000}) {
      CAPTURE(static_cast<int>(packing.how), size);
      const std::string text = text_of(size);
      const Unpacked unpacked = decompress(packing.pack(text), packing.how, 1000000);
      CHECK(unpacked.outcome == Outcome::whole);
      CHECK((unpacked.bytes == text));
    }
  }
}

TEST_CASE("decompress: a byte at a time gives the same, and tells the end") {
  const std::string text = text_of(3000);
  for (const Packing& packing : kPackings) {
    CAPTURE(static_cast<int>(packing.how));
    const std::string packed = packing.pack(text);
    const auto by = make_decompressor(packing.how);
    for (int round = 0; round < 2; ++round) {
      by->begin();
      std::string out, room(1, '\0'), in;
      Flow flow = Flow::more;
      for (const char c : packed) {
        in += c;
        for (Step step{1, 1, Flow::more}; flow == Flow::more && (step.read > 0 || step.written > 0);) {
          step = by->step(in, room);
          in.erase(0, step.read);
          out.append(room, 0, step.written);
          flow = step.flow;
        }
      }
      CHECK(flow == Flow::done);
      CHECK((out == text));
    }
  }
}

TEST_CASE("decompress: what is cut short gives what there is, and says so") {
  const std::string text = text_of(5000);
  for (const Packing& packing : kPackings) {
    const std::string packed = packing.pack(text);
    for (std::size_t size = 0; size < packed.size(); size += 1 + size / 7) {
      CAPTURE(static_cast<int>(packing.how), size);
      const Unpacked unpacked = decompress(packed.substr(0, size), packing.how, 1000000);
      CHECK(unpacked.outcome == Outcome::cut);
      CHECK((text.compare(0, unpacked.bytes.size(), unpacked.bytes) == 0));
    }
  }
}

TEST_CASE("decompress: a bomb gives as much as the limit allows, and no more") {
  const std::string zeros(20000000, '\0');
  for (const Packing& packing : kPackings) {
    CAPTURE(static_cast<int>(packing.how));
    const std::string bomb = packing.pack(zeros);
    CHECK(bomb.size() < 30000);
    const Unpacked unpacked = decompress(bomb, packing.how, 100000);
    CHECK(unpacked.outcome == Outcome::large);
    CHECK(unpacked.bytes.size() == 100000);
    CHECK(unpacked.bytes.capacity() < 1000000);
    CHECK(decompress(bomb, packing.how, zeros.size()).outcome == Outcome::whole);
    CHECK(decompress(bomb, packing.how, zeros.size() - 1).outcome == Outcome::large);
  }
}

TEST_CASE("decompress: flipped bytes never give anything but an outcome, and a checksum finds them") {
  const std::string text = text_of(2000);
  Random random(1);
  for (const Packing& packing : kPackings) {
    const std::string packed = packing.pack(text);
    for (int round = 0; round < 300; ++round) {
      std::string broken = packed;
      const std::size_t at = random.below(broken.size());
      broken[at] = static_cast<char>(broken[at] ^ (1 << random.below(8)));
      const Unpacked unpacked = decompress(broken, packing.how, 10000);
      CHECK(unpacked.bytes.size() <= 10000);
      // gzip's header holds a time and a system that nothing depends on.
      const bool has_checksum =
          packing.how == Compression::gzip ? at >= 10 : packing.how == Compression::zstd;
      CAPTURE(static_cast<int>(packing.how), at);
      if (has_checksum) CHECK((unpacked.outcome != Outcome::whole || unpacked.bytes == text));
    }
  }
}

TEST_CASE("decompress: members and frames one after the other are one body, and what follows is ignored") {
  CHECK(decompress(test::gzip("harbour ") + test::gzip("") + test::gzip("wall"), Compression::gzip, 100)
            .bytes == "harbour wall");
  CHECK(decompress(test::gzip("wall") + std::string(512, '\0'), Compression::gzip, 100).bytes == "wall");
  CHECK(decompress(test::dictionary_frame("skipped") + test::zstd("harbour ") + test::zstd("wall"),
                   Compression::zstd, 100)
            .bytes == "harbour wall");
  CHECK(decompress(test::gzip("harbour") + test::gzip("wall"), Compression::gzip, 10).outcome ==
        Outcome::large);
}

TEST_CASE("decompress: a dictionary for zstd may be compressed itself") {
  std::vector<std::string> samples;
  for (int i = 0; i < 200; ++i) samples.push_back(text_of(300 + static_cast<std::size_t>(i)));
  const std::string dictionary = test::zstd_dictionary(samples);
  const std::string packed = test::zstd(samples[0], dictionary);
  for (const std::string& given : {dictionary, test::zstd(dictionary)}) {
    const auto by = make_decompressor(Compression::zstd, given);
    REQUIRE(by);
    std::string out(1000, '\0');
    by->begin();
    const Step step = by->step(packed, out);
    CHECK(step.flow == Flow::done);
    CHECK((out.substr(0, step.written) == samples[0]));
  }
  CHECK(decompress(packed, Compression::zstd, 1000).outcome == Outcome::broken);
  CHECK_FALSE(make_decompressor(Compression::zstd, test::zstd(dictionary).substr(0, 100)));
}

TEST_CASE("decompress: names and first bytes tell the compression") {
  struct Row {
    std::string name;
    Compression how;
  };
  const Row names[] = {{"a.html.gz", Compression::gzip}, {"A.WARC.GZ", Compression::gzip},
                       {".gz", Compression::gzip},       {"a.zst", Compression::zstd},
                       {"a.gzip", Compression::none},    {"gz", Compression::none},
                       {"a.gz/b", Compression::none},    {"", Compression::none}};
  for (const Row& row : names) {
    CAPTURE(row.name);
    CHECK(compression_by_name(row.name) == row.how);
  }
  const Row beginnings[] = {{test::gzip("x"), Compression::gzip},
                            {test::zstd("x"), Compression::zstd},
                            {test::dictionary_frame("x"), Compression::zstd},
                            {"P*M", Compression::none},
                            {"<!doctype html>", Compression::none},
                            {"\x1F\x8B", Compression::none},
                            {"", Compression::none}};
  for (const Row& row : beginnings) CHECK(compression_by_magic(row.name) == row.how);
}

TEST_CASE("decompress: a name that tells the wrong compression is overruled by magic and by text") {
  CHECK(compression_of(test::zstd("x"), Compression::gzip) == Compression::zstd);
  CHECK(compression_of(test::gzip("x"), Compression::none) == Compression::gzip);
  CHECK(compression_of("WARC/1.0", Compression::gzip) == Compression::none);
  CHECK(compression_of("\x1E\x8B\x08\x01", Compression::gzip) == Compression::gzip);
  CHECK(compression_of("", Compression::gzip) == Compression::gzip);
}
