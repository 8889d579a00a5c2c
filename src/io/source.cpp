#include "io/source.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <utility>

#include "io/lines.h"
#include "text/decode.h"
#include "text/json.h"
#include "text/url.h"

namespace cleancopy {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFileBytes = std::size_t{64} << 20;  // far above what the Cleaner accepts

std::string extension_of(std::string_view path) {
  std::string extension = fs::path(path).extension().string();
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return extension;
}

// File names may be any bytes; ids are printed as JSON.
std::string as_utf8(std::string name) { return is_utf8(name) ? std::move(name) : decode(name).text; }

// "www.example.org", but neither "2014.12" nor "site.v2": the last label is letters only.
bool looks_like_host(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot < 3) return false;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dot) + 1, name.end(), is_letter) &&
         !host_of(name).empty();
}

// A folder being walked: the names that are left of it, last first, so that the
// next one is popped from the back. The names of folders end in '/': so they sort
// among files as their paths do.
struct OpenFolder {
  std::string below;  // its path below the INPUT, ending in '/'; empty for the INPUT
  std::vector<std::string> names;
};

std::error_code list_folder(const fs::path& folder, std::vector<std::string>& names) {
  std::error_code error;
  fs::directory_iterator walk(folder, error);
  for (; !error && walk != fs::directory_iterator(); walk.increment(error)) {
    std::string name = walk->path().filename().string();
    std::error_code ignored;  // what vanishes under our hands is neither folder nor file
    const bool is_link = walk->is_symlink(ignored);
    if (name.starts_with('.')) continue;
    if (walk->is_regular_file(ignored)) names.push_back(name);
    if (!is_link && walk->is_directory(ignored)) names.push_back(name + "/");
  }
  std::sort(names.begin(), names.end(), std::greater<>());
  return error;
}

class FileSource final : public Source {
 public:
  FileSource(std::vector<std::string> inputs, SourceOptions options)
      : inputs_(std::move(inputs)), options_(std::move(options)) {
    if (options_.after) next_input_ = std::min(options_.after->input, inputs_.size());
  }

  std::optional<Entry> next() override {
    while (!stopped()) {
      if (lines_) {
        if (auto entry = next_record()) return entry;
        lines_.reset();
        continue;
      }
      auto entry = next_file();
      if (!entry || entry->form != InputForm::jsonl || !entry->refusal.empty()) return entry;
      auto file = open_for_reading(entry->file);
      if (file) {
        lines_.emplace(std::move(file.value()), options_.stop, first_line_of(entry->bookmark));
        records_of_ = std::move(*entry);
      } else {
        entry->refusal = file.error().error.what;
        return entry;
      }
    }
    return std::nullopt;
  }

 private:
  bool stopped() const { return options_.stop != nullptr && options_.stop->load(); }

  std::optional<Entry> next_record() {
    auto line = lines_->next();
    if (!line) return std::nullopt;
    Entry entry = records_of_;
    entry.line = std::move(line->bytes);
    entry.line_number = line->number;
    entry.bookmark.offset = line->end;
    entry.bookmark.records = line->number;
    entry.refusal = std::move(line->refusal);
    return entry;
  }

  std::optional<Entry> next_file() {
    while (true) {
      if (open_folders_.empty()) {
        if (next_input_ == inputs_.size()) return std::nullopt;
        root_ = inputs_[next_input_++];
        if (is_behind({})) continue;
        std::error_code ignored;
        if (root_ == "-" || !fs::is_directory(root_, ignored)) return named_file(root_.string());
        if (auto refused = enter({})) return refused;
        continue;
      }
      OpenFolder& folder = open_folders_.back();
      if (folder.names.empty()) {
        open_folders_.pop_back();
        continue;
      }
      const std::string below = folder.below + folder.names.back();
      folder.names.pop_back();
      if (is_behind(below)) continue;
      if (!below.ends_with('/')) {
        if (auto entry = walked_file(below)) return entry;
      } else if (auto refused = enter(below)) {
        return refused;
      }
    }
  }

  // Has the run that we go on from been past this? Not past a folder it was in.
  bool is_behind(const std::string& below) const {
    const auto& mark = options_.after;
    if (!mark || mark->input + 1 != next_input_) return false;
    if (below == mark->file) return mark->records == 0;
    const bool around = below.empty() || (below.ends_with('/') && mark->file.starts_with(below));
    return !around && below < mark->file;
  }

  LinePlace first_line_of(const Bookmark& file) const {
    const auto& mark = options_.after;
    if (!mark || mark->input != file.input || mark->file != file.file) return {};
    return {mark->offset, mark->records};
  }

  Bookmark behind(std::string below) const { return {next_input_ - 1, std::move(below), 0, 0}; }

