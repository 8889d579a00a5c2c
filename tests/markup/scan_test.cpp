#include "markup/scan.h"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "pages.h"

using namespace cleancopy;
using namespace std::string_literals;

namespace {

/// The skeleton with "[text]" where it names a run.
std::string written_out(const Skeleton& skeleton) {
  std::string out;
  for (std::size_t i = 0; i < skeleton.text.size();) {
    if (static_cast<unsigned char>(skeleton.text[i]) < 0xF0) {
      out += skeleton.text[i++];
      continue;
    }
    std::vector<std::uint32_t> runs;
    const std::size_t size = static_cast<unsigned char>(skeleton.text[i]) == 0xF4 ? 8 : 4;
    read_run_names(std::string_view(skeleton.text).substr(i, size), runs);
    out += '[';
    out += skeleton.runs.at(runs.at(0));
    out += ']';
    i += size;
  }
  return out;
}

}  // namespace

TEST_CASE("scan: a skeleton is tags without attributes and texts without characters") {
  struct Row {
    const char* page;
    const char* skeleton;
  };
  const Row row = GENERATE(values<Row>({
      {"", ""},
      {"<p class=\"x\">Hello <b>you</b></p>", "<p>[Hello ]<b>[you]</b></p>"},
      {"<P CLASS=x>1</P >", "<p>[1]</p>"},
      {"<script>1</script>2<style>3</style>", "[2]"},
      {"<!-- 1 --><svg><path/></svg><noscript>2</noscript>3", "[3]"},
      {"<iframe src=a>1</iframe>", "<iframe></iframe>"},
      {"<title>1<b></title>", "<title>[1<b>]</title>"},
      {"<xmp>&lt;</xmp>", "<xmp>[&amp;lt;]</xmp>"},
      {"<plaintext></p>", "<plaintext>[</p>]"},
      {"<p> \n <b> 1 </b>", "<p> <b> [ 1 ]</b>"},
      {"  \n<p>1", " <p>[1]"},
      {"<my-tag><o:p>1</o:p></my-tag>", "<x><x>[1]</x></x>"},
      {"<my-tag><o:p>1</my-tag>", "<x><x>[1]</x></x>"},
      {"1</my-tag>2", "[1][2]"},
      {"<!DOCTYPE html><!doctype x><p>", "<!DOCTYPE html><p>"},
      {" <!doctype html> 1<!doctype x>", "<!doctype html>  [ 1]"},
      {"1<!doctype html>2", "[1][2]"},
      {"<p><!doctype html>1", "<p>[1]"},
      {"<input type=Hidden><input type=text>", "<input type=hidden><input>"},
      {"1 < 2 <3 <", "[1 < 2 <3 <]"},
      {"<math><mi/><none/></math><math/>1", "<math><x></x><x></x></math><math></math>[1]"},
      {"<br/><div/>1", "<br><div>[1]"},
      {"</script></textarea></svg>1</br></img>", "[1]</br>"},
      {"<div", ""},
      {"1</div", "[1]"},
      {"1</", "[1</]"},
  }));
  CAPTURE(row.page);
  CHECK(written_out(scan(row.page)) == row.skeleton);
}

TEST_CASE("scan: each start tag of the skeleton has a mark that leads to what it said") {
  for (const std::string& page : sample_pages()) {
    const Skeleton skeleton = scan(page);
    std::size_t last = 0;
    for (const TagMark& mark : skeleton.marks) {
      REQUIRE(skeleton.text.at(mark.offset) == '<');
      REQUIRE((mark.offset > last || &mark == &skeleton.marks.front()));
      last = mark.offset;
      const TagRecord& record = skeleton.tags.at(mark.record);
      REQUIRE(record.first_attribute + record.attribute_count <= skeleton.attributes.size());
      const std::string_view name = record.name;
      const std::string shown = tag_named(name) == Tag::other ? "x" : std::string(name);
      REQUIRE(skeleton.text.compare(mark.offset + 1, shown.size(), shown) == 0);
    }
    CHECK(skeleton.tags.size() == skeleton.marks.size() + 1);
  }
}

TEST_CASE("scan: no character of a page can pass for the name of a run") {
  const std::string page =
      "<p>\U000F0000\U00100001\U000F0002</p><title>\U000F0003</title><plaintext>\U000F0001";
  const Skeleton skeleton = scan(page);
  CHECK(skeleton.runs.size() == 4);
  CHECK(written_out(skeleton) == "<p>[\U000F0000\U00100001\U000F0002]</p><title>[\U000F0003]</title>"
                                 "<plaintext>[\U000F0001]");
}

