#include "app/journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <utility>

#include "io/file_lock.h"
#include "text/stable_hash.h"

namespace cleancopy::app {
namespace {

// Soon at first, so that also a machine that is taken away again and again gets on; then a second.
constexpr std::chrono::milliseconds kFirstPause(50);
constexpr std::chrono::milliseconds kLongestPause(1000);
constexpr std::size_t kDigits = 16;
constexpr std::size_t kMaxOutputs = 16;
constexpr std::size_t kTailBytes = std::size_t{1} << 20;  // far more than the longest line

// File names may hold any byte but NUL and '/'.
std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == '%') {
      out += fmt::format("%{:02x}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

template <class Number>
bool read_number(std::string_view text, Number& number, int base = 10) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return error == std::errc() && end == text.data() + text.size();
}

std::optional<std::string> unescaped(std::string_view text) {
  std::string name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char byte = 0;
    if (text[i] != '%') {
      name += text[i];
      continue;
    }
    if (!read_number(text.substr(i + 1, 2), byte, 16)) return std::nullopt;
    name += static_cast<char>(byte);
    i += 2;
  }
  return name;
}

// The words of a line, one at a time; wrong once one is not what was asked for.
class Words {
 public:
  explicit Words(std::string_view line) : rest_(line) {}

  std::string_view next() {
    const std::size_t end = rest_.find(' ');
    if (end == std::string_view::npos) whole_ = false;
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(whole_ ? end + 1 : rest_.size());
    return word;
  }

  template <class Number>
  void read(Number& number, int base = 10) {
    if (!read_number(next(), number, base)) whole_ = false;
  }

  void read(std::string& name) {
    auto text = unescaped(next());
    if (!text) whole_ = false;
    name = std::move(text).value_or("");
  }

