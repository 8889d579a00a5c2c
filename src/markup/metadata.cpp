#include "markup/metadata.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "markup/json_ld.h"
#include "text/ascii.h"
#include "text/byline.h"
#include "text/date.h"
#include "text/unicode.h"
#include "text/url.h"

namespace cleancopy {
namespace {

// More than a page has; nested ones would each copy all that lies below them.
constexpr std::size_t kMaxHeadings = 8;

/// One meta element by one of its names, as views into the page: few are ever asked for.
struct Meta {
  std::string_view name;
  std::string_view content;
};

using Metas = std::vector<Meta>;  // in the page's order

struct Elements {
  Metas meta;
  std::vector<std::string> headings;  // <h1>
  std::string title, canonical, language, time;
};

void read_meta(const Tree& tree, NodeId node, Metas& meta) {
  const auto content = tree.attribute(node, "content");
  if (!content || content->empty()) return;
  for (const std::string_view key : {"property", "name", "itemprop", "http-equiv"}) {
    if (const auto name = tree.attribute(node, key)) meta.push_back({*name, *content});
  }
}

void add_heading(const Tree& tree, NodeId node, std::vector<std::string>& headings) {
  if (headings.size() == kMaxHeadings) return;
  if (std::string text = normalize(tree.text_below(node)); !text.empty()) headings.push_back(std::move(text));
}

/// Acts on each element of that name, in document order.
template <class Act>
void each_element(const Tree& tree, Tag tag, Act act) {
  tree.tokens().each(tag_token(tag, {}), [&](NodeId node) {
    if (tree[node].tag == tag) act(node);
  });
}

Elements read_elements(const Tree& tree) {
  Elements found;
  const auto value = [&tree](NodeId node, std::string_view name) {
    return tree.attribute(node, name).value_or("");
  };
  each_element(tree, Tag::html, [&](NodeId node) { found.language = normalize(value(node, "lang")); });
  each_element(tree, Tag::meta, [&](NodeId node) { read_meta(tree, node, found.meta); });
  each_element(tree, Tag::title, [&](NodeId node) {
    if (found.title.empty()) found.title = normalize(tree.text_below(node));
  });
  each_element(tree, Tag::h1, [&](NodeId node) { add_heading(tree, node, found.headings); });
  each_element(tree, Tag::link, [&](NodeId node) {
    if (value(node, "rel") == "canonical") found.canonical = value(node, "href");
  });
  each_element(tree, Tag::time, [&](NodeId node) {
    if (found.time.empty()) found.time = value(node, "datetime");
  });
  return found;
}

using Names = std::initializer_list<std::string_view>;

/// What `read` makes of the contents of the first meta element, by the order of the names, of which
/// it makes anything.
template <class Read>
Field first_that(const Metas& metas, Names names, Read read) {
  for (const std::string_view name : names) {
    for (const Meta& meta : metas) {
      if (!equals_ignoring_case(meta.name, name)) continue;
      std::string value = read(normalize(meta.content));
      if (!value.empty()) return {std::move(value), std::string(name)};
    }
  }
  return {};
}

Field first_of(const Metas& metas, Names names) {
  return first_that(metas, names, [](std::string value) { return value; });
}

Field first_date(const Metas& metas, Names names) {
  return first_that(metas, names, [](const std::string& value) { return iso_date(value); });
}

/// All contents of that name.
std::vector<std::string> all_of(const Metas& metas, std::string_view name) {
  std::vector<std::string> values;
  for (const Meta& meta : metas) {
    if (equals_ignoring_case(meta.name, name)) values.push_back(normalize(meta.content));
  }
  return values;
}

/// "Story | Site" → "Story", when what follows the last separator is the site's name
/// or what stands before it is one of the page's own headings.
std::string without_site(const std::string& title, const std::vector<std::string>& headings,
                         const std::string& site) {
  for (const std::string_view separator : {" | ", " - ", " – ", " — ", " :: ", " » ", " · "}) {
    const std::string_view mark = separator.substr(1, separator.size() - 2);  // is found sooner
    const std::size_t at = title.find(mark) == std::string::npos ? std::string::npos : title.rfind(separator);
    if (at == std::string::npos || at == 0) continue;
    std::string head = title.substr(0, at);
    const std::string tail = title.substr(at + separator.size());
    if (!site.empty() && fold_case(tail) == fold_case(site)) return head;
    if (std::find(headings.begin(), headings.end(), head) != headings.end()) return head;
  }
  return title;
}

/// The index of the first heading that the title begins with or equals; of none their number.
std::size_t agreeing(const std::vector<std::string>& folded_headings, const std::string& title) {
  const std::string wanted = fold_case(title);
  const auto agrees = [&wanted](const std::string& heading) {
    return !heading.empty() && wanted.starts_with(heading) && heading.size() * 2 > wanted.size();
  };
  const auto found = std::ranges::find_if(folded_headings, agrees);
  return static_cast<std::size_t>(found - folded_headings.begin());
}

void choose_title(const Elements& page, const LinkedArticle& linked, Metadata& out) {
  std::vector<Field> candidates;
  if (!linked.headline.empty()) candidates.push_back({linked.headline, "json-ld"});
  if (Field og = first_of(page.meta, {"og:title", "twitter:title", "dcterms.title", "dc.title", "headline"});
      !og.value.empty()) {
    candidates.push_back(std::move(og));
  }
  if (page.headings.size() == 1) candidates.push_back({page.headings.front(), "h1"});
  if (!page.title.empty()) candidates.push_back({page.title, "title"});
  std::vector<std::string> folded_headings;
  for (const std::string& heading : page.headings) folded_headings.push_back(fold_case(heading));
  for (Field& candidate : candidates) {
    candidate.value = without_site(candidate.value, page.headings, out.site_name);
    const std::size_t heading = agreeing(folded_headings, candidate.value);
    if (heading < page.headings.size()) candidate.value = page.headings[heading];
    out.titles.push_back(candidate.value);
  }
  if (!candidates.empty()) out.title = candidates.front();
  else if (!page.headings.empty()) out.title = {page.headings.front(), "h1"};
  if (page.headings.size() == 1) out.titles.push_back(page.headings.front());
}

bool is_name(const std::string& text, const Metadata& out) {
  return !text.empty() && text.find("://") == std::string::npos && count_words(text) <= 8 &&
         fold_case(text) != fold_case(out.site_name);
}

/// "Corina Gall (cog.)" → "Corina Gall": the short name that newsrooms sign with (nzz.ch, 2024-07).
std::string without_code(const std::string& name) {
  const std::size_t open = name.rfind(" (");
  const bool code = open != std::string::npos && open > 0 && name.back() == ')' && name.size() - open <= 8 &&
                    std::all_of(name.begin() + static_cast<std::ptrdiff_t>(open) + 2, name.end() - 1,
                                [](char c) { return (c >= 'a' && c <= 'z') || c == '.'; });
  return code ? name.substr(0, open) : name;
}

/// One author, or several that a CMS wrote into one string ("Trine Juncher og Tôrtia Reimer").
void add_author(const std::string& name, const std::string& source, Metadata& out) {
  if (!is_name(name, out)) return;
  const std::vector<std::string> parts = names_in(name);
  const bool several =
      parts.size() > 1 && std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
        return part.find(' ') != std::string::npos;
      });
  if (!several) { out.authors.push_back({without_code(name), source}); return; }
  for (const std::string& part : parts) out.authors.push_back({part, source});
}

