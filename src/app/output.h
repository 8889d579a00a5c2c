// The output of a run, with what makes it whole: the journal to go on by, the lock
// against a second writer, the marker of a shard that is done.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "app/destination.h"
#include "app/journal.h"
#include "app/report.h"
#include "io/sink.h"

namespace cleancopy::app {

struct Output {
  Destination to;
  std::uint64_t fingerprint = 0;   ///< of the command; 0 when the run cannot be resumed
  std::unique_ptr<Sink> sink;
  std::unique_ptr<Sink> rejects;   ///< of a record of each rejected page; null if none was asked for
  std::optional<Journal> journal;  ///< none: this run cannot be resumed
  std::optional<Progress> begin;   ///< what an earlier run has left to go on from
};

/// Opens (and makes) the file or folder, the file of rejects, and the journal, if the run can be
/// resumed. Says whether it goes on or starts over, unless the voice is quiet.
Result<Output, IoError> open_output(const CleanOptions& options, const Destination& to,
                                    std::uint64_t fingerprint);

/// After the sink has finished: marks a shard as done, removes the journal.
std::optional<IoError> close_output(Output& output, const Report& report);

/// What came of the shard, if a run of this fingerprint has finished it and its
/// file is there in full.
std::optional<Progress> finished_before(const Destination& to, std::uint64_t fingerprint);

}  // namespace cleancopy::app
