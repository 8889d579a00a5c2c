#include "app/explain_html.h"

#include <fmt/format.h>

#include <string_view>

namespace cleancopy::app {
namespace {

constexpr std::string_view kHead = R"(<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body { font: 16px/1.45 Georgia, serif; max-width: 60em; margin: 2em auto; padding: 0 1em }
body { color: #222; background: #fff }
table { border-collapse: collapse; margin-bottom: 2em } th { text-align: left; padding-right: 1.5em }
small, td small { color: #777; font: 12px monospace }
div { display: grid; grid-template-columns: 20em 1fr; gap: 1em; padding: .3em .6em; border-left: 6px solid }
div p { margin: 0 } .heading p { font-weight: bold } .list_item p::before { content: "• " }
.kept { border-color: #2a8a3e; background: #f1f9f2 }
.moved { border-color: #2b6cb0; background: #eff5fb }
.dropped { border-color: #c0392b; background: #fdf2f1; color: #777 }
</style>
)";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

// Moved blocks are in a field of the article, not in its body.
std::string_view fate_of(const Verdict& verdict) {
  if (verdict.kept()) return "kept";
  return verdict.kind >= Kind::title && verdict.kind <= Kind::date ? "moved" : "dropped";
}

std::string row(std::string_view name, std::string_view value, std::string_view source) {
  if (value.empty()) return {};
  return fmt::format("<tr><th>{}</th><td dir=\"auto\">{} <small>{}</small></td></tr>\n", name, escaped(value),
                     escaped(source));
}

std::string row(std::string_view name, const Field& field) { return row(name, field.value, field.source); }

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

}  // namespace

std::string explain_html(const Article& article) {
  std::string out(kHead);
  out += fmt::format("<title>{}</title></head><body>\n<table>\n", escaped(article.title.value));
  out += row("status", name_of(article.status), article.reason);
  out += row("id", article.id, article.url);
  out += row("layout", article.layout, "");
  out += row("rules", joined(article.rules), "");
  out += row("title", article.title);
  out += row("standfirst", article.standfirst);
  for (const Field& author : article.authors) out += row("author", author);
  out += row("published", article.published);
  out += row("modified", article.modified);
  out += row("language", article.language);
  out += row("flags", joined(article.flags), "");
  out += "</table>\n";
  for (const Block& block : article.blocks) {
    const std::string& because = block.verdict.because;
    out += fmt::format("<div class=\"{} {}\"><small>{}<br>{}{}{}</small><p dir=\"auto\">{}</p></div>\n",
                       fate_of(block.verdict), name_of(block.role), name_of(block.verdict.kind),
                       escaped(block.verdict.rule), because.empty() ? "" : "<br>", escaped(because),
                       escaped(block.text));
  }
  return out + "</body></html>\n";
}

}  // namespace cleancopy::app
