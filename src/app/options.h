// What the command line asks for, typed and checked. Parsing it prints nothing
// and touches no file; --help works even if nothing else does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "fetch/http.h"
#include "io/compress.h"
#include "io/render.h"
#include "io/shard.h"
#include "io/source.h"

namespace cleancopy::app {

enum class Summary : std::uint8_t { text, json, none };

/// Is the last line of a stream of records one with the counts?
enum class Trailer : std::uint8_t { none, counts };

/// Is the user told how the run goes? Errors are told either way.
enum class Voice : std::uint8_t { aloud, quiet };

/// Does `clean` remember what the sites of its pages repeat?
enum class Memory : std::uint8_t { none, sites };

/// Is each page also parsed by Gumbo bare, and compared?
enum class Verify : std::uint8_t { nothing, parse };

/// `cleancopy clean`.
struct CleanOptions {
  std::vector<std::string> inputs;  ///< files, folders, "-"; never empty
  std::string out;                  ///< empty: standard output
  std::optional<InputForm> from;    ///< empty: names tell
  RenderStyle style;
  Compression compression = Compression::none;
  Trailer trailer = Trailer::none;
  std::optional<Shard> shard;       ///< of the pages only this part
  std::vector<std::string> rules;   ///< empty: the default folder
  std::string site;                 ///< empty: URL and marks tell
  Memory memory = Memory::none;     ///< sites: all inputs are read twice, so none is "-"
  Verify verify = Verify::nothing;
  unsigned jobs = 1;                ///< workers, at least 1
  PageLimits limits;                    ///< of one page
  double max_error_rate = 0.05;     ///< share of rejected pages above which the run has failed
  Summary summary = Summary::text;  ///< none, or json, when quiet
  Voice voice = Voice::aloud;
  double heartbeat = 60;            ///< seconds between two lines where there is no terminal
  std::string rejects;              ///< file for a record of each rejected page; empty: none
  std::string metrics;              ///< file for Prometheus; empty: none
};

/// `cleancopy explain`.
struct ExplainOptions {
  std::string page;                 ///< a file or "-"
  std::string url, site;            ///< empty: the page tells
  std::string html;                 ///< file for the coloured page; empty: none
  std::optional<InputForm> from;    ///< html or text
  std::vector<std::string> rules;
};

enum class RulesVerb : std::uint8_t { check, test, list, which, draft };

/// `cleancopy rules`.
struct RulesOptions {
  RulesVerb verb = RulesVerb::check;
  std::string url;                  ///< of `which`
  std::vector<std::string> pages;   ///< of `new`: files and URLs
  FetchOptions fetch;               ///< of `new`
  std::vector<std::string> rules;
};

/// Whose servers a job may ask. Of anybody's it asks at most one thing a second, and looks at a source every
/// five minutes at most; of one's own (--allow-private) as often as it likes.
enum class Servers : std::uint8_t { anybodys, own };

/// Does a run of the job also clean?
enum class Phases : std::uint8_t { fetch, fetch_and_clean };

/// `cleancopy fetch` and `cleancopy run`.
struct JobOptions {
  Phases phases = Phases::fetch_and_clean;
  std::string config;
  std::vector<std::string> rules;   ///< of `run`; empty: the config's, else the default folder
  unsigned jobs = 1;                ///< of `run`: pages cleaned at once
  Servers servers = Servers::anybodys;
  std::string ca;                   ///< PEM file of authorities; empty: the system's
  Summary summary = Summary::text;  ///< none, or json, when quiet
  Voice voice = Voice::aloud;
  double heartbeat = 60;            ///< seconds between two lines
  std::string metrics;              ///< file for Prometheus; empty: none
};

enum class FindingForm : std::uint8_t { text, json };

/// `cleancopy drift`.
struct DriftOptions {
  std::string config = {};               ///< of the job whose state is read
  FindingForm form = FindingForm::text;
};

enum class StateVerb : std::uint8_t { check, forget, rebuild };

/// `cleancopy state`.
struct StateOptions {
  StateVerb verb = StateVerb::check;
  std::string config;
  std::vector<std::string> names;   ///< of `forget`: URLs and hosts
};

struct VersionRequest {};

/// Text that was asked for with --help.
struct HelpText {
  std::string text;
};

/// What is wrong with the command line, and how to learn more.
struct UsageError {
  std::string text;
};

using Options =
    std::variant<CleanOptions, ExplainOptions, RulesOptions, JobOptions, StateOptions, DriftOptions,
                 VersionRequest, HelpText, UsageError>;

Options parse_options(int argc, const char* const* argv);

}  // namespace cleancopy::app
