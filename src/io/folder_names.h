// What a folder holds, in byte order, with few of its names in memory at a time.
//
// A folder of millions of files is read again and again: each time the names
// that come next are kept, some hundred thousand of them. So names that come and
// go while it is walked are seen or not, but never twice.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace cleancopy {

class FolderNames {
 public:
  static constexpr std::size_t kBatch = std::size_t{1} << 17;

  explicit FolderNames(std::filesystem::path folder, std::size_t batch = kBatch)
      : folder_(std::move(folder)), batch_(batch) {}

  /// The next file, or folder with a '/' behind its name, so that folders sort among
  /// files as their paths do. What is hidden, links to folders and what is neither
  /// file nor folder is passed over. Nothing at the end, or when listing fails.
  std::optional<std::string> next();

  /// Why listing failed, if it did.
  std::error_code error() const { return error_; }

 private:
  void list();

  std::filesystem::path folder_;
  std::size_t batch_;
  std::vector<std::string> names_;  // the next ones, last first
  std::string last_;                // up to here, all were given
  bool are_more_ = true;
  std::error_code error_;
};

}  // namespace cleancopy
