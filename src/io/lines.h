// The lines of a file or pipe, plain, .gz or .zst, one at a time, whatever their length.
// Every reader of line-based input uses this; getline() has no bound.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "io/files.h"
#include "io/frames.h"

namespace cleancopy {

/// A line without its end ("\n" or "\r\n"), or why it could not be read.
struct Line {
  std::string bytes;
  std::size_t number = 0;  ///< from 1, blank lines counted
  std::uint64_t begin = 0; ///< its offset in the file …
  std::uint64_t end = 0;   ///< … and that of what follows it; both 0 in a compressed one
  std::string refusal;     ///< not empty: too long, or the disk or the compression failed
};

/// Where to begin in a file: after `lines` lines, which end at `offset`. In a
/// compressed one they are read again and passed over; `offset` is then ignored.
struct LinePlace {
  std::uint64_t offset = 0;
  std::size_t lines = 0;
};

class LineReader {
 public:
  /// Once `*stop` is true (it may be null) next() gives nothing more, also
  /// when it is waiting for a pipe. Only a file can begin past its start.
  LineReader(FileDescriptor file, Compression named, const std::atomic<bool>* stop, LinePlace begin = {});

  /// The next line that is not blank; nothing after the last one. A line over
  /// 128 MiB is refused and the next one is read as usual; a read error is a
  /// refused line, and the last. So is what is broken of a compressed file, but
  /// lines go on with its next member or frame. A byte-order mark before line 1 is dropped.
  std::optional<Line> next();

 private:
  bool fill();
  std::optional<Line> next_line();
  std::optional<Line> take(std::size_t length);
  Line refuse();

  FrameReader frames_;
  const std::atomic<bool>* stop_;
  std::size_t skip_ = 0;    // lines that an earlier run was past
  std::string buffer_;      // read but not yet given out, from begin_
  std::uint64_t base_ = 0;  // offset in the file of the buffer's first byte, if it is plain
  std::size_t begin_ = 0;
  std::size_t searched_ = 0;  // up to here there is no line end
  std::size_t lines_ = 0;
  bool at_end_ = false;
  bool too_long_ = false;  // the line being read, whose bytes are thrown away
  std::string failure_;
};

}  // namespace cleancopy
