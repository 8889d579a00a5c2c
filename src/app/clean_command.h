// `cleancopy clean`: raw pages in, clean copy out.
#pragma once

#include "app/options.h"

namespace cleancopy::app {

/// Loads the rules, opens input and output, in this order; what is wrong there
/// ends the run before any page is touched. Surveys the pages first if sites are
/// to be remembered. Then runs the batch and tells what came of it.
///
/// A run into files that was killed, or failed, is gone on with by the same
/// command; then as without a break the files have the same bytes. INT and TERM
/// finish the pages at hand and leave with 128 + signal; a file that is not
/// complete then does not appear. A shard that is done is not done again.
int clean_command(const CleanOptions& options);

}  // namespace cleancopy::app
