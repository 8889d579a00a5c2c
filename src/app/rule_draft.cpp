#include "app/rule_draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

#include "markup/parse.h"
#include "markup/selector.h"
#include "text/decode.h"
#include "text/unicode.h"
#include "text/url.h"

namespace cleancopy::app {
namespace {

constexpr double kMostOfBody = 0.9;      // of the words kept: what a body selector must hold
constexpr std::size_t kSampleBytes = 60;

struct Sample {
  Article article;
  Tree tree;
  std::string path;
  std::string host;
  std::unique_ptr<SelectorCache> cache = std::make_unique<SelectorCache>();
};

/// A name that a human chose, as far as one can tell: letters only, and no hash
/// at its end ("ArticleBody_x7Gh2", "css-1q2w3e", "sc-buvPDS").
bool is_stable(std::string_view name) {
  if (name.size() < 3 || name.starts_with("css-") || name.starts_with("sc-") || name.starts_with("jsx-"))
    return false;
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
  const std::string_view tail = name.substr(name.find_last_of("-_") + 1);
  const bool mixed = !tail.empty() && tail.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1) != tail.npos &&
                     tail.find_first_of("aeiou") == tail.npos;
  return plain && !mixed;
}

std::vector<std::string_view> words_of(std::string_view value) {
  std::vector<std::string_view> words;
  for (std::size_t pos = 0; (pos = value.find_first_not_of(" \t\n\r\f", pos)) != std::string_view::npos;) {
    const std::size_t end = std::min(value.find_first_of(" \t\n\r\f", pos), value.size());
    words.push_back(value.substr(pos, end - pos));
    pos = end;
  }
  return words;
}

/// Selectors that name the element by something lasting, the best first.
std::vector<std::string> selectors_of(const Tree& tree, NodeId node) {
  std::vector<std::string> semantic, ids, classes;
  for (const Attribute& attribute : tree.attributes(node)) {
    if (attribute.name == "itemprop" || (attribute.name.starts_with("data-") && is_stable(attribute.value))) {
      if (is_stable(attribute.value))
        semantic.push_back(fmt::format("[{}={}]", attribute.name, attribute.value));
    } else if (attribute.name == "id" && is_stable(attribute.value)) {
      ids.push_back(fmt::format("#{}", attribute.value));
    } else if (attribute.name == "class") {
      for (const std::string_view word : words_of(attribute.value)) {
        if (is_stable(word)) classes.push_back(fmt::format(".{}", word));
      }
    }
  }
  semantic.insert(semantic.end(), ids.begin(), ids.end());
  semantic.insert(semantic.end(), classes.begin(), classes.end());
  if (tree[node].tag == Tag::article || tree[node].tag == Tag::main)
    semantic.emplace_back(name_of(tree[node].tag));
  return semantic;
}

struct Words {
  std::size_t kept = 0, all = 0;
};

Words words_inside(const Sample& sample, const std::vector<NodeId>& elements) {
  Words words;
  for (const Block& block : sample.article.blocks) {
    const bool inside = std::any_of(elements.begin(), elements.end(),
                                    [&](NodeId e) { return sample.tree.is_within(block.place, e); });
    if (!inside) continue;
    const std::size_t count = count_words(block.text);
    words.all += count;
    if (block.verdict.kept()) words.kept += count;
  }
  return words;
}

/// The lowest element around all kept blocks.
NodeId container_of(const Sample& sample) {
  NodeId first = kNoNode, last = 0;
  for (const Block& block : sample.article.blocks) {
    if (!block.verdict.kept()) continue;
    first = std::min(first, block.place);
    last = std::max(last, block.place);
  }
  NodeId element = sample.tree[first].parent;
  while (sample.tree[element].parent != kNoNode && !sample.tree.is_within(last, element))
    element = sample.tree[element].parent;
  return element;
}

/// Share of kept words among the words the selector holds, on the page where it
/// does worst; 0 when it misses a body.
double precision(const std::string& css, const std::vector<Sample>& samples) {
  const auto selector = Selector::compile(css);
  if (!selector) return 0;
  double worst = 1;
  for (const Sample& sample : samples) {
    const Words held = words_inside(sample, selector.value().select(sample.tree, *sample.cache));
    const Words all = words_inside(sample, {0});
    if (held.all == 0 || static_cast<double>(held.kept) < kMostOfBody * static_cast<double>(all.kept))
      return 0;
    worst = std::min(worst, static_cast<double>(held.kept) / static_cast<double>(held.all));
  }
  return worst;
}

/// The selector of the body's container, or of an element around it, that holds
/// the body on every page and the least besides. Empty when there is none.
std::string body_selector(const std::vector<Sample>& samples) {
  std::string best;
  double most = 0;
  for (const Sample& sample : samples) {
    for (NodeId e = container_of(sample); e != kNoNode && sample.tree.is_element(e);
         e = sample.tree[e].parent) {
      for (std::string& css : selectors_of(sample.tree, e)) {
        const double here = precision(css, samples);
        if (here > most + 0.001) { most = here; best = std::move(css); }
      }
    }
  }
  return best;
}

struct Furniture {
  std::map<Kind, std::map<std::string, std::string>> drops;  // kind → selector → example
  std::set<std::string> nameless;                            // texts without a telling element
};

std::string sample_of(std::string_view text) { return clipped(text, kSampleBytes); }

/// The outermost element below `body` that holds no kept block, with its selector.
std::string furniture_selector(const Sample& sample, NodeId body, const Block& block) {
  std::string css;
  for (NodeId e = sample.tree[block.place].parent; e != body && e != kNoNode; e = sample.tree[e].parent) {
    if (words_inside(sample, {e}).kept > 0) break;
    const std::vector<std::string> names = selectors_of(sample.tree, e);
    if (!names.empty()) css = names.front();
  }
  return css;
}

void collect(const Sample& sample, const Selector& body, Furniture& found) {
  for (const NodeId element : body.select(sample.tree, *sample.cache)) {
    for (const Block& block : sample.article.blocks) {
      if (block.verdict.kept() || block.verdict.kind == Kind::title ||
          !sample.tree.is_within(block.place, element))
        continue;
      std::string css = furniture_selector(sample, element, block);
      if (css.empty()) found.nameless.insert(sample_of(block.text));
      else found.drops[block.verdict.kind].emplace(std::move(css), sample_of(block.text));
    }
  }
}

/// A TOML basic string.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string field_lines(const Sample& sample) {
  const Article& article = sample.article;
  std::string out = "# Read without a rule; name a field here only where this is wrong:\n";
  const auto line = [&](std::string_view name, const Field& field) {
    out += fmt::format("#   {:<10} {}  [{}]\n", name, sample_of(field.value),
                       field.source.empty() ? "nowhere" : field.source);
  };
  line("title", article.title);
  line("byline", article.authors.empty() ? Field{} : article.authors.front());
  line("date", article.published);
  return out;
}

