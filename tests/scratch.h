// A folder for one test, gone when the test is over.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace cleancopy::test {

class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "cleancopy-test-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::string path(std::string_view below) const { return (folder_ / below).string(); }

  /// Writes a file and the folders above it; gives its path.
  std::string write(std::string_view below, std::string_view bytes) const {
    const std::filesystem::path file = folder_ / below;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    return file.string();
  }

  /// The bytes of a file; "(no file)" when there is none.
  std::string read(std::string_view below) const {
    std::ifstream file(folder_ / below, std::ios::binary);
    return file ? std::string{std::istreambuf_iterator<char>(file), {}} : "(no file)";
  }

  /// Paths of all files below the folder `below`, hidden ones too, sorted.
  std::vector<std::string> files(std::string_view below = "") const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / below)) {
      if (!entry.is_directory()) found.push_back(entry.path().lexically_relative(folder_ / below).string());
    }
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace cleancopy::test
