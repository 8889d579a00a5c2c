// `cleancopy drift`: what a job's state tells of sites that have changed.
#pragma once

#include <string>

#include "app/options.h"
#include "fetch/drift.h"

namespace cleancopy::app {

/// Prints one line a finding. kDrifted if there are any, else kDone. Takes no lock and writes nothing.
int drift_command(const DriftOptions& options);

/// A line: "bbc.co.uk: layout bbc.co.uk/keep.1: since 2026-11-22T10:00:00Z, 0 of 7 pages, before 412 of 420".
std::string line_of(const Finding& finding);

/// The same as an object, and a newline.
std::string json_of(const Finding& finding);

}  // namespace cleancopy::app
