// The [[test]] tables of the rule files, run through the public Cleaner.
#pragma once

#include <string>
#include <vector>

#include "cleancopy.h"
#include "rules/site_rules.h"

namespace cleancopy::app {

/// Runs one test of a rule file and gives what is not as expected, each at
/// `path:line`; nothing when it passes. A stored page is looked for from the
/// folder above the rule folder. Without `url` the test's site is the folder
/// that its page is in, if that is a host, or else the file's first host.
std::vector<Error> run_test(const SiteRules& rules, const RuleTest& test, Cleaner& cleaner);

}  // namespace cleancopy::app
