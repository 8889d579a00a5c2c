// One part of a run that many machines share: which pages are its own.
//
// Every machine reads all of the input and cleans its part of it; nothing is
// agreed upon but the input, N, and this file.
#pragma once

#include <memory>

#include "io/source.h"

namespace cleancopy {

struct Shard {
  unsigned number = 1;  ///< from 1 to `count`
  unsigned count = 1;
};

/// The shard of `count` that a page belongs to, from 1. Tells by the page's place
/// in the input (the path below a walked folder, else the file's own name, and the
/// record in it), so that it is the same wherever the input lies, whatever the page
/// holds, and without parsing it. Records of one file spread over all shards.
unsigned shard_of(const Entry& entry, unsigned count);

/// The pages of `all` that are the shard's, in their order.
std::unique_ptr<Source> only_shard(std::unique_ptr<Source> all, Shard shard);

}  // namespace cleancopy
