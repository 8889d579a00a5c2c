// Where articles go: a stream, one file, or a folder of files.
//
// Takes the bytes that render() made, in input order, one at a time. Every file
// appears whole or not at all; a stream shows each article as it comes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "cleancopy.h"
#include "io/files.h"
#include "io/render.h"

namespace cleancopy {

/// A rendered article on its way out. Empty `bytes` leave no trace.
struct Delivery {
  std::string place;            ///< path below OUT, without extension
  std::size_t line_number = 0;  ///< 0 when the input file is one page
  std::string id;               ///< names the file of a record in a folder of texts …
  std::string bytes;
  std::string url = {};         ///< … unless it is empty: then this does
};

/// `taken`: an earlier page already has the file of that name, and keeps it.
enum class Written : std::uint8_t { done, taken };

/// Not for two threads at once.
class Sink {
 public:
  virtual ~Sink() = default;

  virtual Result<Written, IoError> write(const Delivery& delivery) = 0;

  /// Lets the last file appear. Without this call it does not.
  virtual std::optional<IoError> finish() = 0;
};

/// What OUT is: `stream` is standard output.
enum class Target : std::uint8_t { stream, file, folder };

/// Opens standard output, the file or the folder `out` (which is made).
///
/// In a stream or file, records are one a line, and texts are parted by two
/// blank lines (blocks within one by a single one). In a folder each page has a
/// file, `place` and the form's extension; the records of one JSONL file stay
/// together in one JSONL file, or become a folder of texts named after their ids
/// (file_names.h); no place and no id leaves the folder.
/// A file that is no regular file (/dev/null, a FIFO) is written as a stream.
Result<std::unique_ptr<Sink>, IoError> open_sink(Target target, const std::string& out, OutputForm form);

}  // namespace cleancopy
