#include "io/warc_reader.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <thread>

#include "../scratch.h"
#include "../text/random.h"
#include "pack.h"
#include "sanitized.h"

using namespace cleancopy;
using Strings = std::vector<std::string>;

namespace {

// Between words and noise, small and large: some fit the reader's first look, some do not.
std::string page_html(std::size_t number) {
  Random random(number);
  std::string html = "<p>Page " + std::to_string(number) + "</p>";
  const std::size_t size = random.below(3) == 0 ? random.below(40000) : random.below(3000);
  while (html.size() < size)
    html += random.below(4) == 0 ? random.bytes(30) : " The harbour wall was raised again.";
  return html;
}

// A warcinfo, then requests and pages.
Strings records_of(std::size_t pages) {
  Strings records = {test::warc_start()};
  for (std::size_t n = 1; n <= pages; ++n) {
    records.push_back(test::warc_request(n));
    records.push_back(test::warc_page(n, page_html(n)));
  }
  return records;
}

std::string joined(const Strings& parts) {
  std::string all;
  for (const std::string& part : parts) all += part;
  return all;
}

Strings each(const Strings& records, std::string (*pack)(std::string_view)) {
  Strings packed;
  for (const std::string& record : records) packed.push_back(pack(record));
  return packed;
}

std::string zstd_frame(std::string_view bytes) { return test::zstd(bytes); }

std::string with_dictionary(const Strings& records) {
  Strings samples;
  for (int i = 0; i < 5; ++i) samples.insert(samples.end(), records.begin(), records.end());
  const std::string dictionary = test::zstd_dictionary(samples);
  std::string all = test::dictionary_frame(test::zstd(dictionary));
  for (const std::string& record : records) all += test::zstd(record, dictionary);
  return all;
}

// As block compressors do it: members that end anywhere.
std::string in_blocks(const std::string& bytes, std::string (*pack)(std::string_view)) {
  std::string all;
  for (std::size_t at = 0; at < bytes.size(); at += 3000)
    all += pack(std::string_view(bytes).substr(at, 3000));
  return all;
}

struct Archive {
  const char* name;
  std::string bytes;
};

std::vector<Archive> all_forms(const Strings& records) {
  return {{"plain", joined(records)},
          {"a gzip member a record", joined(each(records, test::gzip))},
          {"one gzip member", test::gzip(joined(records))},
          {"gzip members in blocks", in_blocks(joined(records), test::gzip)},
          {"a zstd frame a record", joined(each(records, zstd_frame))},
          {"one zstd frame", test::zstd(joined(records))},
          {"zstd frames in blocks", in_blocks(joined(records), zstd_frame)},
          {"zstd with a dictionary", with_dictionary(records)}};
}

WarcReader reader_of(const std::string& file, WarcPlace begin = {}, Compression named = Compression::none) {
  auto opened = open_for_reading(file);
  REQUIRE(opened);
  return WarcReader(std::move(opened.value()), named, nullptr, begin);
}

std::vector<WarcItem> items_of(WarcReader reader) {
  std::vector<WarcItem> items;
  while (auto item = reader.next()) items.push_back(std::move(*item));
  return items;
}

std::vector<WarcItem> items_in(const std::string& bytes, Compression named = Compression::none) {
  const test::Scratch scratch;
  return items_of(reader_of(scratch.write("a", bytes), {}, named));
}

// What came of an item: the page's id, or why there is none.
std::string told(const WarcItem& item) {
  if (!item.refusal.empty()) return item.refusal;
  const Input input = read_warc_record(item.bytes);
  return input.refusal.empty() ? input.page.id : input.refusal;
}

Strings told(const std::vector<WarcItem>& items) {
  Strings all;
  for (const WarcItem& item : items) all.push_back(told(item));
  return all;
}

Strings ids_of(std::size_t pages) {
  Strings ids;
  for (std::size_t n = 1; n <= pages; ++n) ids.push_back("urn:page:" + std::to_string(n));
  return ids;
}

// One accident: a flipped bit, bytes lost, bytes too many, others in their place.
void damage(std::string& bytes, Random& random) {
  const std::size_t at = random.below(bytes.size());
  switch (random.below(4)) {
    case 0: bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8))); break;
    case 1: bytes.erase(at, 1 + random.below(2000)); break;
    case 2: bytes.insert(at, random.bytes(2000)); break;
    default: bytes.replace(at, 20, random.bytes(40)); break;
  }
  if (bytes.empty()) bytes = "?";
}

}  // namespace

