#include "fetch/xml_feed.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "fetch/link_list.h"
#include "fetch/web_url.h"
#include "fetch/xml.h"
#include "text/ascii.h"

namespace cleancopy {
namespace {

constexpr std::size_t kMaxBases = 16;        // xml:base around each other
constexpr std::size_t kMaxReferences = 8;    // tried, of an entry

enum class Form : std::uint8_t { rss, atom, sitemap, index, none };

/// `core`: the format's own, whatever it is called in this document.
enum class Space : std::uint8_t { core, atom, dc, dcterms, feedburner, news, other };

Space space_named(std::string_view name) {
  static constexpr auto kNames = std::to_array<std::pair<std::string_view, Space>>({
      {"", Space::core},
      {"http://purl.org/rss/1.0/", Space::core},
      {"http://my.netscape.com/rdf/simple/0.9/", Space::core},
      {"http://www.w3.org/2005/Atom", Space::atom},
      {"http://purl.org/atom/ns#", Space::atom},
      {"atom", Space::atom},
      {"http://purl.org/dc/elements/1.1/", Space::dc},
      {"dc", Space::dc},
      {"http://purl.org/dc/terms/", Space::dcterms},
      {"dcterms", Space::dcterms},
      {"http://rssnamespace.org/feedburner/ext/1.0", Space::feedburner},
      {"feedburner", Space::feedburner},
      {"http://www.google.com/schemas/sitemap-news/0.9", Space::news},
      {"https://www.google.com/schemas/sitemap-news/0.9", Space::news},
      {"news", Space::news},
  });
  const auto it =
      std::find_if(kNames.begin(), kNames.end(), [name](const auto& row) { return row.first == name; });
  return it == kNames.end() ? Space::other : it->second;
}

Form form_of(const XmlElement& root) {
  static constexpr auto kRoots = std::to_array<std::pair<std::string_view, Form>>({
      {"rss", Form::rss},
      {"RDF", Form::rss},
      {"feed", Form::atom},
      {"entry", Form::atom},
      {"urlset", Form::sitemap},
      {"sitemapindex", Form::index},
  });
  const auto it =
      std::find_if(kRoots.begin(), kRoots.end(), [&root](const auto& row) { return row.first == root.name; });
  return it == kRoots.end() ? Form::none : it->second;
}

std::string_view entry_name(Form form) {
  switch (form) {
    case Form::rss: return "item";
    case Form::atom: return "entry";
    case Form::sitemap: return "url";
    case Form::index: return "sitemap";
    case Form::none: break;
  }
  return {};
}

/// What an entry says of itself. Its link is the first of the six that it has, its date the first of the two.
enum Slot : std::uint8_t {
  original, link, alternate, permalink, about, other_alternate,
  updated, published,
  kSlots,
};

struct Row {
  Form form;
  Space space;
  std::string_view name;
  Slot slot;
};

constexpr auto kRows = std::to_array<Row>({
    {Form::rss, Space::feedburner, "origLink", original},
    {Form::rss, Space::core, "link", link},
    {Form::rss, Space::core, "guid", permalink},
    {Form::rss, Space::atom, "updated", updated},
    {Form::rss, Space::dcterms, "modified", updated},
    {Form::rss, Space::core, "pubDate", published},
    {Form::rss, Space::dc, "date", published},
    {Form::rss, Space::atom, "published", published},
    {Form::atom, Space::feedburner, "origLink", original},
    {Form::atom, Space::core, "updated", updated},
    {Form::atom, Space::core, "modified", updated},     // Atom 0.3
    {Form::atom, Space::core, "published", published},
    {Form::atom, Space::core, "issued", published},     // the same
    {Form::sitemap, Space::core, "loc", link},
    {Form::sitemap, Space::core, "lastmod", updated},
    {Form::sitemap, Space::news, "publication_date", published},
    {Form::index, Space::core, "loc", link},
    {Form::index, Space::core, "lastmod", updated},
});

bool is_alternate(std::string_view rel) {
  constexpr std::string_view kRegistry = "http://www.iana.org/assignments/relation/";
  if (rel.starts_with(kRegistry)) rel.remove_prefix(kRegistry.size());
  return rel.empty() || rel == "alternate";
}

bool is_http(std::string_view text) {
  const std::string start = lowered(std::string(text.substr(0, 8)));
  return start.starts_with("http://") || start.starts_with("https://");
}

// What relative references are resolved against; asked only when there is one.
class Bases {
 public:
  explicit Bases(std::string url) { bases_.push_back({0, {}, std::move(url)}); }

  void open(std::size_t depth, std::string_view reference) {
    if (!reference.empty() && reference.size() <= kMaxUrlBytes && bases_.size() <= kMaxBases)
      bases_.push_back({depth, std::string(reference), {}});
  }

  void close(std::size_t depth) {
    if (bases_.back().depth == depth) bases_.pop_back();
  }

  std::optional<std::string> resolve(std::string_view reference) {
    for (std::size_t i = 1; i < bases_.size(); ++i) {
      if (!bases_[i].url.empty()) continue;
      const std::string& around = bases_[i - 1].url;
      bases_[i].url = absolute_url(around, bases_[i].reference).value_or(around);
    }
    return absolute_url(bases_.back().url, reference);
  }

