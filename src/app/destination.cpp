#include "app/destination.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "io/files.h"
#include "text/stable_hash.h"

namespace cleancopy::app {
namespace {

namespace fs = std::filesystem;

bool is_folder(const CleanOptions& options) {
  std::error_code ignored;
  if (options.out.ends_with('/') || fs::is_directory(options.out, ignored)) return true;
  return std::any_of(options.inputs.begin(), options.inputs.end(),
                     [&](const std::string& input) { return fs::is_directory(input, ignored); });
}

std::string part_name(Shard shard, const CleanOptions& options) {
  return fmt::format("part-{:05}-of-{:05}{}{}", shard.number, shard.count, extension_of(options.style.form),
                     extension_of(options.compression));
}

// Runs of other inputs, or into another form, may fill the same folder at the same time.
std::string run_in_folder(const CleanOptions& options) {
  StableHash hash;
  for (const std::string& input : options.inputs) hash.add(input);
  hash.add(extension_of(options.style.form));
  hash.add(extension_of(options.compression));
  return hash.digits();
}

bool can_be_resumed(const CleanOptions& options, const Destination& to) {
  if (to.target == Target::stream) return false;
  std::error_code ignored;
  const fs::file_status status = fs::status(to.path, ignored);
  if (to.target == Target::file && fs::exists(status) && !fs::is_regular_file(status)) return false;
  return std::all_of(options.inputs.begin(), options.inputs.end(),
                     [](const std::string& input) { return input != "-" && can_be_read_twice(input); });
}

}  // namespace

Destination destination_of(const CleanOptions& options) {
  Destination to;
  if (options.out.empty() || options.out == "-") return to;
  to.target = is_folder(options) ? Target::folder : Target::file;
  to.path = options.out;
  if (to.target == Target::folder) to.folder = options.out;
  if (to.target == Target::folder && options.shard) {
    to.target = Target::file;
    to.path = (fs::path(options.out) / part_name(*options.shard, options)).string();
  }
  if (to.target == Target::file) to.path = file_behind(to.path);
  if (!can_be_resumed(options, to)) return to;
  const fs::path path(to.path);
  const bool one_file = to.target == Target::file;
  to.run = one_file ? stable_hash(path.filename().string()).digits() : run_in_folder(options);
  to.journal = hidden_beside(one_file ? to.path : to.path + "/", to.run, "journal");
  if (one_file && options.shard) {
    to.marker = (path.parent_path() / ("." + path.filename().string() + ".done")).string();
  }
  return to;
}

bool is_within(const std::string& out, const std::string& input) {
  std::error_code error;
  if (!fs::is_directory(input, error)) return false;
  const fs::path inner = fs::weakly_canonical(fs::absolute(out, error), error) / "";
  const fs::path outer = fs::weakly_canonical(fs::absolute(input, error), error) / "";
  return !error && inner.native().starts_with(outer.native());
}

bool can_be_read_twice(const std::string& input) {
  std::error_code ignored;
  const fs::file_status status = fs::status(input, ignored);
  return !fs::exists(status) || fs::is_regular_file(status) || fs::is_directory(status);
}

}  // namespace cleancopy::app
