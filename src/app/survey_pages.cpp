#include "app/survey_pages.h"

#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace cleancopy::app {
namespace {

class Surveyor {
 public:
  explicit Surveyor(const SurveyJob& job) : job_(job) {}

  void work() {
    Cleaner cleaner(job_.book, nullptr, job_.limits);
    while (const auto entry = take()) {
      const Input input = read_page(*entry);
      if (!input.refusal.empty()) continue;
      const Article article = cleaner.clean(input.page);
      const std::lock_guard lock(survey_mutex_);
      survey_.observe(article);
    }
  }

  // Only when no worker is left.
  SiteSurvey& survey() { return survey_; }

 private:
  std::optional<Entry> take() {
    const std::lock_guard lock(source_mutex_);
    return job_.source.next();
  }

  const SurveyJob& job_;
  std::mutex source_mutex_, survey_mutex_;
  SiteSurvey survey_;
};

}  // namespace

SiteSurvey survey_pages(const SurveyJob& job) {
  Surveyor surveyor(job);
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 1; i < job.jobs; ++i) workers.emplace_back([&] { surveyor.work(); });
    surveyor.work();
  }
  return std::move(surveyor.survey());
}

}  // namespace cleancopy::app