  bool at_end() const { return whole_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool whole_ = true;
};

// Is the file that was opened still the one of that name?
bool is_there(int number, const std::string& path) {
  struct stat opened {}, named {};
  return ::fstat(number, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
         opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

}  // namespace

std::string to_line(std::uint64_t fingerprint, const Progress& progress) {
  const Bookmark& mark = progress.bookmark;
  const Tally& tally = progress.tally;
  std::string line = fmt::format("{:016x} {} {} {} {} {} {} {} {} ", fingerprint, mark.input, mark.offset,
                                 mark.records, tally.cleaned, tally.no_article, tally.rejected,
                                 progress.misread, progress.outputs.size());
  for (const OutputMark& output : progress.outputs) {
    line += fmt::format("{} {} {} ", output.file.length, output.file.inode, escaped(output.name));
  }
  line += escaped(mark.file) + " ";
  return stable_hash(line).digits() + " " + line;
}

std::optional<JournalLine> from_line(std::string_view line) {
  if (line.size() <= kDigits) return std::nullopt;
  const std::string_view said = line.substr(kDigits + 1);
  if (line[kDigits] != ' ' || line.substr(0, kDigits) != stable_hash(said).digits()) return std::nullopt;
  JournalLine read;
  Bookmark& mark = read.progress.bookmark;
  Tally& tally = read.progress.tally;
  std::size_t outputs = 0;
  Words words(said);
  words.read(read.fingerprint, 16);
  words.read(mark.input);
  words.read(mark.offset);
  for (std::size_t* number : {&mark.records, &tally.cleaned, &tally.no_article, &tally.rejected,
                              &read.progress.misread, &outputs}) {
    words.read(*number);
  }
  if (outputs > kMaxOutputs) return std::nullopt;
  read.progress.outputs.resize(outputs);
  for (OutputMark& output : read.progress.outputs) {
    words.read(output.file.length);
    words.read(output.file.inode);
    words.read(output.name);
  }
  words.read(mark.file);
  if (!words.at_end()) return std::nullopt;
  return read;
}

Result<Journal, IoError> Journal::open(const std::string& path, std::uint64_t fingerprint) {
  while (true) {
    Journal journal;
    journal.path_ = path;
    journal.fingerprint_ = fingerprint;
    journal.file_ = FileDescriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
    const int number = journal.file_.number();
    if (number < 0) return io_error(IoStep::create, path, errno);
    if (auto held = lock_file(journal.file_, path, "is writing this output")) return *held;
    // The run that held the lock may have removed the file since we opened it.
    if (!is_there(number, path)) continue;
    if (auto failed = journal.read()) return *failed;
    journal.pause_ = kFirstPause;
    journal.next_save_ = std::chrono::steady_clock::now() + kFirstPause;
    return journal;
  }
}

// Of the last line that is whole; what follows it is cut off.
std::optional<IoError> Journal::read() {
  const off_t size = ::lseek(file_.number(), 0, SEEK_END);
  if (size < 0) return io_error(IoStep::read, path_, errno);
  const off_t begin = size > static_cast<off_t>(kTailBytes) ? size - static_cast<off_t>(kTailBytes) : 0;
  std::string tail(static_cast<std::size_t>(size - begin), '\0');
  const ssize_t got = ::pread(file_.number(), tail.data(), tail.size(), begin);
  if (got != static_cast<ssize_t>(tail.size())) return io_error(IoStep::read, path_, got < 0 ? errno : EIO);
  std::size_t end = tail.rfind('\n');
  while (end != std::string::npos) {
    const std::size_t before = end == 0 ? std::string::npos : tail.rfind('\n', end - 1);
    const std::size_t first = before == std::string::npos ? 0 : before + 1;
    auto line = from_line(std::string_view(tail).substr(first, end - first));
    if (line && line->fingerprint == fingerprint_) found_ = std::move(line->progress);
    if (line && line->fingerprint != fingerprint_) other_run_ = true;
    if (line) break;
    end = before;
  }
  const off_t kept = found_ ? begin + static_cast<off_t>(end) + 1 : 0;
  if (::ftruncate(file_.number(), kept) != 0) return io_error(IoStep::write, path_, errno);
  return std::nullopt;
}

std::vector<OutputMark> Journal::found_of(std::string_view name) const {
  std::vector<OutputMark> marks;
  if (!found_) return marks;
  for (const OutputMark& output : found_->outputs) {
    const std::string_view whole = output.name;
    if (!whole.starts_with(name) || whole.substr(name.size(), 1) != "/") continue;
    marks.push_back({output.name.substr(name.size() + 1), output.file});
  }
  return marks;
}

std::optional<IoError> Journal::note(const Bookmark& bookmark, const Report& report) {
  std::vector<OutputMark> outputs;
  for (const auto& [name, sink] : sinks_) {
    if (!sink->at_rest()) return std::nullopt;
    for (const OutputMark& mark : sink->marks()) outputs.push_back({name + "/" + mark.name, mark.file});
  }
  unsaved_ = Progress{bookmark, report.tally(), report.misread(), std::move(outputs)};
  return std::chrono::steady_clock::now() < next_save_ ? std::nullopt : save();
}

std::optional<IoError> Journal::save() {
  if (!unsaved_) return std::nullopt;
  for (const auto& [name, sink] : sinks_) {
    if (auto failed = sink->sync()) return failed;
  }
  const int number = write_all(file_.number(), to_line(fingerprint_, *unsaved_) + "\n");
  if (number != 0) return io_error(IoStep::write, path_, number);
  if (::fsync(file_.number()) != 0) return io_error(IoStep::write, path_, errno);
  if (auto failed = sync_folder_of(path_)) return failed;
  unsaved_.reset();
  pause_ = std::min(2 * pause_, kLongestPause);
  next_save_ = std::chrono::steady_clock::now() + pause_;
  return std::nullopt;
}

std::optional<IoError> Journal::remove() {
  if (::unlink(path_.c_str()) != 0) return io_error(IoStep::write, path_, errno);
  file_ = FileDescriptor();
  return std::nullopt;
}

}  // namespace cleancopy::app
