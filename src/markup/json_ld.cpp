#include "markup/json_ld.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
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

/// "http://schema.org/NewsArticle" → "NewsArticle".
std::string_view short_name(std::string_view type) {
  if (const std::size_t slash = type.rfind('/'); slash != std::string_view::npos)
    type.remove_prefix(slash + 1);
  return type;
}

/// What an object of JSON-LD may be for us, as bits.
enum Kind : std::uint8_t {
  kArticle = 1, kList = 2, kMedia = 4, kLive = 8, kPage = 16, kItemList = 32,
  kReview = 64,  // a fact check: its date is the page's where nothing else has one
};

using Kinds = std::uint8_t;

Kinds kinds_named(std::string_view type) {
  struct Row {
    std::string_view name;
    Kinds kinds;
  };
  constexpr Row rows[] = {
      {"NewsArticle", kArticle}, {"Article", kArticle}, {"ReportageNewsArticle", kArticle},
      {"AnalysisNewsArticle", kArticle}, {"OpinionNewsArticle", kArticle},
      {"BackgroundNewsArticle", kArticle}, {"ReviewNewsArticle", kArticle},
      {"AskPublicNewsArticle", kArticle}, {"BlogPosting", kArticle}, {"LiveBlogPosting", kArticle | kLive},
      {"TechArticle", kArticle}, {"ScholarlyArticle", kArticle}, {"Report", kArticle},
      {"SocialMediaPosting", kArticle}, {"CollectionPage", kList}, {"SearchResultsPage", kList},
      {"ProfilePage", kList}, {"ItemList", kItemList}, {"VideoObject", kMedia}, {"AudioObject", kMedia},
      {"ImageGallery", kMedia}, {"VideoGallery", kMedia}, {"MediaGallery", kMedia},
      {"PodcastEpisode", kMedia}, {"RadioEpisode", kMedia}, {"WebPage", kPage}};
  if (type == "ClaimReview") return kReview;
  const std::string_view name = short_name(type);
  const auto row = std::ranges::find(rows, name, &Row::name);
  return row == std::end(rows) ? Kinds{0} : row->kinds;
}

/// Does what lies below this member belong to other pages, or to parts of this one?
bool is_listing_key(std::string_view key) {
  constexpr std::array<std::string_view, 14> keys{
      "itemListElement", "blogPost", "blogPosts", "hasPart", "isPartOf", "mentions", "citation", "isBasedOn",
      "relatedLink", "subjectOf", "associatedArticle", "liveBlogUpdate", "workExample", "review"};
  return !key.empty() && std::find(keys.begin(), keys.end(), key) != keys.end();
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

/// Of all its types.
Kinds kinds_of(const Json& json, std::uint32_t object) {
  Kinds kinds = 0;
  if (const auto type = json.member(object, "@type")) {
    each_string(json, *type, [&kinds](std::string_view name) { kinds |= kinds_named(name); });
  }
  return kinds;
}

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

enum class Access : std::uint8_t { unsaid, free, paid };

/// true, "False", "https://schema.org/False" …
Access access_of(const Json& json, std::uint32_t object) {
  const auto member = json.member(object, "isAccessibleForFree");
  if (!member) return Access::unsaid;
  const std::string value = fold_case(short_name(json.nodes()[*member].text));
  return value == "false" ? Access::paid : value == "true" ? Access::free : Access::unsaid;
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
}

/// An object of some document of the page that is an article's, or the page's own.
struct Found {
  std::size_t document;
  std::uint32_t object;
  bool listed;  // below a member that lists other pages
};

class Reading {
 public:
  void add(Json document) {
    documents_.push_back(std::move(document));
    const Json& json = documents_.back();
    const std::vector<JsonNode>& nodes = json.nodes();
    std::uint32_t listed_until = 0;
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      if (is_listing_key(nodes[i].key)) listed_until = std::max(listed_until, nodes[i].end);
      if (nodes[i].type == JsonType::object) add_object(json, {documents_.size() - 1, i, i < listed_until});
    }
  }

  LinkedArticle article() && {
    const auto main = std::find_if(articles_.begin(), articles_.end(),
                                   [&](const Found& it) { return !headline_of(it).empty(); });
    if (main != articles_.end()) read_article(documents_[main->document], main->object, article_);
    for (const Found& it : articles_) read_article(documents_[it.document], it.object, article_);
    article_.claims.article = is_one_article();
    article_.claims.list |= lists_items_ && listed_articles() >= 2;
    article_.paywalled =
        access_of_all(articles_) == Access::paid ||
        (access_of_all(articles_) == Access::unsaid && access_of_all(pages_) == Access::paid);
    return std::move(article_);
  }

 private:
  void add_object(const Json& json, const Found& it) {
    const Kinds kinds = kinds_of(json, it.object);
    if ((kinds & kArticle) != 0) articles_.push_back(it);
    if ((kinds & kReview) != 0) fill(article_.reviewed, json, it.object, "datePublished");
    if (it.listed) return;
    if ((kinds & kPage) != 0) pages_.push_back(it);
    lists_items_ |= (kinds & kItemList) != 0;
    article_.claims.list |= (kinds & kList) != 0;
    article_.claims.media |= (kinds & kMedia) != 0;
    article_.claims.live |= (kinds & kLive) != 0;
  }

  std::string_view headline_of(const Found& it) const {
    return documents_[it.document].string(it.object, "headline").value_or("");
  }

  std::ptrdiff_t listed_articles() const {
    return std::count_if(articles_.begin(), articles_.end(), [](const Found& it) { return it.listed; });
  }

  /// Some front pages give each of their stories an object at the top.
  bool is_one_article() const {
    std::vector<std::string_view> headlines;
    for (const Found& it : articles_) {
      const bool is_new = std::find(headlines.begin(), headlines.end(), headline_of(it)) == headlines.end();
      if (!it.listed && is_new) headlines.push_back(headline_of(it));
      if (headlines.size() > 2) return false;
    }
    return !headlines.empty();
  }

  /// What the first says that says anything: related articles may be free or not.
  Access access_of_all(const std::vector<Found>& objects) const {
    for (const Found& it : objects) {
      const Access access =
          it.listed ? Access::unsaid : access_of(documents_[it.document], it.object);
      if (access != Access::unsaid) return access;
    }
    return Access::unsaid;
  }

  std::vector<Json> documents_;
  std::vector<Found> articles_, pages_;
  LinkedArticle article_;
  bool lists_items_ = false;
};

}  // namespace

LinkedArticle read_json_ld(const Tree& tree) {
  Reading reading;
  for (const Script& script : tree.scripts()) {
    if (script.type.find("ld+json") == std::string_view::npos) continue;
    if (auto json = Json::parse_lenient(script.body)) reading.add(std::move(json.value()));
  }
  return std::move(reading).article();
}

}  // namespace cleancopy
