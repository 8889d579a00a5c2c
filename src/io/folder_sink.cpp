#include "io/folder_sink.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "io/file_names.h"
#include "text/stable_hash.h"

namespace cleancopy {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxNamesBytes = std::size_t{1} << 33;  // a billion pages
constexpr std::string_view kNames = "names";                  // the mark of the names of files …
constexpr std::string_view kGroup = "group/";                 // … and, before its path, of the open file

void append_number(std::string& bytes, std::uint64_t number) {
  char raw[sizeof number];
  std::memcpy(raw, &number, sizeof raw);
  bytes.append(raw, sizeof raw);
}

}  // namespace

FolderSink::FolderSink(std::string folder, const SinkOptions& options)
    : folder_(std::move(folder)),
      extension_(std::string(extension_of(options.form)).append(extension_of(options.compression))),
      records_(options.form == OutputForm::jsonl ? Records::together : Records::apart),
      run_(options.run),
      packer_(options.compression) {}

Result<std::unique_ptr<Sink>, IoError> FolderSink::open(const std::string& folder,
                                                        const SinkOptions& options) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return io_error(IoStep::create, folder, error.value());
  if (::access(folder.c_str(), W_OK | X_OK) != 0) return io_error(IoStep::create, folder, errno);
  std::unique_ptr<FolderSink> sink(new FolderSink(folder, options));
  if (auto failed = sink->go_on(options.after)) return *failed;
  return std::unique_ptr<Sink>(std::move(sink));
}

std::optional<IoError> FolderSink::go_on(const std::vector<OutputMark>& marks) {
  if (run_.empty()) return std::nullopt;
  FileMark names;
  for (const OutputMark& mark : marks) {
    if (mark.name == kNames) names = mark.file;
    if (!mark.name.starts_with(kGroup)) continue;
    group_ = mark.name.substr(kGroup.size());
    if (auto failed = start_file(group_, mark.file)) return failed;
    packer_.go_on();
  }
  return load_names(names);
}

std::optional<IoError> FolderSink::load_names(FileMark begin) {
  const std::string path = hidden_beside(folder_ + "/", run_, "names");
  auto file = NewFile::resume(path, path, begin);
  if (!file) return file.error();
  const auto bytes = read_file(path, kMaxNamesBytes);
  if (!bytes) return bytes.error();
  for (std::size_t i = 0; i + sizeof(std::uint64_t) <= bytes.value().size(); i += sizeof(std::uint64_t)) {
    std::uint64_t name = 0;
    std::memcpy(&name, bytes.value().data() + i, sizeof name);
    taken_.insert(name);
  }
  names_ = std::move(file.value());
  return std::nullopt;
}

Result<Written, IoError> FolderSink::write(const Delivery& delivery) {
  if (delivery.bytes.empty()) return Written::done;
  const bool together = records_ == Records::together && delivery.line_number > 0;
  const std::string path = path_of(delivery);
  if (!together || path != group_) {
    if (auto failed = finish_file()) return *failed;
    if (!claim(path)) return Written::taken;
    if (auto failed = start_file(path, {})) return *failed;
    if (together) group_ = path;
  }
  if (auto failed = file_->append(packer_.take(delivery.bytes))) return *failed;
  if (together) return Written::done;
  if (auto failed = finish_file()) return *failed;
  return Written::done;
}

std::optional<IoError> FolderSink::finish() {
  if (auto failed = finish_file()) return failed;
  if (!unsynced_.empty()) {
    if (auto failed = sync_folder_of(unsynced_)) return failed;
  }
  if (names_) names_->discard();
  return std::nullopt;
}

std::vector<OutputMark> FolderSink::marks() const {
  if (!names_) return {};
  FileMark names = names_->mark();
  names.length += new_names_.size();
  std::vector<OutputMark> marks = {{std::string(kNames), names}};
  if (file_) marks.push_back({std::string(kGroup) + group_, file_->mark()});
  return marks;
}

std::optional<IoError> FolderSink::sync() {
  if (!names_) return std::nullopt;
  if (auto failed = names_->append(std::exchange(new_names_, {}))) return failed;
  if (auto failed = names_->sync()) return failed;
  if (file_) {
    if (auto failed = file_->sync()) return failed;
  }
  return unsynced_.empty() ? std::nullopt : sync_folder_of(unsynced_);
}

// Below the folder.
std::string FolderSink::path_of(const Delivery& delivery) const {
  fs::path path = place_within(delivery.place);
  if (delivery.line_number > 0 && records_ == Records::apart) {
    path /= name_of_record(delivery.id, delivery.url, delivery.line_number);
  }
  return path.string() + extension_;
}

// Hashes, because a run may have millions of files.
bool FolderSink::claim(const std::string& path) {
  const std::uint64_t name = stable_hash(path).value();
  if (!taken_.insert(name).second) return false;
  if (names_) append_number(new_names_, name);
  return true;
}

std::optional<IoError> FolderSink::start_file(const std::string& below, FileMark begin) {
  const std::string path = (fs::path(folder_) / below).string();
  const std::string folder = fs::path(path).parent_path().string();
  if (folder != made_) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return io_error(IoStep::create, folder, error.value());
    made_ = folder;
  }
  // Each has its own: a file that was begun later must not be taken for the one of a mark.
  const std::string name = stable_hash(below).digits();
  auto file = run_.empty() ? NewFile::create(path)
                           : NewFile::resume(path, hidden_beside(path, run_ + "-" + name, "partial"), begin);
  if (!file) return file.error();
  file_ = std::move(file.value());
  return std::nullopt;
}

// A folder is synced when the run leaves it: once for each file would double the cost.
std::optional<IoError> FolderSink::finish_file() {
  group_.clear();
  if (!file_) return std::nullopt;
  if (auto failed = file_->append(packer_.flush())) return failed;
  const std::string path = file_->path();
  if (auto failed = file_->commit()) return failed;
  file_.reset();
  const bool same_folder =
      unsynced_.empty() || fs::path(unsynced_).parent_path() == fs::path(path).parent_path();
  const std::string left = std::exchange(unsynced_, path);
  return same_folder ? std::nullopt : sync_folder_of(left);
}

}  // namespace cleancopy
