#include "stages.h"

#include <gumbo.h>
#include <time.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "blocks/drops.h"
#include "blocks/flow.h"
#include "blocks/judge.h"
#include "blocks/unpack.h"
#include "clean/compose.h"
#include "io/render.h"
#include "markup/bare_parse.h"
#include "markup/graft.h"
#include "markup/metadata.h"
#include "markup/parse.h"
#include "markup/scan.h"
#include "text/decode.h"
#include "text/url.h"

namespace cleancopy::bench {
namespace {

/// Each lap is what was done since the one before.
class Stopwatch {
 public:
  explicit Stopwatch(Laps& laps) : laps_(laps), since_(thread_seconds()) {}

  void restart() { since_ = thread_seconds(); }

  void lap(Stage stage) {
    at(laps_, stage) = thread_seconds() - since_;
    restart();
  }

 private:
  Laps& laps_;
  double since_;
};

constexpr std::array<std::string_view, kStages> kNames{
    "bare gumbo_parse", "scan", "Gumbo on the skeleton", "whole", "decode", "parse", "metadata", "flow",
    "rules_for", "unpack", "drops", "judge", "compose", "render"};

}  // namespace

std::string_view name_of(Stage stage) { return kNames[static_cast<std::size_t>(stage)]; }

bool is_step(Stage stage) { return stage > Stage::whole && stage != Stage::drops; }

void keep_best(Laps& best, const Laps& laps) {
  for (std::size_t i = 0; i < kStages; ++i) best[i] = std::min(best[i], laps[i]);
}

void add(Laps& sum, const Laps& laps) {
  for (std::size_t i = 0; i < kStages; ++i) sum[i] += laps[i];
}

double thread_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

void Workbench::run_bare(std::string_view html) {
  GumboOutput* const output = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}

std::size_t Workbench::run_whole(const Page& page) {
  return render(cleaner_.clean(page), {OutputForm::jsonl, Removed::omit}).size();
}

void Workbench::measure_bare(const Page& page, Laps& laps) {
  const Decoded decoded = decode(page.bytes, page.content_type);
  Stopwatch watch(laps);
  run_bare(decoded.text);
  watch.lap(Stage::bare);
}

void Workbench::measure_skeleton(const Page& page, Laps& laps) {
  const Decoded decoded = decode(page.bytes, page.content_type);
  Stopwatch watch(laps);
  const Skeleton skeleton = scan(decoded.text, Folding::plain);
  watch.lap(Stage::scan);
  parse_in_arena(skeleton.text, arena_);
  watch.lap(Stage::skeleton);
  arena_.reset();
}

void Workbench::measure_steps(const Page& page, Laps& laps) {
  Stopwatch watch(laps);
  Decoded decoded = decode(page.bytes, page.content_type);
  watch.lap(Stage::decode);
  Tree tree = parse(std::move(decoded.text), arena_);
  watch.lap(Stage::tree);
  Metadata metadata = read_metadata(tree);
  watch.lap(Stage::metadata);
  std::vector<PageBlock> blocks = flow(tree);
  watch.lap(Stage::flow);
  const std::string host = host_of(!page.site.empty() ? page.site
                                   : page.url.empty() ? metadata.url
                                                      : page.url);
  const PageRules rules = rules_.rules_for(host, &tree, folded_texts(blocks));
  watch.lap(Stage::rules);
  if (const auto grafts = unpack(rules, tree, page.crawled); !grafts.empty()) {
    tree = graft(std::move(tree), grafts, arena_);
    blocks = flow(tree);
  }
  watch.lap(Stage::unpack);
  std::vector<PageBlock> copy = blocks;
  watch.restart();
  Judgement judgement = judge({&tree, metadata, rules, page.crawled}, blocks);
  watch.lap(Stage::judge);
  SelectorCache cache;
  find_drops(rules, {&tree, &copy, &cache, page.crawled}, copy);
  watch.lap(Stage::drops);
  const Article article = compose(page, rules, std::move(judgement), std::move(metadata), std::move(blocks));
  watch.lap(Stage::compose);
  const std::string record = render(article, {OutputForm::jsonl, Removed::omit});
  watch.lap(Stage::render);
}

void Workbench::measure_whole(const Page& page, Laps& laps) {
  Stopwatch watch(laps);
  run_whole(page);
  watch.lap(Stage::whole);
}

}  // namespace cleancopy::bench