  // Nothing, or the refusal of a folder that cannot be listed.
  std::optional<Entry> enter(const std::string& below) {
    const fs::path folder = below.empty() ? root_ : root_ / below.substr(0, below.size() - 1);
    open_folders_.push_back({below, {}});
    const std::error_code error = list_folder(folder, open_folders_.back().names);
    if (!error) return std::nullopt;
    open_folders_.back().names.clear();
    Entry entry;
    entry.file = folder.string();
    entry.id = as_utf8(entry.file);
    entry.refusal = error.message();
    entry.bookmark = behind(below);
    return entry;
  }

  Entry named_file(const std::string& path) const {
    Entry entry;
    entry.file = path;
    entry.id = as_utf8(path);
    entry.place = path == "-" ? "stdin" : fs::path(path).stem().string();
    entry.form = options_.from.value_or(form_by_name(path).value_or(InputForm::html));
    entry.site = options_.site;
    entry.bookmark = behind({});
    return entry;
  }

  std::optional<Entry> walked_file(const fs::path& below) const {
    const auto form = options_.from ? options_.from : form_by_name(below.native());
    if (!form) return std::nullopt;
    Entry entry;
    entry.file = (root_ / below).string();
    entry.id = as_utf8(below.string());
    entry.bookmark = behind(below.string());
    entry.place = (below.parent_path() / below.stem()).string();
    entry.form = *form;
    entry.site = options_.site;
    const std::string folder = below.parent_path().filename().string();
    if (entry.site.empty() && looks_like_host(folder)) entry.site = host_of(folder);
    return entry;
  }

  std::vector<std::string> inputs_;
  SourceOptions options_;
  std::size_t next_input_ = 0;
  fs::path root_;                         // the INPUT being read, and if it is a folder …
  std::vector<OpenFolder> open_folders_;  // … each folder down to the current one
  std::optional<LineReader> lines_;       // the JSONL file being read …
  Entry records_of_;                      // … and what its records have in common
};

// Numbers are ids too, and stay as they are written.
std::string id_in(const Json& record) {
  const auto id = record.member(0, "id");
  if (!id) return {};
  const JsonNode& node = record.nodes()[*id];
  return node.type == JsonType::string || node.type == JsonType::number ? node.text : std::string();
}

Input read_record(const Entry& entry) {
  Input input;
  const auto parsed = Json::parse(entry.line);
  if (!parsed) {
    const SyntaxError& error = parsed.error();
    const std::string byte = error.offset == 0 ? "" : ", byte " + std::to_string(error.offset + 1);
    input.refusal = "line " + std::to_string(entry.line_number) + byte + ": " + error.what;
    return input;
  }
  const Json& record = parsed.value();
  const std::string line = "line " + std::to_string(entry.line_number) + ": ";
  if (record.nodes()[0].type != JsonType::object) {
    input.refusal = line + "not a JSON object";
    return input;
  }
  const auto value = [&](std::string_view key) { return std::string(record.string(0, key).value_or("")); };
  input.page.id = id_in(record);
  input.page.url = value("url");
  input.page.content_type = value("content_type");
  input.page.crawled = value("crawled");
  input.page.site = entry.site;
  const bool is_html = record.string(0, "html").has_value();
  input.page.format = is_html ? Format::html : Format::text;
  input.page.bytes = value(is_html ? "html" : "text");
  if (!is_html && !record.string(0, "text"))
    input.refusal = line + "neither \"html\" nor \"text\" is a string";
  return input;
}

}  // namespace

std::optional<InputForm> form_by_name(std::string_view path) {
  const std::string extension = extension_of(path);
  if (extension == ".html" || extension == ".htm") return InputForm::html;
  if (extension == ".txt") return InputForm::text;
  if (extension == ".jsonl") return InputForm::jsonl;
  return std::nullopt;
}

std::string Entry::where() const {
  return line_number == 0 ? file : file + ":" + std::to_string(line_number);
}

Input read_page(const Entry& entry) {
  Input input;
  input.page.id = entry.line_number == 0 ? entry.id : "";
  input.refusal = entry.refusal;
  if (!input.refusal.empty()) return input;
  if (entry.line_number > 0) return read_record(entry);
  input.page.site = entry.site;
  input.page.format = entry.form == InputForm::text ? Format::text : Format::html;
  auto bytes = read_file(entry.file, kMaxFileBytes);
  if (bytes) {
    input.page.bytes = std::move(bytes.value());
  } else {
    input.refusal = bytes.error().error.what;
  }
  return input;
}

Result<std::unique_ptr<Source>, IoError> open_source(std::vector<std::string> inputs, SourceOptions options) {
  for (const std::string& input : inputs) {
    if (input == "-") continue;
    std::error_code error;
    const bool is_folder = fs::is_directory(input, error);
    if (::access(input.c_str(), is_folder ? R_OK | X_OK : R_OK) != 0) {
      return io_error(IoStep::read, input, errno);
    }
    if (is_folder || options.from || form_by_name(input)) continue;
    return IoError{
        IoStep::name, 0, {input, "its name does not tell a format; say --from html, text or jsonl"}};
  }
  return std::unique_ptr<Source>(std::make_unique<FileSource>(std::move(inputs), std::move(options)));
}

}  // namespace cleancopy
