#include "app/fingerprint.h"

#include <sys/stat.h>

#include <bit>
#include <filesystem>
#include <string>
#include <system_error>

#include "app/rule_folders.h"
#include "cleancopy.h"
#include "text/stable_hash.h"

namespace cleancopy::app {
namespace {

namespace fs = std::filesystem;

// A file's name, size and time of change. What is not there has the name alone.
StableHash file_hash(const std::string& name, const std::string& path) {
  StableHash hash = stable_hash(name);
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return hash;
  hash.add(static_cast<std::uint64_t>(status.st_size));
  hash.add(static_cast<std::uint64_t>(status.st_mtim.tv_sec));
  hash.add(static_cast<std::uint64_t>(status.st_mtim.tv_nsec));
  return hash;
}

// A sum, so that the order in which a folder lists its files does not matter and none is kept.
std::uint64_t folder_hash(const std::string& folder) {
  std::uint64_t sum = 0;
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    const std::string path = walk->path().string();
    if (walk->path().filename().string().starts_with('.')) {
      walk.disable_recursion_pending();
      continue;
    }
    sum += file_hash(path, path).value();
  }
  return sum;
}

}  // namespace

std::uint64_t fingerprint_of(const CleanOptions& options) {
  StableHash hash = stable_hash(version());
  const auto folders = rule_folders(options.rules);
  const auto rules = folders ? rules_hash(folders.value()) : Result<std::string>(folders.error());
  if (rules) hash.add(rules.value());
  for (const std::string& input : options.inputs) {
    hash.add(file_hash(input, input).value());
    std::error_code ignored;
    if (fs::is_directory(input, ignored)) hash.add(folder_hash(input));
  }
  hash.add(options.site);
  hash.add(options.rejects);
  hash.add(options.from ? 1 + static_cast<std::uint64_t>(*options.from) : 0);
  hash.add(static_cast<std::uint64_t>(options.style.form));
  hash.add(static_cast<std::uint64_t>(options.style.removed));
  hash.add(static_cast<std::uint64_t>(options.compression));
  hash.add(static_cast<std::uint64_t>(options.memory));
  hash.add(static_cast<std::uint64_t>(options.verify));
  hash.add(static_cast<std::uint64_t>(options.trailer));
  hash.add(std::uint64_t{options.limits.bytes});
  hash.add(std::bit_cast<std::uint64_t>(options.limits.seconds));
  hash.add(std::uint64_t{options.shard ? options.shard->number : 0});
  hash.add(std::uint64_t{options.shard ? options.shard->count : 0});
  return hash.value();
}

}  // namespace cleancopy::app
