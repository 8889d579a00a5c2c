#include "io/sink.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "io/folder_sink.h"

namespace cleancopy {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFile = "out";  // the mark of a single file

// Parts the texts of one stream; records need nothing between them.
class Separator {
 public:
  explicit Separator(OutputForm form) : form_(form) {}

  std::string_view before(const Delivery& delivery) {
    if (form_ == OutputForm::jsonl || delivery.bytes.empty()) return {};
    return std::exchange(between_, kBetween);
  }

  // There are texts already.
  void go_on() { between_ = kBetween; }

 private:
  static constexpr std::string_view kBetween = "\n\n";

  OutputForm form_;
  std::string_view between_;
};

class StreamSink final : public Sink {
 public:
  StreamSink(FileDescriptor stream, std::string name, const SinkOptions& options)
      : stream_(std::move(stream)),
        name_(std::move(name)),
        separator_(options.form),
        packer_(options.compression) {}

  // Without compression no buffer: whoever feeds us line by line waits for each answer.
  Result<Written, IoError> write(const Delivery& delivery) override {
    const std::string page = std::string(separator_.before(delivery)) + delivery.bytes;
    if (auto failed = put(packer_.take(page))) return *failed;
    return Written::done;
  }

  std::optional<IoError> finish() override { return put(packer_.finish()); }

  // Nobody goes on with a stream: what is here would be lost.
  std::optional<IoError> sync() override { return put(packer_.flush()); }

 private:
  std::optional<IoError> put(std::string_view bytes) const {
    const int number = write_all(stream_.number(), bytes);
    if (number != 0) return io_error(IoStep::write, name_, number);
    return std::nullopt;
  }

  FileDescriptor stream_;
  std::string name_;
  Separator separator_;
  Packer packer_;
};

class FileSink final : public Sink {
 public:
  FileSink(NewFile file, const SinkOptions& options)
      : file_(std::move(file)), separator_(options.form), packer_(options.compression) {
    if (file_.mark().length == 0) return;
    separator_.go_on();
    packer_.go_on();
  }

  Result<Written, IoError> write(const Delivery& delivery) override {
    const std::string page = std::string(separator_.before(delivery)) + delivery.bytes;
    if (auto failed = file_.append(packer_.take(page))) return *failed;
    return Written::done;
  }

  std::optional<IoError> finish() override {
    if (auto failed = file_.append(packer_.finish())) return failed;
    if (auto failed = file_.commit()) return failed;
    return sync_folder_of(file_.path());
  }

  bool at_rest() const override { return packer_.at_rest(); }
  std::vector<OutputMark> marks() const override { return {{std::string(kFile), file_.mark()}}; }
  std::optional<IoError> sync() override { return file_.sync(); }

 private:
  NewFile file_;
  Separator separator_;
  Packer packer_;
};

Result<std::unique_ptr<Sink>, IoError> open_file(const std::string& out, const SinkOptions& options) {
  std::error_code error;
  const fs::file_status status = fs::status(out, error);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    FileDescriptor stream(::open(out.c_str(), O_WRONLY | O_CLOEXEC));
    if (stream.number() < 0) return io_error(IoStep::create, out, errno);
    return std::unique_ptr<Sink>(std::make_unique<StreamSink>(std::move(stream), out, options));
  }
  const std::string real = file_behind(out);
  FileMark begin;
  for (const OutputMark& mark : options.after) {
    if (mark.name == kFile) begin = mark.file;
  }
  auto file = options.run.empty()
                  ? NewFile::create(real)
                  : NewFile::resume(real, hidden_beside(real, options.run, "partial"), begin);
  if (!file) return file.error();
  return std::unique_ptr<Sink>(std::make_unique<FileSink>(std::move(file.value()), options));
}

}  // namespace

std::string file_behind(const std::string& out) {
  std::error_code error;
  if (!fs::is_symlink(out, error)) return out;
  const fs::path real = fs::weakly_canonical(out, error);
  return real.empty() ? out : real.string();
}

Result<std::unique_ptr<Sink>, IoError> open_sink(Target target, const std::string& out,
                                                 const SinkOptions& options) {
  if (target == Target::stream) {
    FileDescriptor stream(STDOUT_FILENO);
    return std::unique_ptr<Sink>(std::make_unique<StreamSink>(std::move(stream), "stdout", options));
  }
  return target == Target::file ? open_file(out, options) : FolderSink::open(out, options);
}

}  // namespace cleancopy
