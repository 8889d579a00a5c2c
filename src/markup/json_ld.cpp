#include "markup/json_ld.h"

#include <algorithm>
#include <array>
#include <utility>

#include "markup/entities.h"
#include "text/json.h"
#include "text/unicode.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMaxNames = 64;  // of authors, of tags: no real page comes near

/// CMSs often escape for HTML what they put into a script.
std::string plain(std::string_view text) {
  std::string decoded;
  append_decoded(decoded, text, Reference::in_text);
  return normalize(decoded);
}

bool is_article_type(std::string_view type) {
  constexpr std::array<std::string_view, 14> types{
      "NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
      "BackgroundNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle", "BlogPosting", "LiveBlogPosting",
      "TechArticle", "ScholarlyArticle", "Report", "SocialMediaPosting"};
  if (const std::size_t slash = type.rfind('/'); slash != std::string_view::npos)
    type.remove_prefix(slash + 1);
  return std::find(types.begin(), types.end(), type) != types.end();
}

/// Calls `take` for the string at `node`, or for each string of the array there.
template <class Take>
void each_string(const Json& json, std::uint32_t node, Take take) {
  const JsonNode& value = json.nodes()[node];
  if (value.type == JsonType::string) take(std::string_view(value.text));
  if (value.type != JsonType::array) return;
  for (std::uint32_t i = Json::first_child(node); i < value.end; i = json.nodes()[i].end) {
    if (json.nodes()[i].type == JsonType::string) take(std::string_view(json.nodes()[i].text));
  }
}

/// Has the object a type of which `is_wanted` says so?
template <class IsWanted>
bool has_type(const Json& json, std::uint32_t object, IsWanted is_wanted) {
  bool found = false;
  if (const auto type = json.member(object, "@type")) {
    each_string(json, *type, [&](std::string_view name) { found |= is_wanted(name); });
  }
  return found;
}

/// A fact check's own object: its date is the page's where nothing else has one.
bool is_review_type(std::string_view type) { return type == "ClaimReview"; }

/// Names of a person, an organisation, or an array of either; also plain strings.
void add_names(const Json& json, std::uint32_t node, std::vector<std::string>& names) {
  const auto add_one = [&](std::uint32_t i) {
    std::uint32_t name = i;
    if (json.nodes()[i].type == JsonType::object) {
      const auto member = json.member(i, "name");
      if (!member) return;
      name = *member;
    }
    each_string(json, name, [&](std::string_view text) {
      std::string value = plain(text);
      if (value.empty() || names.size() == kMaxNames) return;
      if (std::find(names.begin(), names.end(), value) == names.end()) names.push_back(std::move(value));
    });
  };
  if (json.nodes()[node].type != JsonType::array) return add_one(node);
  const std::uint32_t end = json.nodes()[node].end;
  for (std::uint32_t i = Json::first_child(node); i < end; i = json.nodes()[i].end) add_one(i);
}

void fill(std::string& slot, const Json& json, std::uint32_t object, std::string_view key) {
  if (!slot.empty()) return;
  if (const auto text = json.string(object, key)) slot = plain(*text);
}

bool is_false(const Json& json, std::uint32_t object, std::string_view key) {
  const auto member = json.member(object, key);
  return member && (json.nodes()[*member].text == "false" || json.nodes()[*member].text == "False");
}

void add_tags(const Json& json, std::uint32_t node, std::vector<std::string>& tags) {
  each_string(json, node, [&](std::string_view text) {
    for (std::size_t pos = 0; pos <= text.size() && tags.size() < kMaxNames;) {
      const std::size_t end = std::min(text.find(',', pos), text.size());
      std::string tag = plain(text.substr(pos, end - pos));
      const bool is_new = std::find(tags.begin(), tags.end(), tag) == tags.end();
      if (!tag.empty() && is_new) tags.push_back(std::move(tag));
      pos = end + 1;
    }
  });
}

void read_article(const Json& json, std::uint32_t object, LinkedArticle& article) {
  fill(article.headline, json, object, "headline");
  fill(article.description, json, object, "description");
  fill(article.published, json, object, "datePublished");
  fill(article.modified, json, object, "dateModified");
  fill(article.language, json, object, "inLanguage");
  fill(article.body, json, object, "articleBody");
  if (article.authors.empty()) {
    if (const auto author = json.member(object, "author")) add_names(json, *author, article.authors);
  }
  if (const auto publisher = json.member(object, "publisher"); publisher && article.publisher.empty()) {
    std::vector<std::string> names;
    add_names(json, *publisher, names);
    if (!names.empty()) article.publisher = names.front();
  }
  if (const auto keywords = json.member(object, "keywords"); keywords && article.tags.empty()) {
    add_tags(json, *keywords, article.tags);
  }
  article.paywalled |= is_false(json, object, "isAccessibleForFree");
}

}  // namespace

LinkedArticle read_json_ld(const Tree& tree) {
  struct Found {
    std::size_t document;
    std::uint32_t object;
  };
  std::vector<Json> documents;
  std::vector<Found> found;
  LinkedArticle article;
  for (const Script& script : tree.scripts()) {
    if (script.type.find("ld+json") == std::string_view::npos) continue;
    auto json = Json::parse_lenient(script.body);
    if (!json) continue;
    const std::vector<JsonNode>& nodes = documents.emplace_back(std::move(json.value())).nodes();
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      if (nodes[i].type != JsonType::object) continue;
      const Json& json_ld = documents.back();
      if (has_type(json_ld, i, is_article_type)) found.push_back({documents.size() - 1, i});
      if (has_type(json_ld, i, is_review_type)) fill(article.reviewed, json_ld, i, "datePublished");
    }
  }
  const auto main = std::find_if(found.begin(), found.end(), [&](const Found& it) {
    return documents[it.document].string(it.object, "headline").value_or("") != "";
  });
  if (main != found.end()) read_article(documents[main->document], main->object, article);
  for (const Found& it : found) read_article(documents[it.document], it.object, article);
  return article;
}

}  // namespace cleancopy