 private:
  struct Base {
    std::size_t depth = 0;
    std::string reference, url;
  };
  std::vector<Base> bases_;
};

class XmlFeedReader : public XmlListener {
 public:
  explicit XmlFeedReader(const std::string& url) : bases_(url) {}

  Form form() const { return form_; }
  const std::string& root() const { return root_; }
  LinkList& links() { return links_; }

  void opened(const XmlElement& element) override {
    if (++depth_ == 1) begin_document(element);
    bases_.open(depth_, element.attribute("xml:base"));
    if (entry_depth_ == 0) {
      if (element.name == entry_name(form_) && space_of(element) == Space::core) begin_entry(element);
    } else if (slot_ == kSlots && (depth_ == entry_depth_ + 1 || space_of(element) == Space::news)) {
      begin_field(element);
    }
  }

  void said(std::string_view text) override {
    if (slot_ != kSlots && text_.size() <= kMaxUrlBytes) text_ += text.substr(0, kMaxUrlBytes);
  }

  void closed() override {
    if (depth_ == slot_depth_) end_field();
    if (depth_ == entry_depth_) end_entry();
    bases_.close(depth_--);
  }

 private:
  void begin_document(const XmlElement& root) {
    form_ = form_of(root);
    root_ = root.name.substr(0, 64);
    root_space_ = root.space;
  }

  Space space_of(const XmlElement& element) const {
    return element.space == root_space_ ? Space::core : space_named(element.space);
  }

  void begin_entry(const XmlElement& element) {
    if (!links_.begin_entry()) return;
    entry_depth_ = depth_;
    references_ = 0;
    for (std::string& field : fields_) field.clear();
    // The name of a thing in RDF: by RSS 1.0 its link.
    if (const auto name = element.attribute("rdf:about"); form_ == Form::rss && is_http(trimmed(name)))
      set_link(about, name);
  }

  void begin_field(const XmlElement& element) {
    const Space space = space_of(element);
    const std::string_view href = element.attribute("href");
    if (element.name == "link" && (space == Space::core || space == Space::atom) && !href.empty())
      return read_atom_link(element, href);
    const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) {
      return r.form == form_ && r.space == space && r.name == element.name;
    });
    if (row == kRows.end()) return;
    if (row->slot == permalink && lowered(std::string(element.attribute("isPermaLink"))) == "false") return;
    slot_ = row->slot;
    slot_depth_ = depth_;
    text_.clear();
  }

  void read_atom_link(const XmlElement& element, std::string_view href) {
    if (!is_alternate(element.attribute("rel"))) return;
    const std::string_view type = element.attribute("type");
    const bool is_page = type.empty() || type.find("html") != std::string_view::npos;
    set_link(is_page ? alternate : other_alternate, href);
  }

  void end_field() {
    const std::string_view said = trimmed(text_);
    if (slot_ >= updated) {
      if (fields_[slot_].empty()) fields_[slot_] = said;
    } else if (!said.empty() && (slot_ != permalink || is_http(said))) {
      set_link(slot_, said);
    }
    slot_ = kSlots;
    slot_depth_ = 0;
  }

  // The first counts that is a URL.
  void set_link(Slot slot, std::string_view reference) {
    if (!fields_[slot].empty() || ++references_ > kMaxReferences) return;
    fields_[slot] = bases_.resolve(reference).value_or("");
  }

  void end_entry() {
    entry_depth_ = 0;
    const auto is_there = [](const std::string& field) { return !field.empty(); };
    const auto url = std::find_if(fields_.begin(), fields_.begin() + updated, is_there);
    if (url == fields_.begin() + updated) return;
    const std::string& date = fields_[updated].empty() ? fields_[published] : fields_[updated];
    if (form_ == Form::index) {
      links_.add_feed(std::move(*url), date);
    } else {
      links_.add_page(std::move(*url), date);
    }
  }

  LinkList links_;
  Bases bases_;
  Form form_ = Form::none;
  std::string root_, root_space_;
  std::size_t depth_ = 0;
  std::size_t entry_depth_ = 0, slot_depth_ = 0;  // of what is open; 0: none
  Slot slot_ = kSlots;                            // that the open field fills
  std::size_t references_ = 0;                    // tried in this entry
  std::string text_;                              // of the open field
  std::array<std::string, kSlots> fields_;
};

}  // namespace

Result<Feed, Error> read_xml_feed(std::string text, const std::string& url) {
  XmlFeedReader reader(url);
  const std::optional<XmlBreak> end = read_xml(std::move(text), reader);
  std::string broken;
  if (end)
    broken = end->what + " at line " + std::to_string(end->line) + ", column " + std::to_string(end->column);
  if (!reader.root().empty() && reader.form() == Form::none)
    return Error{url, "is XML, but no feed: its first element is <" + reader.root() + ">"};
  if (end && reader.links().empty()) return Error{url, "is XML that cannot be read: " + broken};
  Feed feed = reader.links().take();
  feed.broken = std::move(broken);
  return feed;
}

}  // namespace cleancopy
