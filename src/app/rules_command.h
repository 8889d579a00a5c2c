// `cleancopy rules check | test | list | which | new`: the rule files as source code.
#pragma once

#include "app/options.h"

namespace cleancopy::app {

/// Loads the rules, whatever the verb: slips end it with 78. check also gives
/// 78 when a rule is doubtful (rules_check.h), test gives 1 when a test fails.
int rules_command(const RulesOptions& options);

}  // namespace cleancopy::app