TEST_CASE("warc_reader: the pages of an archive are the same in every way to compress it") {
  for (const auto& [name, bytes] : all_forms(records_of(40))) {
    CAPTURE(name);
    const auto items = items_in(bytes);
    CHECK(told(items) == ids_of(40));
    for (std::size_t i = 0; i < items.size(); ++i) {
      CHECK(items[i].number == i + 1);
      CHECK((read_warc_record(items[i].bytes).page.bytes == page_html(i + 1)));
    }
  }
}

TEST_CASE("warc_reader: a pipe gives what a file gives, in whatever pieces it comes") {
  for (const auto& [name, bytes] : all_forms(records_of(12))) {
    CAPTURE(name);
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    std::thread writer([&bytes = bytes, end = ends[1]] {
      for (std::size_t at = 0, size = 1; at < bytes.size(); at += size, size = size * 3 % 4001)
        if (::write(end, bytes.data() + at, std::min(size, bytes.size() - at)) < 0) break;
      ::close(end);
    });
    CHECK(told(items_of(WarcReader(FileDescriptor(ends[0]), Compression::none, nullptr))) == ids_of(12));
    writer.join();
  }
}

TEST_CASE("warc_reader: a gzip member that is a record is handed on as it is") {
  const std::string member = test::gzip(test::warc_page(1, std::string(50000, 'x')));
  const auto items = items_in(member + test::gzip(test::warc_page(2, "x")));
  REQUIRE(items.size() == 2);
  CHECK((items[0].bytes == member));
  CHECK(items[1].offset == member.size());
}

TEST_CASE("warc_reader: after any item another reader goes on with the very next one") {
  const test::Scratch scratch;
  for (auto& [name, bytes] : all_forms(records_of(15))) {
    for (const char* state : {"whole", "broken"}) {
      CAPTURE(name, state);
      std::string archive = bytes;
      if (state[0] == 'b') archive.replace(archive.size() / 2, 40, 40, '?');
      const std::string file = scratch.write("a", archive);
      const auto all = items_of(reader_of(file));
      REQUIRE(all.size() >= 5);
      for (std::size_t i = 0; i < all.size(); ++i) {
        const auto rest = items_of(reader_of(file, all[i].after));
        REQUIRE(rest.size() == all.size() - i - 1);
        for (std::size_t k = 0; k < rest.size(); ++k) {
          REQUIRE(rest[k].number == all[i + 1 + k].number);
          REQUIRE(rest[k].offset == all[i + 1 + k].offset);
          REQUIRE((rest[k].bytes == all[i + 1 + k].bytes));
          REQUIRE(rest[k].refusal == all[i + 1 + k].refusal);
        }
      }
    }
  }
}

TEST_CASE("warc_reader: to go on in a plain archive, or one of a member a record, costs one seek") {
  const Strings records = records_of(10);
  for (const std::string& bytes :
       {joined(records), joined(each(records, test::gzip)), joined(each(records, zstd_frame))}) {
    const auto items = items_in(bytes);
    REQUIRE(items.size() == 10);
    for (const WarcItem& item : items) CHECK(item.after.offset > item.offset);
  }
}

