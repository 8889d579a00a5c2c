// The bytes of a file or pipe, from where one stands on: looked at first, passed
// afterwards. All reading of inputs that are not read whole goes through this.
//
//     forgotten │ behind │ ahead │ not yet read
//             hold()  offset()
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "io/files.h"

namespace cleancopy {

class ByteWindow {
 public:
  /// Once `*stop` is true (it may be null) nothing more is read, also when a
  /// pipe is being waited for: the bytes then end here.
  ByteWindow(FileDescriptor file, const std::atomic<bool>* stop) : file_(std::move(file)), stop_(stop) {}

  /// What lies ahead: `least` bytes or more, fewer only at the end. Valid until the next call.
  std::string_view peek(std::size_t least);

  /// Passes bytes that were looked at.
  void pass(std::size_t bytes);

  /// Offset in the file of what lies ahead.
  std::uint64_t offset() const { return base_ + at_; }

  /// From here on bytes stay in memory, so that go_to() leads back in a pipe too; the last 16 MiB at most.
  void hold() {
    holds_ = true;
    hold_ = at_;
  }

  /// Stands at `offset`; false, and stays, if that is neither in memory nor can be sought.
  bool go_to(std::uint64_t offset);

  /// Why the bytes ended before the file did; empty if they did not.
  const std::string& failure() const { return failure_; }

 private:
  bool fill(std::size_t room);

  FileDescriptor file_;
  const std::atomic<bool>* stop_;
  std::string buffer_;
  std::uint64_t base_ = 0;  // offset in the file of the buffer's first byte
  std::size_t at_ = 0;
  std::size_t hold_ = 0;  // what is before it may be forgotten
  bool holds_ = false;    // else all that is behind may
  bool at_end_ = false;
  std::string failure_;
};

}  // namespace cleancopy
