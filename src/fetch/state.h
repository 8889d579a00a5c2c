// What the scheduled job remembers from run to run: one SQLite file, one writer.
//
//     sources   what each was last asked, and when it is due          fetch/sources.h
//     hosts     robots.txt, and until when they are left alone        fetch/hosts.h
//     pages     named → wanted → held; the copies in raw/, cleaned    fetch/pages.h
//
// All tables are reached through functions on its Database, within a Transaction: what
// one exchange with a server changes is one of them. The one surprise: what fails is
// told by commit(), see fetch/database.h. Nothing here reads a clock: `now` is
// seconds since 1970.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "fetch/database.h"
#include "io/files.h"

namespace cleancopy {

/// Makes this process the only one to write the state at `path`, until the descriptor is closed.
Result<FileDescriptor, IoError> lock_state(const std::string& path, std::int64_t now);

class State {
 public:
  /// Opens the state, or makes it, for this process alone, and brings it to the schema of this program. Fails
  /// with IoStep::lock, the holder named, while another process has it; the lock (the file PATH.lock,
  /// which stays) ends with its holder, however that ends.
  static Result<State, IoError> open(const std::string& path, std::int64_t now);

  /// Opens a state to look at, also while a run has it. Fails when it is of another schema.
  static Result<State, IoError> open_to_read(const std::string& path);

  Database& database() { return database_; }

 private:
  State(Database database, FileDescriptor lock) : lock_(std::move(lock)), database_(std::move(database)) {}

  FileDescriptor lock_;  // let go after the database is closed
  Database database_;
};

}  // namespace cleancopy
