#include "io/folder_names.h"

#include <algorithm>
#include <functional>

namespace cleancopy {
namespace {

namespace fs = std::filesystem;

// As the walk sees it: empty for what it passes over.
std::string name_of(const fs::directory_entry& found) {
  std::string name = found.path().filename().string();
  std::error_code ignored;  // what vanishes under our hands is neither folder nor file
  if (name.starts_with('.')) return {};
  if (found.is_regular_file(ignored)) return name;
  return !found.is_symlink(ignored) && found.is_directory(ignored) ? name + "/" : std::string();
}

}  // namespace

// The next batch of names. Twice as many are gathered before the larger half is dropped.
void FolderNames::list() {
  are_more_ = false;
  const auto keep_first = [this] {
    const auto end = names_.begin() + static_cast<std::ptrdiff_t>(batch_);
    std::nth_element(names_.begin(), end, names_.end());
    names_.erase(end, names_.end());
    are_more_ = true;
  };
  fs::directory_iterator walk(folder_, error_);
  for (; !error_ && walk != fs::directory_iterator(); walk.increment(error_)) {
    std::string name = name_of(*walk);
    if (name <= last_) continue;
    names_.push_back(std::move(name));
    if (names_.size() >= 2 * batch_) keep_first();
  }
  if (error_) names_.clear();
  if (names_.size() > batch_) keep_first();
  std::sort(names_.begin(), names_.end(), std::greater<>());
}

std::optional<std::string> FolderNames::next() {
  if (names_.empty() && are_more_) list();
  if (names_.empty()) return std::nullopt;
  last_ = std::move(names_.back());
  names_.pop_back();
  return last_;
}

}  // namespace cleancopy
