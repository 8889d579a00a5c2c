// `cleancopy state check | forget | rebuild`: what the scheduled job remembers, looked at and mended.
#pragma once

#include "app/options.h"

namespace cleancopy::app {

/// Reads the job's config first: slips end it with 78. check gives 65 when the state is damaged or a raw page
/// is not as it was kept, and may be run while the job runs; forget gives 66 when no page has that name.
int state_command(const StateOptions& options);

}  // namespace cleancopy::app