void choose_authors(const Elements& page, const LinkedArticle& linked, Metadata& out) {
  for (const std::string& name : linked.authors) {
    if (name != linked.publisher) add_author(name, "json-ld", out);
  }
  if (!out.authors.empty()) return;
  for (const std::string_view key :
       {"author", "article:author", "article:author_name", "parsely-author", "dc.creator", "byl"}) {
    for (const std::string& name : all_of(page.meta, key)) add_author(name, std::string(key), out);
    if (!out.authors.empty()) return;
  }
}

void choose_dates(const Elements& page, const LinkedArticle& linked, Metadata& out) {
  out.published = {iso_date(linked.published), "json-ld"};
  if (out.published.value.empty()) {
    out.published = first_date(
        page.meta, {"article:published_time", "datePublished", "parsely-pub-date", "dc.date",
                    "DC.date.issued", "dcterms.created", "date", "pubdate", "publish-date", "sailthru.date",
                    "article.published", "OriginalPublicationDate", "cXenseParse:recs:publishtime"});
  }
  if (out.published.value.empty()) out.published = {iso_date(page.time), "time"};
  if (out.published.value.empty()) out.published = {iso_date(linked.reviewed), "json-ld"};
  if (out.published.value.empty()) out.published = {};
  out.modified = {iso_date(linked.modified), "json-ld"};
  if (out.modified.value.empty()) {
    out.modified =
        first_date(page.meta, {"article:modified_time", "dateModified", "og:updated_time", "last-modified"});
  }
}

void add_claims(const Metas& meta, PageClaims& claims) {
  const std::string type = fold_case(first_of(meta, {"og:type"}).value);
  claims.article |= type.starts_with("article");
  claims.website |= type == "website" || type == "blog" || type == "profile";
  claims.clip |= type.starts_with("video") || type.starts_with("music");
}

}  // namespace

Metadata read_metadata(const Tree& tree) {
  const Elements page = read_elements(tree);
  LinkedArticle linked = read_json_ld(tree);
  Metadata out;
  const Field og_url = first_of(page.meta, {"og:url"});
  out.url = !host_of(page.canonical).empty() ? page.canonical
            : !host_of(og_url.value).empty() ? og_url.value
                                             : "";
  out.site_name = first_of(page.meta, {"og:site_name", "application-name"}).value;
  if (out.site_name.empty()) out.site_name = linked.publisher;
  choose_title(page, linked, out);
  out.description = linked.description.empty()
                        ? first_of(page.meta, {"og:description", "description", "twitter:description"})
                        : Field{linked.description, "json-ld"};
  choose_authors(page, linked, out);
  choose_dates(page, linked, out);
  out.language =
      !page.language.empty() ? Field{page.language, "html lang"} : Field{linked.language, "json-ld"};
  if (out.language.value.empty())
    out.language = first_of(page.meta, {"language", "content-language", "og:locale"});
  std::replace(out.language.value.begin(), out.language.value.end(), '_', '-');
  out.tags = std::move(linked.tags);
  if (out.tags.empty()) out.tags = all_of(page.meta, "article:tag");
  out.article_body = std::move(linked.body);
  out.paywalled = linked.paywalled;
  out.claims = linked.claims;
  add_claims(page.meta, out.claims);
  return out;
}

}  // namespace cleancopy
