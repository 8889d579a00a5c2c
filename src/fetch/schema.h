// The tables of the state, as numbered steps from nothing to the schema of this program.
//
// A state file tells by its version how many steps it is behind; opening it takes the rest,
// in one transaction. So a step that was released is never changed: what is to be
// otherwise is a further step, behind the others.
#pragma once

#include <optional>
#include <span>

#include "fetch/database.h"

namespace cleancopy {

/// The steps of this program; the first makes version 1.
std::span<const char* const> schema_steps();

/// Takes the steps that the database lacks. Fails, and writes nothing, when it is newer than they are,
/// and when it is open for reading and lacks any.
std::optional<IoError> migrate(Database& database, Access access,
                               std::span<const char* const> steps = schema_steps());

}  // namespace cleancopy
