// Where a run writes, thought through from OUT and the other options.
//
// A run can be resumed when it writes files and all its inputs can be read again:
// its unfinished files then have names that only the same OUT (and, in a folder,
// the same inputs and form) gives, beside what they are to become.
#pragma once

#include <string>

#include "app/options.h"
#include "io/sink.h"

namespace cleancopy::app {

struct Destination {
  Target target = Target::stream;
  std::string path;     ///< the file or folder; of a shard in a folder its part's file
  std::string folder;   ///< to be made before anything else; empty: none
  std::string run;      ///< names the hidden files; empty: the run cannot be resumed
  std::string journal;  ///< its path; empty like `run`
  std::string marker;   ///< says that a shard is done; empty: not a shard, or not to be resumed
};

Destination destination_of(const CleanOptions& options);

/// Would the walk through the folder `input` meet what is written to the folder `out`?
bool is_within(const std::string& out, const std::string& input);

/// Files and folders; pipes have nothing to say to a second reader. What is not there
/// can be, for others to tell.
bool can_be_read_twice(const std::string& input);

}  // namespace cleancopy::app
