// SQLite as the state needs it: a file, statements, transactions. The only door to the library.
//
// The one surprise: what fails is kept, and told once. A statement that fails makes
// all later ones do nothing, until the transaction around them ends; its commit()
// then gives the error, and nothing of it was written. So a caller reads and writes
// without a look after each row, and asks at the end. Not for two threads at once.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cleancopy.h"
#include "io/files.h"

struct sqlite3_stmt;

namespace cleancopy {

class Connection;  // database.cpp

/// `write` makes the file when there is none; `read` needs one, and leaves it as it is.
enum class Access : std::uint8_t { read, write };

/// A statement that was prepared, and the row it stands on. Parameters (?) are given in their order.
/// It goes back to its Database, which must outlive it, to be used again.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  template <std::integral Number>
  Statement& bind(Number number) {
    return bind_integer(static_cast<std::int64_t>(number));
  }
  Statement& bind(double number);
  Statement& bind(std::string_view text);

  /// Steps to the next row; false when there is none, or on failure.
  bool next();

  /// Steps through to the end: for statements that give no rows, or of which none is wanted.
  void run();

  /// Columns of the row, from 0. NULL is 0 and "".
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string text(int column) const;

 private:
  friend class Database;
  Statement(Connection& connection, std::string_view sql);
  Statement& bind_integer(std::int64_t number);

  Connection* connection_;
  std::string sql_;
  sqlite3_stmt* prepared_;  // null when preparing failed
  int bound_ = 0;
};

class Database {
 public:
  /// Opens the file, as WAL. A file that is there and is no SQLite database, or is
  /// another program's, is an error (IoStep::verify) and stays as it is.
  static Result<Database, IoError> open(const std::string& path, Access access);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  /// A statement; `sql` should be a literal, for each different one is remembered.
  Statement prepare(std::string_view sql);

  /// Runs a script of statements without parameters.
  void execute(const std::string& sql);

  /// Rows that the last statement wrote or removed.
  std::int64_t changes() const;

  /// What has failed since the transaction began, if anything.
  const std::optional<IoError>& failure() const;

  /// Makes the transaction at hand fail with that.
  void fail(IoError error);

  /// PRAGMA user_version.
  std::int64_t version();
  void set_version(std::int64_t version);

  /// Reads all pages and indexes through; the words of SQLite on what is wrong, empty if nothing is.
  std::string quick_check();

  /// Gives free pages back to the file system.
  void shrink();

  const std::string& path() const;

 private:
  friend class Transaction;
  explicit Database(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

/// `quick` outlasts a kill of the program at any moment; `lasting` a power cut, too, at the cost of an fsync.
enum class Durability : std::uint8_t { quick, lasting };

/// All or nothing. One within another is part of it: then only the outermost writes.
class Transaction {
 public:
  explicit Transaction(Database& database, Durability durability = Durability::quick);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// Takes all back unless commit() was called.
  ~Transaction();

  /// Nothing, or why nothing of it was written.
  [[nodiscard]] std::optional<IoError> commit();

 private:
  void roll_back();

  Connection* connection_;
  bool open_ = true;
};

}  // namespace cleancopy