TEST_CASE("warc_reader: an empty archive is one loss, one without pages is none") {
  CHECK(told(items_in("")) == Strings{"the archive is empty"});
  CHECK(told(items_in("", Compression::gzip)) == Strings{"the archive is empty"});
  CHECK(told(items_in(test::warc_start())).empty());
  CHECK(told(items_in(test::gzip(test::warc_start()))).empty());
}

TEST_CASE("warc_reader: what is no archive is one loss") {
  CHECK(told(items_in("<html>no\n</html>\n")) == Strings{"no WARC record begins here"});
  CHECK(told(items_in(std::string(500000, '\n') + "x")) == Strings{"no WARC record begins here"});
  CHECK(told(items_in(test::gzip("<html>"))) == Strings{"no WARC record begins here"});
  CHECK(told(items_in("\1\2\3\4", Compression::gzip)) == Strings{"its gzip member is broken"});
  CHECK(told(items_in("\1\2\3\4", Compression::zstd)) == Strings{"its zstd frame is broken"});
}

TEST_CASE("warc_reader: a wrong Content-Length costs its record alone, too short or too long") {
  for (const char* length : {"0", "1", "90", "3000", "70000000", "18446744073709551615"}) {
    std::string bad = test::warc_page(2, "<p>" + std::string(500, 'x'));
    const std::size_t at = bad.find("Content-Length: ") + 16;
    bad.replace(at, bad.find("\r\n", at) - at, length);
    const Strings records = {test::warc_page(1, "a"), bad, test::warc_page(3, "b"), test::warc_page(4, "c")};
    for (const std::string& bytes :
         {joined(records), joined(each(records, test::gzip)), joined(each(records, zstd_frame))}) {
      CAPTURE(length, bytes.substr(0, 4));
      const auto items = items_in(bytes);
      REQUIRE(items.size() == 4);
      CHECK(told(items[0]) == "urn:page:1");
      CHECK_FALSE(items[1].refusal.empty());
      CHECK(told(items[2]) == "urn:page:3");
      CHECK(told(items[3]) == "urn:page:4");
    }
  }
}

TEST_CASE("warc_reader: a loss is told with the offset of its record, or of its member") {
  const Strings records = {test::warc_page(1, "a"), test::warc_page(2, std::string(50000, 'x')),
                           test::warc_page(3, "b")};
  Strings members = each(records, test::gzip);
  members[1][60] = static_cast<char>(members[1][60] ^ 0x40);
  auto items = items_in(joined(members));
  REQUIRE(items.size() == 3);
  CHECK(told(items[1]).starts_with("its gzip member"));
  CHECK(items[1].offset == members[0].size());
  Strings plain = records;
  plain[1].replace(0, 4, "WALK");
  items = items_in(joined(plain));
  REQUIRE(items.size() == 3);
  CHECK(items[1].offset == records[0].size());
}

TEST_CASE("warc_reader: an archive that is cut short anywhere gives what is whole, and one loss") {
  const Strings records = records_of(6);
  for (const Strings& parts : {records, each(records, test::gzip), each(records, zstd_frame)}) {
    const std::string bytes = joined(parts);
    for (std::size_t size = 1; size < bytes.size(); size += 1 + bytes.size() / 97) {
      CAPTURE(size, bytes.substr(0, 4));
      const auto items = items_in(bytes.substr(0, size));
      std::size_t end = 0, whole = 0, pages = 0;
      for (; whole < parts.size() && end + parts[whole].size() <= size; ++whole) {
        end += parts[whole].size();
        if (whole > 0 && whole % 2 == 0) ++pages;
      }
      const Strings got = told(items);
      REQUIRE(got.size() >= pages);
      for (std::size_t i = 0; i < pages; ++i) CHECK(got[i] == "urn:page:" + std::to_string(i + 1));
      // Only the line ends behind a record can be missed without a loss.
      CHECK((got.size() == pages + 1 || size <= end + 1 || size + 4 >= end + parts[whole].size()));
      CHECK(got.size() <= pages + 1);
    }
  }
}

