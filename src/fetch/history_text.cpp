#include "fetch/history_text.h"

#include <charconv>
#include <cstdint>

namespace cleancopy {
namespace {

// What is before the separator, which goes too; all of it where there is none.
std::string_view take(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view piece = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return piece;
}

template <class Number>
void read(std::string_view& text, Number& number) {
  const std::string_view word = take(text, ' ');
  std::from_chars(word.data(), word.data() + word.size(), number);
}

template <class Number>
void write(std::string& out, Number number) {
  out += std::to_string(number);
  out += ' ';
}

// The numbers of an entry in their one order, for reading and writing alike.
template <class Generation, class Visit>
void visit_numbers(Generation& generation, Visit visit) {
  visit(generation.pages);
  visit(generation.hits);
  for (auto& blocks : generation.blocks) {
    visit(blocks.open_pages);
    visit(blocks.open_hits);
    visit(blocks.blocks);
    visit(blocks.hits);
    visit(blocks.squares);
    visit(blocks.fewest);
  }
}

std::string numbers_of(const Earlier& earlier) {
  std::string out;
  write(out, earlier.first);
  write(out, earlier.lost_since);
  write(out, earlier.lost_pages);
  write(out, earlier.lost_hits);
  const auto visit = [&out](std::uint32_t number) { write(out, number); };
  visit_numbers(earlier.tally.old_generation(), visit);
  visit_numbers(earlier.tally.young_generation(), visit);
  return out;
}

Earlier read_numbers(std::string_view text) {
  Earlier out;
  read(text, out.first);
  read(text, out.lost_since);
  read(text, out.lost_pages);
  read(text, out.lost_hits);
  TallyOfGeneration old, young;
  const auto visit = [&text](std::uint32_t& number) { read(text, number); };
  visit_numbers(old, visit);
  visit_numbers(young, visit);
  out.tally = Tally(old, young);
  return out;
}

}  // namespace

std::string text_of(const std::map<Series, Earlier>& earlier) {
  std::string out;
  for (const auto& [series, entry] : earlier) {
    out += static_cast<char>('0' + static_cast<int>(series.watch));
    out.append("\t").append(series.layout).append("\t").append(series.name).append("\t");
    out.append(numbers_of(entry)).append("\n");
  }
  return out;
}

std::map<Series, Earlier> read_earlier(std::string_view text) {
  std::map<Series, Earlier> out;
  while (!text.empty()) {
    std::string_view line = take(text, '\n');
    const std::string_view watch = take(line, '\t');
    if (watch < "0" || watch > "5" || watch.size() != 1) continue;
    Series series{static_cast<Watch>(watch[0] - '0'), {}, {}};
    series.layout = take(line, '\t');
    series.name = take(line, '\t');
    out.emplace(std::move(series), read_numbers(line));
  }
  return out;
}

std::string text_of(const std::map<std::string, FileVersion, std::less<>>& files) {
  std::string out;
  for (const auto& [file, version] : files) {
    out.append(file).append("\t").append(version.version).append("\t");
    out.append(std::to_string(version.start)).append("\n");
  }
  return out;
}

std::map<std::string, FileVersion, std::less<>> read_files(std::string_view text) {
  std::map<std::string, FileVersion, std::less<>> out;
  while (!text.empty()) {
    std::string_view line = take(text, '\n');
    const std::string_view file = take(line, '\t');
    FileVersion version;
    version.version = take(line, '\t');
    read(line, version.start);
    out.emplace(file, std::move(version));
  }
  return out;
}

std::string text_of(const std::vector<std::string>& rules) {
  std::string out;
  for (const std::string& rule : rules) out.append(rule).append("\n");
  return out;
}

std::vector<std::string> read_rules(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) out.emplace_back(take(text, '\n'));
  return out;
}

std::string text_of(const std::vector<SeenText>& texts) {
  std::string out;
  for (const SeenText& text : texts) {
    write(out, text.key);
    write(out, text.above);
    write(out, text.below);
    out.append(text.opening).append("\n");
  }
  return out;
}

std::vector<SeenText> read_texts(std::string_view text) {
  std::vector<SeenText> out;
  while (!text.empty()) {
    std::string_view line = take(text, '\n');
    SeenText seen;
    read(line, seen.key);
    read(line, seen.above);
    read(line, seen.below);
    seen.opening = line;
    out.push_back(std::move(seen));
  }
  return out;
}

}  // namespace cleancopy
