#include "io/source.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <utility>

#include "io/decompress.h"
#include "io/folder_names.h"
#include "io/lines.h"
#include "io/sidecar.h"
#include "io/warc_reader.h"
#include "text/ascii.h"
#include "text/decode.h"
#include "text/url.h"

namespace cleancopy {
namespace {

namespace fs = std::filesystem;

fs::path without_compression(const fs::path& path) {
  return compression_by_name(path.native()) == Compression::none ? path : fs::path(path).replace_extension();
}

std::string extension_of(std::string_view path) {
  return lowered(without_compression(path).extension().string());
}

// File names may be any bytes; ids are printed as JSON.
std::string as_utf8(std::string name) { return is_utf8(name) ? std::move(name) : decode(name).text; }

// "www.example.org", but neither "2014.12" nor "site.v2": the last label is letters only.
bool looks_like_host(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot < 3) return false;
  return std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dot) + 1, name.end(), is_letter) &&
         !host_of(name).empty();
}

// The host that names the nearest of these folders which is called like one.
std::string host_in(fs::path folder) {
  for (; folder.has_filename(); folder = folder.parent_path()) {
    const std::string name = folder.filename().string();
    if (looks_like_host(name)) return host_of(name);
  }
  return {};
}

// A folder being walked.
struct OpenFolder {
  std::string below;  // its path below the INPUT, ending in '/'; empty for the INPUT
  FolderNames names;
};

// A file of a walked folder, by its path below it.
std::optional<Entry> file_below(const fs::path& root, const fs::path& below, const SourceOptions& options) {
  const auto form = options.from ? options.from : form_by_name(below.native());
  if (!form || is_sidecar(below.native())) return std::nullopt;
  Entry entry;
  entry.file = (root / below).string();
  entry.id = as_utf8(below.string());
  entry.place = (below.parent_path() / without_compression(below).stem()).string();
  entry.form = *form;
  entry.site = options.site;
  entry.folder_host = host_in(below.parent_path());
  return entry;
}

class FileSource final : public Source {
 public:
  FileSource(std::vector<std::string> inputs, SourceOptions options)
      : inputs_(std::move(inputs)), options_(std::move(options)) {
    if (options_.after) next_input_ = std::min(options_.after->input, inputs_.size());
  }

  std::optional<Entry> next() override {
    while (!stopped()) {
      if (lines_ || archive_) {
        if (auto entry = next_record()) return entry;
        lines_.reset();
        archive_.reset();
        continue;
      }
      auto entry = next_file();
      const bool holds_many = entry && (entry->form == InputForm::jsonl || entry->form == InputForm::warc);
      if (!holds_many || !entry->refusal.empty()) return entry;
      auto file = open_for_reading(entry->file);
      if (!file) {
        entry->refusal = file.error().error.what;
        return entry;
      }
      open_records(std::move(*entry), std::move(file.value()));
    }
    return std::nullopt;
  }

 private:
  bool stopped() const { return options_.stop != nullptr && options_.stop->load(); }

  void open_records(Entry file, FileDescriptor descriptor) {
    const Compression named = compression_by_name(file.file);
    const auto [offset, records] = records_behind(file.bookmark);
    if (file.form == InputForm::warc) {
      archive_.emplace(std::move(descriptor), named, options_.stop, WarcPlace{offset, records});
    } else {
      lines_.emplace(std::move(descriptor), named, options_.stop, LinePlace{offset, records});
    }
    records_of_ = std::move(file);
  }

  std::optional<Entry> next_record() { return archive_ ? next_of_archive() : next_line(); }

  std::optional<Entry> next_line() {
    auto line = lines_->next();
    if (!line) return std::nullopt;
    Entry entry = records_of_;
    entry.line = std::move(line->bytes);
    entry.line_number = line->number;
    entry.offset = line->begin;
    entry.bookmark.offset = line->end;
    entry.bookmark.records = line->number;
    entry.refusal = std::move(line->refusal);
    return entry;
  }

