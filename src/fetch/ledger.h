// The state as a round writes it: each thing that came to pass is a transaction, and
// the first that fails ends the writing. Whoever runs the round asks for `failure`.
#pragma once

#include <optional>
#include <utility>

#include "fetch/database.h"

namespace cleancopy {

class Ledger {
 public:
  explicit Ledger(Database& database) : database_(database) {}

  /// Calls `work(database)` in a transaction of its own, unless one has failed.
  template <class Work>
  void write(Work work, Durability durability = Durability::quick) {
    if (failure_) return;
    Transaction transaction(database_, durability);
    work(database_);
    failure_ = transaction.commit();
  }

  void fail(IoError error) {
    if (!failure_) failure_ = std::move(error);
  }

  const std::optional<IoError>& failure() const { return failure_; }

 private:
  Database& database_;
  std::optional<IoError> failure_;
};

}  // namespace cleancopy
