// What the command lines of all commands share: options that take a word, and the word
// for what cannot be meant. With job_options.cpp and options.cpp the door of CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/options.h"

namespace cleancopy::app {

/// The words of an option, in the order in which help shows them.
template <class Form>
using Words = std::vector<std::pair<std::string_view, Form>>;

inline const Words<Summary> kSummaries = {{"json", Summary::json}};

/// An option that takes one of the words. CLI11's own check prints the numbers behind them.
template <class Target, class Form>
CLI::Option* add_choice(CLI::App& command, const std::string& name, Target& target,
                        const Words<Form>& words) {
  std::string names;
  for (const auto& [word, form] : words) names.append(names.empty() ? "" : "|").append(word);
  const auto choose = [&target, &words, name, names](const std::string& given) {
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const auto& w) { return w.first == given; });
    if (found == words.end()) {
      throw CLI::ValidationError(name, fmt::format("'{}' is not one of {}", given, names));
    }
    target = found->second;
  };
  return command.add_option_function<std::string>(name, choose)->type_name(names);
}

/// May be repeated, with one value each time.
inline void add_rules_option(CLI::App& command, std::vector<std::string>& rules) {
  command
      .add_option("--rules", rules, "rule folder instead of the default; of several, the first counts most")
      ->type_name("DIR")
      ->allow_extra_args(false);
}

inline UsageError usage(std::string_view what, std::string_view command) {
  return {fmt::format("cleancopy: {} (see cleancopy {}{}--help)", what, command, command.empty() ? "" : " ")};
}

}  // namespace cleancopy::app
