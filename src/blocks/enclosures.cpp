#include "blocks/enclosures.h"

#include <algorithm>
#include <array>
#include <utility>

namespace cleancopy {
namespace {

std::uint32_t enclosure_of_role(std::string_view role) {
  constexpr std::array<std::pair<std::string_view, std::uint32_t>, 12> roles{{
      {"navigation", kInNav}, {"menu", kInNav}, {"menubar", kInNav}, {"banner", kInHeader},
      {"contentinfo", kInFooter}, {"complementary", kInAside}, {"search", kInForm}, {"form", kInForm},
      {"dialog", kInDialog}, {"alertdialog", kInDialog}, {"main", kInMain}, {"article", kInArticle}}};
  for (const auto& [name, bit] : roles) {
    if (role == name) return bit;
  }
  return 0;
}

bool hides(std::string_view style) {
  const std::size_t at = style.find("display");
  if (at == std::string_view::npos) return false;
  const std::size_t value = style.find_first_not_of(": \t", at + 7);
  return value != std::string_view::npos && style.substr(value, 4) == "none";
}

/// What an element's attributes say of it.
std::uint32_t enclosures_of_attributes(const Tree& tree, NodeId element) {
  std::uint32_t bits = 0;
  for (const Attribute& attribute : tree.attributes(element)) {
    if (attribute.name == "role") bits |= enclosure_of_role(attribute.value);
    else if (attribute.name == "hidden" && attribute.value != "until-found") bits |= kInHidden;
    else if (attribute.name == "aria-hidden" && attribute.value == "true") bits |= kInHidden;
    else if (attribute.name == "style" && hides(attribute.value)) bits |= kInHidden;
    else if (attribute.name == "itemprop" && holds_token(attribute.value, "articleBody")) bits |= kInBody;
  }
  return bits;
}

}  // namespace

std::vector<Telling> telling_elements(const Tree& tree) {
  std::vector<Telling> telling;
  for (const char* const name : {"role", "hidden", "aria-hidden", "style", "itemprop"}) {
    tree.tokens().each(attribute_token(name), [&](NodeId element) {
      const std::uint32_t bits = enclosures_of_attributes(tree, element);
      if (bits != 0) telling.push_back({element, bits});
    });
  }
  std::ranges::sort(telling, {}, &Telling::element);
  telling.push_back({});
  return telling;
}

bool holds_token(std::string_view list, std::string_view token) {
  for (std::size_t at = list.find(token); at != std::string_view::npos; at = list.find(token, at + 1)) {
    const std::size_t end = at + token.size();
    if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

}  // namespace cleancopy