TEST_CASE("warc_reader: of an archive with broken places, 999 of 1,000 whole records are recovered") {
  const Strings records = records_of(60);
  const std::pair<Compression, Strings> forms[] = {{Compression::none, records},
                                                   {Compression::gzip, each(records, test::gzip)},
                                                   {Compression::zstd, each(records, zstd_frame)}};
  for (const auto& [how, parts] : forms) {
    std::size_t whole = 0, recovered = 0, losses = 0, damages = 0;
    for (std::uint64_t seed = 0; seed < test::rounds(130); ++seed) {
      Random random(seed);
      Strings hurt = parts;
      for (std::size_t n = 1 + random.below(4); n > 0; --n, ++damages)
        damage(hurt[random.below(hurt.size())], random);
      const auto items = items_in(joined(hurt), how);
      Strings got = told(items);
      for (const std::string& one : got) losses += one.starts_with("urn:page:") ? 0 : 1;
      std::sort(got.begin(), got.end());
      for (std::size_t i = 2; i < parts.size(); i += 2) {
        if (hurt[i] != parts[i]) continue;
        ++whole;
        recovered += std::binary_search(got.begin(), got.end(), "urn:page:" + std::to_string(i / 2)) ? 1 : 0;
      }
    }
    CAPTURE(static_cast<int>(how), whole, recovered, losses, damages);
    CHECK(whole > test::rounds(7000));
    CHECK(recovered * 1000 >= whole * 999);
    CHECK(losses <= damages);
    CHECK(losses >= damages / 2);  // a plain page says nothing when one of its letters changes
  }
}

TEST_CASE("warc_reader: a record of more than 64 MiB is passed over, and refused if it holds a page") {
  const std::string large(kMaxRecordBytes + 1, ' ');
  const std::string video = test::warc("resource", "Content-Type: video/mp4\r\n", large);
  const std::string page = test::warc("resource", "Content-Type: text/html\r\n", large);
  for (const std::string& bytes :
       {video + page + test::warc_page(3, "x"),
        test::gzip(video) + test::gzip(page) + test::gzip(test::warc_page(3, "x"))}) {
    const auto items = items_in(bytes);
    CHECK(told(items) == Strings{"its record is larger than 64 MiB", "urn:page:3"});
  }
}

TEST_CASE("warc_reader: a member that gives gigabytes is given up, and the next one is read") {
  std::string bomb =
      test::warc_page(1, "x") + "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 900000000\r\n\r\n";
  bomb.append(300000000, '\0');
  const std::string packed = test::gzip(bomb);
  bomb = {};
  const auto items = items_in(packed + test::gzip(test::warc_page(2, "y")));
  CHECK(told(items) == Strings{"urn:page:1", "its Content-Length is wrong", "urn:page:2"});
}

TEST_CASE("warc_reader: a lie about the size of a member makes no record of what is inside another") {
  // The page is itself an archive, stored without compression in its member.
  const std::string inner = test::gzip(test::warc_page(8, "x")) + test::gzip(test::warc_page(9, "y"));
  std::string noise;
  Random random(5);
  while (noise.size() < 40000) noise += random.bytes(999);
  const std::string outer = test::gzip(test::warc_page(1, noise + inner + noise));
  REQUIRE(outer.find(inner) != std::string::npos);
  CHECK(told(items_in(outer + test::gzip(test::warc_page(2, "z")))) == ids_of(2));
}

TEST_CASE("warc_reader: once stopped there is nothing more") {
  const test::Scratch scratch;
  std::atomic<bool> stop = false;
  auto file = open_for_reading(scratch.write("a.warc", joined(records_of(5))));
  REQUIRE(file);
  WarcReader reader(std::move(file.value()), Compression::none, &stop);
  CHECK(reader.next());
  stop = true;
  CHECK_FALSE(reader.next());
}
