#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <system_error>
#include <thread>
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

using Read = Result<SiteRules, std::vector<Error>>;

struct RuleFile {
  fs::path path;
  std::string name;
  std::optional<Read> rules = {};
};

Read read(const RuleFile& file) {
  const auto text = read_file(file.path);
  if (!text) return std::vector<Error>{text.error()};
  return parse_rules(text.value(), file.path.string(), file.name);
}

// Each file by itself, on as many threads as there are processors, up to four: who has a
// thousand files should not wait for them. The outcome knows nothing of the threads.
void read_all(std::vector<RuleFile>& files) {
  constexpr std::size_t most_threads = 4, files_a_thread = 32;
  const std::size_t threads = std::min({most_threads, std::size_t{std::thread::hardware_concurrency()},
                                        files.size() / files_a_thread});
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) files[i].rules = read(files[i]);
  };
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(work);
  work();
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
  std::vector<RuleFile> found;
  std::set<std::string> seen;
  for (const std::string& folder : folders) {
    for (const fs::path& path : rule_files(folder, errors)) {
      std::string name = rule_name(path, folder);
      if (seen.insert(name).second) found.push_back({path, std::move(name)});
    }
  }
  read_all(found);
  std::vector<SiteRules> files;
  for (RuleFile& file : found) {
    if (*file.rules) files.push_back(std::move(file.rules->value()));
    else append(errors, file.rules->error());
  }
  if (!errors.empty()) return errors;
  auto compiled = RuleFiles::compile(std::move(files));
  if (!compiled) return compiled.error();
  return Rulebook(std::make_unique<const RuleFiles>(std::move(compiled.value())));
}

}  // namespace cleancopy
