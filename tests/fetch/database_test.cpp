#include "fetch/database.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <utility>

#include "../scratch.h"

using namespace cleancopy;
using test::Scratch;

namespace {

Database opened(const std::string& path, Access access = Access::write) {
  auto database = Database::open(path, access);
  REQUIRE(database);
  return std::move(database.value());
}

Database with_table(const std::string& path) {
  Database database = opened(path);
  Transaction making(database);
  database.execute("CREATE TABLE t(n INTEGER UNIQUE, s TEXT, r REAL)");
  REQUIRE(!making.commit());
  return database;
}

std::int64_t rows(Database& database) {
  Statement count = database.prepare("SELECT count(*) FROM t");
  return count.next() ? count.integer(0) : -1;
}

void insert(Database& database, std::int64_t number, std::string_view text = {}) {
  database.prepare("INSERT INTO t VALUES (?, ?, ?)").bind(number).bind(text).bind(0.5).run();
}

}  // namespace

TEST_CASE("database: what was bound comes back, also bytes that are no text") {
  const Scratch folder;
  Database database = with_table(folder.path("d.sqlite"));
  const std::string any("a\0\xFF\n'", 5);
  insert(database, -7, any);
  insert(database, 8);
  Statement read = database.prepare("SELECT n, s, r, NULL FROM t ORDER BY n");
  REQUIRE(read.next());
  CHECK(read.integer(0) == -7);
  CHECK(read.text(1) == any);
  CHECK(read.real(2) == 0.5);
  CHECK(read.integer(3) == 0);
  CHECK(read.text(3).empty());
  REQUIRE(read.next());
  CHECK(read.text(1).empty());
  CHECK(!read.next());
  CHECK(!database.failure());
}

TEST_CASE("database: a statement may be at work twice, and is prepared again after use") {
  const Scratch folder;
  Database database = with_table(folder.path("d.sqlite"));
  for (const int number : {1, 2, 3}) insert(database, number);
  int pairs = 0;
  Statement outer = database.prepare("SELECT n FROM t");
  while (outer.next()) {
    Statement inner = database.prepare("SELECT n FROM t");
    while (inner.next()) ++pairs;
  }
  CHECK(pairs == 9);
}

TEST_CASE("database: a failure makes all of its transaction nothing, is told once, and the next one works") {
  const Scratch folder;
  Database database = with_table(folder.path("d.sqlite"));
  {
    Transaction exchange(database);
    insert(database, 1);
    insert(database, 1);
    insert(database, 2);
    const auto failed = exchange.commit();
    REQUIRE(failed);
    CHECK(failed->error.where == folder.path("d.sqlite"));
    CHECK(failed->error.what == "as SQLite says: UNIQUE constraint failed: t.n");
  }
  CHECK(rows(database) == 0);
  Transaction exchange(database);
  insert(database, 1);
  CHECK(!exchange.commit());
  CHECK(rows(database) == 1);
}

TEST_CASE("database: a transaction that is not committed is taken back, and with it the one around it") {
  const Scratch folder;
  Database database = with_table(folder.path("d.sqlite"));
  {
    const Transaction forgotten(database);
    insert(database, 1);
  }
  CHECK(rows(database) == 0);
  Transaction outer(database, Durability::lasting);
  insert(database, 1);
  {
    Transaction inner(database);
    insert(database, 2);
    CHECK(!inner.commit());
  }
  CHECK(rows(database) == 2);
  { const Transaction forgotten(database); }
  CHECK(outer.commit());
  CHECK(rows(database) == 0);
}

TEST_CASE("database: a slip in a statement is an error, not a crash") {
  const Scratch folder;
  Database database = with_table(folder.path("d.sqlite"));
  Transaction exchange(database);
  Statement slip = database.prepare("SELEC n FROM t");
  CHECK(!slip.bind(1).bind("a").bind(1.0).next());
  CHECK(rows(database) == -1);
  const auto failed = exchange.commit();
  REQUIRE(failed);
  CHECK(failed->error.what == "as SQLite says: near \"SELEC\": syntax error");
}

