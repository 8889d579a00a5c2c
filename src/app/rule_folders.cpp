#include "app/rule_folders.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "app/report.h"
#include "io/files.h"
#include "text/stable_hash.h"

namespace cleancopy::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxRuleFileBytes = std::size_t{4} << 20;

Result<std::vector<fs::path>> toml_files(const std::string& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    if (walk->path().extension() == ".toml") files.push_back(walk->path().lexically_relative(folder));
  }
  if (error) return Error{folder, error.message()};
  std::sort(files.begin(), files.end(),
            [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
  return files;
}

}  // namespace

Result<std::vector<std::string>> rule_folders(const std::vector<std::string>& asked) {
  if (!asked.empty()) return asked;
  const char* named = std::getenv("CLEANCOPY_RULES");
  if (named != nullptr && *named != '\0') return std::vector<std::string>{named};
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const char* near : {"../share/cleancopy/rules", "../../rules"}) {
    const fs::path folder = (program / near).lexically_normal();
    if (fs::exists(folder / "generic.toml", error)) return std::vector<std::string>{folder.string()};
  }
  return Error{"rules", "no rule folder beside the program; name one with --rules or CLEANCOPY_RULES"};
}

Result<std::string> rules_hash(const std::vector<std::string>& folders) {
  StableHash hash;
  for (const std::string& folder : folders) {
    const auto files = toml_files(folder);
    if (!files) return files.error();
    for (const fs::path& file : files.value()) {
      const auto bytes = read_file((folder / file).string(), kMaxRuleFileBytes);
      if (!bytes) return bytes.error().error;
      hash.add(file.native());
      hash.add(bytes.value());
    }
  }
  return hash.digits();
}

std::optional<Rulebook> load_rules(const std::vector<std::string>& asked) {
  const auto folders = rule_folders(asked);
  if (!folders) {
    print_message(folders.error().where, folders.error().what);
    return std::nullopt;
  }
  auto book = Rulebook::load(folders.value());
  if (book) return std::move(book.value());
  print_slips(book.error());
  return std::nullopt;
}

}  // namespace cleancopy::app
