// The pages of a WARC archive, one after the other: .warc, .warc.gz, .warc.zst.
//
// Finds where records begin and end, and passes over those that hold no page. A
// gzip member that is one record is not decompressed here beyond its heads: that
// is left to who reads the record (read_warc_record), on a thread of its own.
//
// The one surprise: nothing that is broken ends an archive. Each stretch that
// cannot be read is one item with a refusal, and the next record is looked for.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "io/files.h"
#include "io/frames.h"
#include "io/warc_record.h"

namespace cleancopy {

/// Where to go on in an archive: at `offset`, with so many items before it. Offset 0
/// tells that they must be read again and passed over: there is no other place to
/// begin from in what was compressed as one, nor right behind a loss.
struct WarcPlace {
  std::uint64_t offset = 0;
  std::size_t items = 0;
};

/// A record that holds a page, or the loss of what may have been some.
struct WarcItem {
  std::string bytes;         ///< the record, or the gzip member that it is
  std::string refusal;       ///< not empty: a loss
  std::uint64_t offset = 0;  ///< where it begins in the file; inside a frame, where that begins
  std::size_t number = 0;    ///< among the items of the archive, from 1
  WarcPlace after;           ///< goes on behind it
};

class WarcReader {
 public:
  /// Once `*stop` is true (it may be null) next() gives nothing more.
  WarcReader(FileDescriptor file, Compression named, const std::atomic<bool>* stop, WarcPlace begin = {});

  /// The next item; nothing after the last one. Holds one record in memory, up to 64 MiB;
  /// what is larger is passed over or, when it holds a page, refused.
  std::optional<WarcItem> next();

 private:
  bool step();
  bool open_frame();
  bool take_member();
  bool take_record();
  bool take_block(const WarcHead& head);
  void pass_large(const WarcHead& head);
  void find_next();

  void finish_record(std::string bytes);
  void lose(std::string why);

  std::string_view peek(std::size_t least);
  std::string_view peek_across(std::size_t least);
  bool read_more();
  bool is_plain() const { return frames_.compression() == Compression::none; }
  std::uint64_t offset();

  FrameReader frames_;
  std::string_view opening_ = kWarcMagic;  // of frames, as far as is known
  const std::atomic<bool>* stop_;
  std::string text_;  // content of the open frame, from at_ on
  std::size_t at_ = 0;
  std::size_t unread_ = 0;   // content since the last whole record
  std::uint64_t begin_ = 0;  // where the record being read begins: see WarcItem::offset
  bool is_lost_ = false;     // the loss of what is being passed is told already
  std::size_t items_ = 0;
  std::size_t skip_ = 0;  // items that an earlier run was past
  std::optional<WarcItem> item_;
};

}  // namespace cleancopy
