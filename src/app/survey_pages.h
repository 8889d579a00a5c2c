// The first pass of `clean --site-memory`: every page is cleaned, and only what
// the sites repeat is kept of it. batch.h is the second pass.
#pragma once

#include "clean/survey.h"
#include "cleancopy.h"
#include "io/source.h"

namespace cleancopy::app {

/// What to survey. All of it must outlive the call.
struct SurveyJob {
  Source& source;
  const Rulebook& book;
  unsigned jobs = 1;  ///< workers, each with its own Cleaner
  PageLimits limits = {};
};

/// Surveys all pages of the source, in whatever order the workers come to them: the survey
/// does not depend on it. Pages that cannot be read say nothing here; the second pass tells.
SiteSurvey survey_pages(const SurveyJob& job);

}  // namespace cleancopy::app
