// Any bytes as an archive: reading ends, items are numbered, a loss brings no bytes, no page
// passes the cap, and behind any item another reader goes on with the very next one.
#include <sys/mman.h>

#include <cstdlib>

#include "io/warc_reader.h"

using namespace cleancopy;

namespace {

WarcReader reader_of(std::string_view bytes, WarcPlace begin) {
  FileDescriptor file(::memfd_create("archive", 0));
  if (write_all(file.number(), bytes) != 0 || ::lseek(file.number(), 0, SEEK_SET) != 0) std::abort();
  return WarcReader(std::move(file), Compression::none, nullptr, begin);
}

void demand(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  WarcReader reader = reader_of(bytes, {});
  std::optional<WarcItem> last;
  for (std::size_t number = 1; auto item = reader.next(); ++number) {
    demand(item->number == number && item->bytes.empty() != item->refusal.empty() && item->offset <= size);
    const bool is_looked_at = last && number % 4 == 2;  // each would take quadratic time
    const auto again = is_looked_at ? reader_of(bytes, last->after).next() : std::nullopt;
    demand(!is_looked_at || (again && again->number == number && again->bytes == item->bytes));
    if (item->refusal.empty()) demand(read_warc_record(item->bytes).page.bytes.size() <= kMaxRecordBytes);
    last = std::move(item);
  }
  return 0;
}