TEST_CASE("database: what is no database of ours is told, and stays as it is") {
  const Scratch folder;
  const std::string text = "A shopping list: bread, butter, and a good many other things besides.\n";
  const std::string path = folder.write("list.txt", text + std::string(2000, 'x'));
  for (const Access access : {Access::read, Access::write}) {
    const auto opened = Database::open(path, access);
    REQUIRE(!opened);
    CHECK(opened.error().step == IoStep::verify);
    CHECK(opened.error().error.what ==
          "damaged, or no database of cleancopy (as SQLite says: file is not a database)");
    const auto is_folder = Database::open(folder.path(""), access);
    REQUIRE(!is_folder);
    CHECK(is_folder.error().error.what == "is no file");
  }
  CHECK(folder.read("list.txt") == text + std::string(2000, 'x'));
  CHECK(folder.files() == std::vector<std::string>{"list.txt"});
}

TEST_CASE("database: another program's is told, and stays as it is") {
  const Scratch folder;
  {
    Database other = with_table(folder.path("d.sqlite"));
    other.execute("PRAGMA application_id = 77");
  }
  const std::string before = folder.read("d.sqlite");
  for (const Access access : {Access::read, Access::write}) {
    const auto opened = Database::open(folder.path("d.sqlite"), access);
    REQUIRE(!opened);
    CHECK(opened.error().step == IoStep::verify);
    CHECK(opened.error().error.what == "is the database of another program");
  }
  CHECK(folder.read("d.sqlite") == before);
}

TEST_CASE("database: reading makes no file, and cannot write") {
  const Scratch folder;
  const auto missing = Database::open(folder.path("d.sqlite"), Access::read);
  REQUIRE(!missing);
  CHECK(missing.error().step == IoStep::read);
  CHECK(folder.files().empty());
  { const Database made = with_table(folder.path("d.sqlite")); }
  Database database = opened(folder.path("d.sqlite"), Access::read);
  CHECK(rows(database) == 0);
  Transaction exchange(database);
  insert(database, 1);
  const auto failed = exchange.commit();
  REQUIRE(failed);
  CHECK(failed->number == EACCES);
}

TEST_CASE("database: one may read while another writes, and sees what was committed") {
  const Scratch folder;
  Database writer = with_table(folder.path("d.sqlite"));
  Database reader = opened(folder.path("d.sqlite"), Access::read);
  Transaction exchange(writer);
  insert(writer, 1);
  CHECK(rows(reader) == 0);
  REQUIRE(!exchange.commit());
  CHECK(rows(reader) == 1);
}

TEST_CASE("database: its log is gone once it is closed, and what was removed is given back") {
  const Scratch folder;
  const std::string path = folder.path("d.sqlite");
  {
    Database database = with_table(path);
    Transaction filling(database);
    for (int i = 0; i < 2000; ++i) insert(database, i, std::string(1000, 'x'));
    REQUIRE(!filling.commit());
  }
  CHECK(folder.files() == std::vector<std::string>{"d.sqlite"});
  CHECK(std::filesystem::file_size(path) > 2'000'000);
  {
    Database database = opened(path);
    database.execute("DELETE FROM t");
    database.shrink();
    CHECK(!database.failure());
  }
  CHECK(std::filesystem::file_size(path) < 100'000);
}

TEST_CASE("database: the check finds a page that was overwritten") {
  const Scratch folder;
  const std::string path = folder.path("d.sqlite");
  {
    Database database = with_table(path);
    CHECK(database.quick_check().empty());
    Transaction filling(database);
    for (int i = 0; i < 2000; ++i) insert(database, i, std::string(100, 'x'));
    REQUIRE(!filling.commit());
  }
  std::string bytes = folder.read("d.sqlite");
  bytes.replace(5 * 4096, 4096, std::string(4096, '\x55'));
  folder.write("d.sqlite", bytes);
  Database database = opened(path);
  CHECK(!database.quick_check().empty());
}