  std::optional<Entry> next_of_archive() {
    auto item = archive_->next();
    if (!item) return std::nullopt;
    Entry entry = records_of_;
    entry.line = std::move(item->bytes);
    entry.line_number = item->number;
    entry.offset = item->offset;
    entry.bookmark.offset = item->after.offset;
    entry.bookmark.records = item->after.items;
    entry.refusal = std::move(item->refusal);
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
        enter({});
        continue;
      }
      OpenFolder& folder = open_folders_.back();
      const auto name = folder.names.next();
      if (!name) {
        auto refused = leave(folder);
        open_folders_.pop_back();
        if (refused) return refused;
        continue;
      }
      const std::string below = folder.below + *name;
      if (is_behind(below)) continue;
      if (below.ends_with('/')) {
        enter(below);
      } else if (auto entry = walked_file(below)) {
        return entry;
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

  // Offset and number of the records that the run we go on from was past.
  std::pair<std::uint64_t, std::size_t> records_behind(const Bookmark& file) const {
    const auto& mark = options_.after;
    if (!mark || mark->input != file.input || mark->file != file.file) return {};
    return {mark->offset, mark->records};
  }

  Bookmark behind(std::string below) const { return {next_input_ - 1, std::move(below), 0, 0}; }

  fs::path path_of(const std::string& below) const {
    return below.empty() ? root_ : root_ / below.substr(0, below.size() - 1);
  }

  void enter(const std::string& below) { open_folders_.push_back({below, FolderNames(path_of(below))}); }

  // Nothing, or the refusal of a folder that could not be listed to its end.
  std::optional<Entry> leave(const OpenFolder& folder) const {
    if (!folder.names.error()) return std::nullopt;
    Entry entry;
    entry.file = path_of(folder.below).string();
    entry.id = as_utf8(entry.file);
    entry.refusal = folder.names.error().message();
    entry.bookmark = behind(folder.below);
    return entry;
  }

  Entry named_file(const std::string& path) const {
    Entry entry;
    entry.file = path;
    entry.id = as_utf8(path);
    entry.place = path == "-" ? "stdin" : without_compression(fs::path(path).filename()).stem().string();
    entry.form = options_.from.value_or(form_by_name(path).value_or(InputForm::html));
    entry.site = options_.site;
    entry.bookmark = behind({});
    return entry;
  }

  std::optional<Entry> walked_file(const std::string& below) const {
    auto entry = file_below(root_, below, options_);
    if (entry) entry->bookmark = behind(below);
    return entry;
  }

  std::vector<std::string> inputs_;
  SourceOptions options_;
  std::size_t next_input_ = 0;
  fs::path root_;                         // the INPUT being read, and if it is a folder …
  std::vector<OpenFolder> open_folders_;  // … each folder down to the current one
  std::optional<LineReader> lines_;       // the JSONL file …
  std::optional<WarcReader> archive_;     // … or archive being read …
  Entry records_of_;                      // … and what its records have in common
};

// Some of a folder's files.
class ListedSource final : public Source {
 public:
  ListedSource(fs::path root, std::vector<std::string> below, SourceOptions options)
      : root_(std::move(root)), below_(std::move(below)), options_(std::move(options)) {}

  std::optional<Entry> next() override {
    while (next_ < below_.size() && (options_.stop == nullptr || !*options_.stop)) {
      if (auto entry = file_below(root_, below_[next_++], options_)) return entry;
    }
    return std::nullopt;
  }

 private:
  fs::path root_;
  std::vector<std::string> below_;
  SourceOptions options_;
  std::size_t next_ = 0;
};

}  // namespace

std::optional<InputForm> form_by_name(std::string_view path) {
  const std::string extension = extension_of(path);
  if (extension == ".html" || extension == ".htm") return InputForm::html;
  if (extension == ".txt") return InputForm::text;
  if (extension == ".jsonl") return InputForm::jsonl;
  if (extension == ".warc" || extension == ".wet") return InputForm::warc;
  return std::nullopt;
}

std::string Entry::where() const {
  if (line_number == 0) return file;
  return file + (form == InputForm::warc ? ":@" + std::to_string(offset) : ":" + std::to_string(line_number));
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
        IoStep::name, 0, {input, "its name does not tell a format; say --from html, text, jsonl or warc"}};
  }
  return std::unique_ptr<Source>(std::make_unique<FileSource>(std::move(inputs), std::move(options)));
}

std::unique_ptr<Source> listed_pages(const std::string& folder, std::vector<std::string> below,
                                     SourceOptions options) {
  return std::make_unique<ListedSource>(folder, std::move(below), std::move(options));
}

}  // namespace cleancopy
