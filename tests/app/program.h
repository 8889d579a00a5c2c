// Runs the real program in a folder of its own: arguments in; stdout, stderr
// and exit code out. The folder holds small rules, so that no test depends on
// the rules of the house.
#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "../scratch.h"

namespace cleancopy::test {

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

/// Knows example.org: the body is in <article>, "Share this" is furniture.
inline constexpr std::string_view kSiteRules = R"(hosts = ["example.org", "*.example.org"]
extends = ["platform/press"]

[[keep]]
body = "article"
title = "h1"

[drop]
social = ["= Share this"]

[[test]]
text = """
Ferry returns

The ferry returned to the harbour on Monday after nine years away, and the pier was full of people.

Share this
"""
title = "Ferry returns"
blocks = 1
drops = { social = 1 }
)";

class Program {
 public:
  Program() {
    folder_.write("rules/example.org.toml", kSiteRules);
    folder_.write("rules/platform/press.toml", "[drop]\nnewsletter = [\"= Sign up for our letter\"]\n");
    folder_.write("rules/generic.toml", "[drop]\ncopyright = [\"= All rights reserved\"]\n");
  }

  const Scratch& folder() const { return folder_; }

  /// Runs `cleancopy ARGUMENTS` (as a shell reads them) in the folder, under
  /// cron's bare environment and these rules, with `input` as standard input.
  Outcome run(const std::string& arguments, std::string_view input = {}) const {
    return shell(std::string(CLEANCOPY_PROGRAM) + " " + arguments, input);
  }

  /// Runs a shell command there; $PROGRAM is the program.
  Outcome shell(const std::string& command, std::string_view input = {}) const {
    folder_.write("io/in", input);
    folder_.write("io/run.sh", command);
    const std::string line =
        "cd " + folder_.path("") +
        " && env -i PATH=/usr/bin:/bin CLEANCOPY_RULES=rules PROGRAM=" + CLEANCOPY_PROGRAM +
        " bash io/run.sh <io/in >io/out 2>io/err";
    const int status = std::system(line.c_str());
    Outcome outcome;
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    outcome.out = folder_.read("io/out");
    outcome.err = folder_.read("io/err");
    return outcome;
  }

 private:
  Scratch folder_;
};

/// A page of example.org whose story begins with `opening`.
inline std::string page_about(std::string_view opening) {
  std::string page =
      "<html><head><title>Ferry returns</title></head><body><nav><a href=/>Home</a></nav><article>";
  page.append("<h1>Ferry returns</h1><p>").append(opening);
  page +=
      " The ferry returned to the harbour on Monday after nine years away, and the pier was full of "
      "people.</p>"
      "<p>Share this</p><p>It will sail four times a day until the autumn, the harbour master said, and more "
      "often if people want it to.</p></article><footer>All rights reserved</footer></body></html>";
  return page;
}

/// The clean copy of page_about(opening).
inline std::string text_about(std::string_view opening) {
  return "Ferry returns\n\n" + std::string(opening) +
         " The ferry returned to the harbour on Monday after nine years away, and the pier was full of "
         "people.\n\n"
         "It will sail four times a day until the autumn, the harbour master said, and more often if people "
         "want "
         "it to.\n";
}

/// page_about(opening) as a line of JSONL.
inline std::string record_about(std::string_view id, std::string_view opening) {
  std::string html = page_about(opening);
  return "{\"id\":\"" + std::string(id) + "\",\"url\":\"http://example.org/" + std::string(id) +
         "\",\"html\":\"" + html + "\"}\n";
}

}  // namespace cleancopy::test
