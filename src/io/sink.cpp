#include "io/sink.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <functional>
#include <string_view>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "io/file_names.h"

namespace cleancopy {
namespace {

namespace fs = std::filesystem;

// Parts the texts of one stream; records need nothing between them.
class Separator {
 public:
  explicit Separator(OutputForm form) : form_(form) {}

  std::string_view before(const Delivery& delivery) {
    if (form_ == OutputForm::jsonl || delivery.bytes.empty()) return {};
    return std::exchange(between_, "\n\n");
  }

 private:
  OutputForm form_;
  std::string_view between_;
};

class StreamSink final : public Sink {
 public:
  StreamSink(FileDescriptor stream, std::string name, OutputForm form)
      : stream_(std::move(stream)), name_(std::move(name)), separator_(form) {}

  // No buffer: whoever feeds us line by line waits for each answer.
  Result<Written, IoError> write(const Delivery& delivery) override {
    const std::string bytes = std::string(separator_.before(delivery)) + delivery.bytes;
    const int number = write_all(stream_.number(), bytes);
    if (number != 0) return io_error(IoStep::write, name_, number);
    return Written::done;
  }

  std::optional<IoError> finish() override { return std::nullopt; }

 private:
  FileDescriptor stream_;
  std::string name_;
  Separator separator_;
};

class FileSink final : public Sink {
 public:
  FileSink(NewFile file, OutputForm form) : file_(std::move(file)), separator_(form) {}

  Result<Written, IoError> write(const Delivery& delivery) override {
    auto failed = file_.append(separator_.before(delivery));
    if (!failed) failed = file_.append(delivery.bytes);
    if (failed) return *failed;
    return Written::done;
  }

  std::optional<IoError> finish() override {
    if (auto failed = file_.commit()) return failed;
    return sync_folder_of(file_.path());
  }

 private:
  NewFile file_;
  Separator separator_;
};

class FolderSink final : public Sink {
 public:
  FolderSink(std::string folder, OutputForm form) : folder_(std::move(folder)), form_(form) {}

  Result<Written, IoError> write(const Delivery& delivery) override {
    if (delivery.bytes.empty()) return Written::done;
    const bool together = form_ == OutputForm::jsonl && delivery.line_number > 0;
    const std::string path = path_of(delivery);
    if (!together || path != group_) {
      if (auto failed = finish_file()) return *failed;
      group_.clear();
      // Hashes, because a run may have millions of files.
      if (!taken_.insert(std::hash<std::string>{}(path)).second) return Written::taken;
      if (auto failed = start_file(path)) return *failed;
      if (together) group_ = path;
    }
    if (auto failed = file_->append(delivery.bytes)) return *failed;
    if (together) return Written::done;
    if (auto failed = finish_file()) return *failed;
    return Written::done;
  }

  std::optional<IoError> finish() override {
    if (auto failed = finish_file()) return failed;
    return unsynced_.empty() ? std::nullopt : sync_folder_of(unsynced_);
  }

 private:
  std::string path_of(const Delivery& delivery) const {
    fs::path path = fs::path(folder_) / place_within(delivery.place);
    if (delivery.line_number > 0 && form_ != OutputForm::jsonl) {
      path /= name_of_record(delivery.id, delivery.url, delivery.line_number);
    }
    return path.string() + std::string(extension_of(form_));
  }

  std::optional<IoError> start_file(const std::string& path) {
    const std::string folder = fs::path(path).parent_path().string();
    if (folder != made_) {
      std::error_code error;
      fs::create_directories(folder, error);
      if (error) return io_error(IoStep::create, folder, error.value());
      made_ = folder;
    }
    auto file = NewFile::create(path);
    if (!file) return file.error();
    file_ = std::move(file.value());
    return std::nullopt;
  }

  // A folder is synced when the run leaves it: once for each file would double the cost.
  std::optional<IoError> finish_file() {
    if (!file_) return std::nullopt;
    const std::string path = file_->path();
    const auto failed = file_->commit();
    file_.reset();
    if (failed) return failed;
    const bool same_folder =
        unsynced_.empty() || fs::path(unsynced_).parent_path() == fs::path(path).parent_path();
    const std::string left = std::exchange(unsynced_, path);
    return same_folder ? std::nullopt : sync_folder_of(left);
  }

  std::string folder_;
  OutputForm form_;
  std::optional<NewFile> file_;
  std::string group_;     // path of the JSONL file that records are being added to
  std::string made_;      // folder made last
  std::string unsynced_;  // a file whose name is not yet on disk
  std::unordered_set<std::size_t> taken_;
};

Result<std::unique_ptr<Sink>, IoError> open_file(const std::string& out, OutputForm form) {
  std::error_code error;
  const fs::file_status status = fs::status(out, error);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    FileDescriptor stream(::open(out.c_str(), O_WRONLY | O_CLOEXEC));
    if (stream.number() < 0) return io_error(IoStep::create, out, errno);
    return std::unique_ptr<Sink>(std::make_unique<StreamSink>(std::move(stream), out, form));
  }
  // Through a link to the file behind it, so that the link stays one.
  const fs::path real = fs::is_symlink(out, error) ? fs::weakly_canonical(out, error) : fs::path(out);
  auto file = NewFile::create(real.empty() ? out : real.string());
  if (!file) return file.error();
  return std::unique_ptr<Sink>(std::make_unique<FileSink>(std::move(file.value()), form));
}

}  // namespace

Result<std::unique_ptr<Sink>, IoError> open_sink(Target target, const std::string& out, OutputForm form) {
  if (target == Target::stream) {
    return std::unique_ptr<Sink>(std::make_unique<StreamSink>(FileDescriptor(STDOUT_FILENO), "stdout", form));
  }
  if (target == Target::file) return open_file(out, form);
  std::error_code error;
  fs::create_directories(out, error);
  if (error) return io_error(IoStep::create, out, error.value());
  if (::access(out.c_str(), W_OK | X_OK) != 0) return io_error(IoStep::create, out, errno);
  return std::unique_ptr<Sink>(std::make_unique<FolderSink>(out, form));
}

}  // namespace cleancopy