std::string drop_lines(const Furniture& furniture) {
  if (furniture.drops.empty() && furniture.nameless.empty()) return {};
  std::string out = "\n[drop]\n";
  for (const auto& [kind, selectors] : furniture.drops) {
    out += fmt::format("{} = [\n", name_of(kind));
    for (const auto& [css, example] : selectors) out += fmt::format("  {},  # {}\n", quoted(css), example);
    out += "]\n";
  }
  if (!furniture.nameless.empty())
    out += "# Dropped by evidence alone; a text rule (\"= …\" or \"~ ^…\") would make it certain:\n";
  for (const std::string& text : furniture.nameless) out += fmt::format("#   {}\n", text);
  return out;
}

std::string test_lines(const Sample& sample) {
  std::vector<const Block*> body;
  for (const Block& block : sample.article.blocks) {
    if (block.verdict.kept()) body.push_back(&block);
  }
  const auto start = [](const Block& block) {
    return quoted(sample_of(block.text).substr(0, block.text.find(' ', 20)));
  };
  const bool stored = !sample.path.empty();
  const std::string_view mark = stored ? "" : "# ";
  std::string out = "\n";
  if (!stored)
    out += fmt::format(
        "# Fetched from {}\n# Tests read stored pages: save it, name it here, and strike each '# '.\n",
        sample.article.url);
  const std::string page = quoted(stored ? sample.path : fmt::format("raw/{}/page.html", sample.host));
  return out +
         fmt::format("{0}[[test]]\n{0}page   = {1}\n{0}first  = {2}\n{0}last   = {3}\n{0}blocks = {4}\n",
                     mark, page, start(*body.front()), start(*body.back()), body.size());
}

std::string host_lines(const std::vector<Sample>& samples) {
  std::set<std::string> hosts;
  for (const Sample& sample : samples) {
    if (sample.host.empty()) continue;
    const std::string_view bare = without_www(sample.host);
    hosts.insert({quoted(bare), quoted(fmt::format("*.{}", bare))});
  }
  std::string out = "# Draft made from " + std::to_string(samples.size()) +
                    " page(s). Strike what is chance, keep what is the site's.\n";
  if (hosts.empty()) out += "# No page names its address: write the host here.\n";
  out += fmt::format("hosts = [{}]\n", fmt::join(hosts, ", "));
  for (const std::string& name : samples.front().article.rules) {
    if (name.starts_with("platform/"))
      out += fmt::format("extends = [{}]  # its marks are in the page\n", quoted(name));
  }
  return out;
}

}  // namespace

Result<std::string> draft_rules(const std::vector<DraftPage>& pages, const Rulebook& book) {
  std::vector<Sample> samples;
  Cleaner cleaner(book);
  for (const DraftPage& draft : pages) {
    Page page = draft.page;
    page.site = "no-site.invalid";  // the judge's own opinion, not that of a rule file
    Sample sample{.article = cleaner.clean(page), .tree = parse(decode(page.bytes, page.content_type).text),
                  .path = draft.path, .host = {}};
    sample.host = host_of(sample.article.url);
    if (sample.article.status == Status::cleaned) samples.push_back(std::move(sample));
  }
  if (samples.empty()) return Error{pages.front().where(), "no body was found to learn from"};
  const std::string body = body_selector(samples);
  std::string out = host_lines(samples) + "\n[[keep]]\n";
  Furniture furniture;
  if (body.empty()) {
    out +=
        "# No lasting name of one element holds the body on all pages: name its blocks instead.\nbody = "
        "\"main p\"\n";
  } else {
    out += fmt::format("body = {}\n", quoted(body));
    const auto selector = Selector::compile(body);
    for (const Sample& sample : samples) collect(sample, selector.value(), furniture);
  }
  out += field_lines(samples.front()) + drop_lines(furniture);
  for (const Sample& sample : samples) out += test_lines(sample);
  return out;
}

}  // namespace cleancopy::app
