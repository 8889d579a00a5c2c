// A file as its frames: gzip members or zstd frames, one after the other, each
// decompressed as it is read. A plain file is a single frame.
//
// Records of a .warc.gz are members, so a broken one costs nothing but itself:
// resync() looks for where the next begins.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "io/byte_window.h"
#include "io/decompress.h"
#include "io/files.h"

namespace cleancopy {

/// How a frame ended: `cut` when the file did first.
enum class FrameEnd : std::uint8_t { open, done, cut, broken };

class FrameReader {
 public:
  /// The file's first bytes tell the compression; where they tell none, its name
  /// does, unless they are text. A zstd file may begin with a dictionary for its frames.
  FrameReader(FileDescriptor file, Compression named, const std::atomic<bool>* stop);

  Compression compression() const { return how_; }

  /// Opens the frame that is next; false at the end of the file.
  bool open();

  /// Bytes of the open frame; 0 once it has ended.
  std::size_t read(std::span<char> room);

  /// How the frame ended that was opened last.
  FrameEnd end() const { return end_; }

  /// Ends the open frame as broken: what it gives is more than anybody wants.
  void give_up() { end_ = FrameEnd::broken; }

  /// Where that frame begins in the file.
  std::uint64_t begin() const { return begin_; }

  /// Stands before the first frame past `offset` whose content begins with
  /// `opening`; at the end of the file if there is none.
  void resync(std::uint64_t offset, std::string_view opening);

  /// The file itself, between frames: passing bytes of it moves to a later frame.
  ByteWindow& file() { return file_; }

  /// What the frame that begins with `packed` begins with, up to `limit` bytes;
  /// empty if no frame begins there. `end` is set when that is all of it.
  struct Opening {
    std::string bytes;
    std::optional<std::size_t> end;  ///< size of the whole frame
  };
  Opening look_into(std::string_view packed, std::size_t limit);

 private:
  ByteWindow file_;
  Compression how_;
  std::unique_ptr<Decompressor> frame_, trial_;  // the trial looks into frames that may be none
  std::uint64_t begin_ = 0;
  FrameEnd end_ = FrameEnd::done;
};

/// What a broken or cut frame is refused with; the disk's own words if it was the disk.
std::string refusal_of(FrameReader& frames);

}  // namespace cleancopy
