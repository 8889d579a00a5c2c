#include "fetch/database.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <cerrno>
#include <unordered_map>
#include <utility>

namespace cleancopy {
namespace {

// "ccpy", by which file(1) and we tell our databases from those of others.
constexpr std::int64_t kApplicationId = 0x63637079;

// Longer than any write of ours takes: a drift report may read while a run writes.
constexpr int kBusyMilliseconds = 10'000;

struct Close {
  void operator()(sqlite3* handle) const { ::sqlite3_close(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

IoStep step_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT: return IoStep::verify;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return IoStep::lock;
    case SQLITE_CANTOPEN: return IoStep::create;
    default: return IoStep::write;
  }
}

int number_of(int code, sqlite3* handle) {
  switch (code & 0xFF) {
    case SQLITE_FULL: return ENOSPC;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH: return EACCES;
    default: return ::sqlite3_system_errno(handle);
  }
}

}  // namespace

class Connection {
 public:
  Connection(Handle handle, std::string path) : handle_(std::move(handle)), path_(std::move(path)) {}
  ~Connection() {
    for (auto& [sql, prepared] : idle_) ::sqlite3_finalize(prepared);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  sqlite3* handle() const { return handle_.get(); }

  // Of the last call; the first failure is the one that counts.
  void note(int code) {
    if (!failure) failure = error_of(code);
  }

  IoError error_of(int code) const {
    const IoStep step = step_of(code);
    std::string what = std::string("as SQLite says: ") + ::sqlite3_errmsg(handle());
    if (step == IoStep::verify) what = "damaged, or no database of cleancopy (" + what + ")";
    return {step, number_of(code, handle()), {path_, std::move(what)}};
  }

  // Out of the idle ones, or prepared anew: a statement may be at work twice.
  sqlite3_stmt* take(const std::string& sql) {
    if (failure) return nullptr;
    if (auto idle = idle_.extract(sql)) return idle.mapped();
    sqlite3_stmt* prepared = nullptr;
    const int length = static_cast<int>(sql.size());
    const int code =
        ::sqlite3_prepare_v3(handle(), sql.data(), length, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    if (code != SQLITE_OK) note(code);
    return prepared;
  }

  void give_back(std::string sql, sqlite3_stmt* prepared) {
    ::sqlite3_reset(prepared);
    ::sqlite3_clear_bindings(prepared);
    if (!idle_.emplace(std::move(sql), prepared).second) ::sqlite3_finalize(prepared);
  }

  void execute(const std::string& sql) {
    if (failure) return;
    const int code = ::sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) note(code);
  }

  const std::string& path() const { return path_; }

  std::optional<IoError> failure;
  int depth = 0;  // of transactions

 private:
  Handle handle_;
  std::string path_;
  std::unordered_map<std::string, sqlite3_stmt*> idle_;
};

Statement::Statement(Connection& connection, std::string_view sql)
    : connection_(&connection), sql_(sql), prepared_(connection.take(sql_)) {}

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_),
      sql_(std::move(other.sql_)),
      prepared_(std::exchange(other.prepared_, nullptr)),
      bound_(other.bound_) {}

Statement::~Statement() {
  if (prepared_ != nullptr) connection_->give_back(std::move(sql_), prepared_);
}

Statement& Statement::bind_integer(std::int64_t number) {
  if (prepared_ != nullptr) ::sqlite3_bind_int64(prepared_, ++bound_, number);
  return *this;
}

Statement& Statement::bind(double number) {
  if (prepared_ != nullptr) ::sqlite3_bind_double(prepared_, ++bound_, number);
  return *this;
}

Statement& Statement::bind(std::string_view text) {
  if (prepared_ == nullptr) return *this;
  // A view without bytes may have no address, which SQLite would take for NULL.
  const char* const bytes = text.empty() ? "" : text.data();
  const int code =
      ::sqlite3_bind_text64(prepared_, ++bound_, bytes, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) connection_->note(code);
  return *this;
}

bool Statement::next() {
  if (prepared_ == nullptr || connection_->failure) return false;
  const int code = ::sqlite3_step(prepared_);
  if (code != SQLITE_ROW && code != SQLITE_DONE) connection_->note(code);
  return code == SQLITE_ROW;
}

void Statement::run() {
  while (next()) {
  }
}

std::int64_t Statement::integer(int column) const { return ::sqlite3_column_int64(prepared_, column); }

double Statement::real(int column) const { return ::sqlite3_column_double(prepared_, column); }

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(::sqlite3_column_text(prepared_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(::sqlite3_column_bytes(prepared_, column))};
}

Result<Database, IoError> Database::open(const std::string& path, Access access) {
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (!exists && access == Access::read) return io_error(IoStep::read, path, errno);
  // SQLite would open a folder as if it could not be created.
  if (exists && !S_ISREG(status.st_mode)) return IoError{IoStep::verify, 0, {path, "is no file"}};
  sqlite3* raw = nullptr;
  const int flags =
      access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code =
      ::sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  Database database(std::make_unique<Connection>(Handle(raw), path));
  Connection& connection = *database.connection_;
  if (code != SQLITE_OK) return connection.error_of(code);
  ::sqlite3_busy_timeout(raw, kBusyMilliseconds);
  auto pragma = [&](std::string_view sql) {
    Statement statement = database.prepare(sql);
    return statement.next() ? statement.integer(0) : 0;
  };
  const std::int64_t id = pragma("PRAGMA application_id");
  const std::int64_t tables = pragma("SELECT count(*) FROM sqlite_master");
  if (connection.failure) return *connection.failure;
  if (id != kApplicationId && (id != 0 || tables != 0 || access == Access::read)) {
    return IoError{IoStep::verify, 0, {path, "is the database of another program"}};
  }
  if (access == Access::write) {
    // Before the first table, for it cannot be turned on afterwards.
    if (id == 0) connection.execute("PRAGMA auto_vacuum = INCREMENTAL");
    connection.execute(
        "PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 1048576; PRAGMA foreign_keys = ON");
    if (id == 0) connection.execute("PRAGMA application_id = " + std::to_string(kApplicationId));
  }
  if (connection.failure) return *connection.failure;
  return database;
}

Database::Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Statement Database::prepare(std::string_view sql) { return Statement(*connection_, sql); }

void Database::execute(const std::string& sql) { connection_->execute(sql); }

std::int64_t Database::changes() const { return ::sqlite3_changes64(connection_->handle()); }

const std::optional<IoError>& Database::failure() const { return connection_->failure; }

void Database::fail(IoError error) {
  if (!connection_->failure) connection_->failure = std::move(error);
}

std::int64_t Database::version() {
  Statement statement = prepare("PRAGMA user_version");
  return statement.next() ? statement.integer(0) : 0;
}

void Database::set_version(std::int64_t version) {
  execute("PRAGMA user_version = " + std::to_string(version));
}

std::string Database::quick_check() {
  constexpr int most = 10;  // lines of it; one is enough to know
  std::string words;
  Statement statement = prepare("PRAGMA quick_check(10)");
  for (int line = 0; line < most && statement.next(); ++line) {
    const std::string said = statement.text(0);
    if (said != "ok") words += (words.empty() ? "" : "; ") + said;
  }
  if (connection_->failure) words = connection_->failure->error.what;
  return words;
}

void Database::shrink() { prepare("PRAGMA incremental_vacuum").run(); }

const std::string& Database::path() const { return connection_->path(); }

// In a WAL a commit without fsync is whole or not there after a power cut; the
// fsync of the next lasting one covers it. So only what must be on disk before
// the world is touched pays for one.
Transaction::Transaction(Database& database, Durability durability)
    : connection_(database.connection_.get()) {
  if (connection_->depth++ > 0) return;
  connection_->execute(durability == Durability::lasting ? "PRAGMA synchronous = FULL"
                                                         : "PRAGMA synchronous = NORMAL");
  const bool reads = ::sqlite3_db_readonly(connection_->handle(), "main") == 1;
  connection_->execute(reads ? "BEGIN" : "BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!open_) return;
  if (connection_->depth > 1 && !connection_->failure) {
    connection_->failure = IoError{IoStep::write, 0, {connection_->path(), "a part of this was taken back"}};
  }
  roll_back();
}

std::optional<IoError> Transaction::commit() {
  if (connection_->depth == 1) connection_->execute("COMMIT");
  const std::optional<IoError> failed = connection_->failure;
  if (failed) {
    roll_back();
  } else {
    --connection_->depth;
  }
  open_ = false;
  return failed;
}

void Transaction::roll_back() {
  open_ = false;
  if (--connection_->depth > 0) return;
  // Some failures have ended it already; then this one fails, and nothing is left to do.
  ::sqlite3_exec(connection_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  connection_->failure.reset();
}

}  // namespace cleancopy
