#include "io/input_size.h"

#include <filesystem>
#include <string_view>
#include <system_error>

#include "io/sidecar.h"

namespace cleancopy {
namespace {

namespace fs = std::filesystem;

// Of these the size on disk says little about what is in them.
bool is_compressed(std::string_view path) { return path.ends_with(".gz") || path.ends_with(".zst"); }

// Nothing for what is no file.
std::optional<std::uint64_t> size_of_file(const fs::path& path) {
  std::error_code error;
  if (is_compressed(path.native()) || !fs::is_regular_file(path, error)) return std::nullopt;
  const std::uint64_t size = fs::file_size(path, error);
  if (error) return std::nullopt;
  return size;
}

std::optional<std::uint64_t> size_of_folder(const fs::path& folder, std::optional<InputForm> from,
                                            const std::atomic<bool>& stop) {
  std::uint64_t sum = 0;
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    if (stop) return std::nullopt;
    std::error_code ignored;
    const bool is_hidden = walk->path().filename().native().starts_with('.');
    if (is_hidden) walk.disable_recursion_pending();
    if (is_hidden || !walk->is_regular_file(ignored)) continue;
    if (is_sidecar(walk->path().native()) || (!from && !form_by_name(walk->path().native()))) continue;
    const auto size = size_of_file(walk->path());
    if (!size) return std::nullopt;
    sum += *size;
  }
  if (error) return std::nullopt;
  return sum;
}

}  // namespace

std::optional<std::uint64_t> size_of_inputs(const std::vector<std::string>& inputs,
                                            std::optional<InputForm> from, const std::atomic<bool>& stop) {
  std::uint64_t sum = 0;
  for (const std::string& input : inputs) {
    std::error_code ignored;
    const bool is_folder = fs::is_directory(input, ignored);
    const auto size = is_folder ? size_of_folder(input, from, stop) : size_of_file(input);
    if (!size) return std::nullopt;
    sum += *size;
  }
  return sum;
}

}  // namespace cleancopy