TEST_CASE("scan: the names of runs read back, also past the first 65,000") {
  for (const std::size_t run : {1U, 2U, 64'999U, 65'000U, 65'001U, 130'000U, 8'000'000U}) {
    std::string name = "(";
    append_run_name(name, run);
    name += " )";
    CAPTURE(run);
    CHECK(name.size() == (run < 65'000 ? 7 : 11));
    std::vector<std::uint32_t> runs{7};
    read_run_names(name, runs);
    CHECK(runs == std::vector<std::uint32_t>{7, static_cast<std::uint32_t>(run), 0});
  }
  std::string page;
  for (int k = 0; k < 70'000; ++k) page += "<p>" + std::to_string(k);
  const Skeleton skeleton = scan(page);
  REQUIRE(skeleton.runs.size() == 70'001);
  CHECK(written_out(skeleton) == [&] {
    std::string out;
    for (int k = 0; k < 70'000; ++k) out += "<p>[" + std::to_string(k) + "]";
    return out;
  }());
}

TEST_CASE("scan: a NUL is nothing, alone or among other characters") {
  CHECK(written_out(scan("<b>\0</b>"s)) == "<b></b>");
  CHECK(written_out(scan("<b>\0 \0</b>"s)) == "<b> </b>");
  const Skeleton skeleton = scan("<a href=1\0""2>3"s);
  REQUIRE(skeleton.attributes.size() == 1);
  CHECK(skeleton.attributes[0].value == "12");
}

TEST_CASE("scan: attributes past 256 of a tag, tags past 500,000 and nesting past 512 are passed over") {
  std::string page = "<p";
  for (std::size_t k = 0; k < kMaxAttributes + 10; ++k) page += " a" + std::to_string(k);
  page += ">1";
  const Skeleton wide = scan(page);
  CHECK(wide.fences.attributes);
  CHECK(wide.attributes.size() == kMaxAttributes);
  CHECK(written_out(wide) == "<p>[1]");

  page.clear();
  for (std::size_t k = 0; k < kMaxTags + 10; ++k) page += "<p>";
  page += "1";
  const Skeleton many = scan(page);
  CHECK(many.fences.tags);
  CHECK_FALSE(many.fences.depth);
  CHECK(many.marks.size() == kMaxTags);
  CHECK(many.runs.back() == "1");

  page.clear();
  for (std::size_t k = 0; k < kMaxDepth + 10; ++k) page += "<div>";
  page += "1";
  for (std::size_t k = 0; k < kMaxDepth + 10; ++k) page += "</div>";
  page += "<p>2";
  const Skeleton deep = scan(page);
  CHECK(deep.fences.depth);
  CHECK(deep.marks.size() == kMaxDepth + 1);
  CHECK(deep.text.ends_with("</div><p>" + deep.text.substr(deep.text.size() - 4)));

  CHECK_FALSE(scan("<p a>1").fences.any());
}

TEST_CASE("scan: of a script that is nested too deep type and text are kept, but no place or attributes") {
  std::string page;
  for (std::size_t k = 0; k < kMaxDepth; ++k) page += "<div>";
  page += "<script type='application/ld+json' id=a>{\"b\": 1}</script>";
  const Skeleton skeleton = scan(page);
  REQUIRE(skeleton.scripts.size() == 1);
  CHECK(skeleton.scripts[0].type == "application/ld+json");
  CHECK(skeleton.scripts[0].id == "a");
  CHECK(skeleton.scripts[0].body == "{\"b\": 1}");
  CHECK(skeleton.scripts[0].record == 0);
  CHECK(skeleton.attributes.empty());
}

TEST_CASE("scan: views into scripts and attributes outlive capitals and references") {
  const Skeleton skeleton = scan("<A HREF='&lt;'><SCRIPT TYPE=Module ID=a>1</SCRIPT>");
  REQUIRE(skeleton.scripts.size() == 1);
  CHECK(skeleton.scripts[0].type == "module");
  CHECK(skeleton.scripts[0].id == "a");
  CHECK(skeleton.scripts[0].body == "1");
  CHECK(skeleton.tags.at(1).name == "a");
  CHECK(skeleton.attributes.at(0).name == "href");
  CHECK(skeleton.attributes.at(0).value == "<");
}
