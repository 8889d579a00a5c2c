#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>

#include "rules/grammar.h"
#include "rules/rulebook.h"

namespace cleancopy {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxFileBytes = 4 << 20;  // the largest list of selectors seen is under 1 MiB

/// All `*.toml` below a folder, sorted; none and an error when it cannot be walked.
std::vector<fs::path> rule_files(const std::string& folder, std::vector<Error>& errors) {
  std::error_code failure;
  std::vector<fs::path> paths;
  fs::recursive_directory_iterator walk(folder, failure);
  for (; !failure && walk != fs::recursive_directory_iterator(); walk.increment(failure)) {
    std::error_code unreadable;
    if (walk->path().extension() == ".toml" && !walk->is_directory(unreadable)) paths.push_back(walk->path());
  }
  if (failure) errors.push_back({folder, failure.message()});
  else if (paths.empty()) errors.push_back({folder, "there is no rule file (*.toml) in it"});
  std::ranges::sort(paths);
  return paths;
}

/// "rules/platform/wordpress.toml" in "rules" is "platform/wordpress".
std::string rule_name(const fs::path& path, const std::string& folder) {
  return path.lexically_relative(folder).replace_extension().generic_string();
}

Result<std::string> read_file(const fs::path& path) {
  std::error_code failure;
  const std::uintmax_t size = fs::file_size(path, failure);
  if (failure) return Error{path.string(), failure.message()};
  if (size > kMaxFileBytes) return Error{path.string(), "a rule file has 4 MiB at most"};
  std::ifstream file(path, std::ios::binary);
  std::string text(static_cast<std::size_t>(size), '\0');
  file.read(text.data(), static_cast<std::streamsize>(size));
  if (!file) return Error{path.string(), "cannot be read"};
  return text;
}

void append(std::vector<Error>& all, const std::vector<Error>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

Rulebook::Rulebook(std::unique_ptr<const RuleFiles> files) : files_(std::move(files)) {}
Rulebook::Rulebook(Rulebook&&) noexcept = default;
Rulebook& Rulebook::operator=(Rulebook&&) noexcept = default;
Rulebook::~Rulebook() = default;

Result<Rulebook, std::vector<Error>> Rulebook::load(const std::vector<std::string>& folders) {
  std::vector<Error> errors;
  std::vector<SiteRules> files;
  std::set<std::string> seen;
  for (const std::string& folder : folders) {
    for (const fs::path& path : rule_files(folder, errors)) {
      const std::string name = rule_name(path, folder);
      if (!seen.insert(name).second) continue;
      auto text = read_file(path);
      if (!text) {
        errors.push_back(text.error());
        continue;
      }
      auto rules = parse_rules(text.value(), path.string(), name);
      if (rules) files.push_back(std::move(rules.value()));
      else append(errors, rules.error());
    }
  }
  if (!errors.empty()) return errors;
  auto compiled = RuleFiles::compile(std::move(files));
  if (!compiled) return compiled.error();
  return Rulebook(std::make_unique<const RuleFiles>(std::move(compiled.value())));
}

}  // namespace cleancopy
