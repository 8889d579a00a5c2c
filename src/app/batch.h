// Many pages on many threads, the results in input order.
//
//     source ──▶ worker 1 ─┐
//       (one     worker 2 ─┼─▶ window: [next ■][□][■][■]…  ──▶ sink, report
//      at a time) worker 3 ─┘   whoever completes `next` hands over all that are ready
//
// The window is bounded, so one slow page holds up the others rather than
// letting finished pages pile up in memory.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "app/journal.h"
#include "app/options.h"
#include "app/report.h"
#include "cleancopy.h"
#include "io/render.h"
#include "io/sink.h"
#include "io/source.h"

namespace cleancopy::app {

/// Which pages of a batch are told of one by one: those that gave nothing, or only those that were rejected.
enum class Notes : std::uint8_t { without_article, rejected };

/// Hears what came of each page, in input order, once its output is written.
class Audience {
 public:
  virtual ~Audience() = default;
  virtual void hear(const Entry& entry, const Article& article) = 0;
};

/// What a batch works on. All of it must outlive the call.
struct Batch {
  Source& source;
  const Rulebook& book;
  Sink& sink;
  Report& report;
  std::atomic<bool>& stop;  ///< once true, no more pages are taken; set on a write error
  RenderStyle style;
  unsigned jobs = 1;        ///< workers, each with its own Cleaner
  const SiteMemory* memory = nullptr;  ///< what the sites of the run repeat, if it is to count
  PageLimits limits = {};
  Verify verify = Verify::nothing;
  Trailer trailer = Trailer::none;
  Journal* journal = nullptr;          ///< is told of each page that is delivered, if there is one
  Sink* rejects = nullptr;             ///< gets a record of each rejected page, if it is there
  Audience* audience = nullptr;        ///< hears of each page, if it is there
  Notes notes = Notes::without_article;
};

/// Cleans every page of the source into the sink, and calls finish() on the
/// sinks unless the batch was stopped. Pages taken before a stop are delivered, and
/// the journal is saved after them. Gives the first write error; after it nothing
/// more is written.
std::optional<IoError> run_batch(const Batch& batch);

}  // namespace cleancopy::app
