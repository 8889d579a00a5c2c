#include "markup/selector.h"

#include "markup/selector_impl.h"

namespace cleancopy {

Selector::Selector(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Selector::Selector(Selector&&) noexcept = default;
Selector& Selector::operator=(Selector&&) noexcept = default;
Selector::~Selector() = default;

SelectorCache::SelectorCache() : impl_(std::make_unique<Impl>()) {}
SelectorCache::~SelectorCache() = default;

Result<Selector, SyntaxError> Selector::compile(std::string_view text) {
  auto parsed = css::parse_selector(text);
  if (!parsed) return parsed.error();
  return Selector(std::move(parsed.value()));
}

bool Selector::matches(const Tree& tree, NodeId node, SelectorCache& cache) const {
  const css::Question ask{*impl_, tree, cache.impl()};
  return tree.is_element(node) && matches_list(ask, impl_->lists.back(), node);
}

std::vector<NodeId> Selector::select(const Tree& tree, SelectorCache& cache) const {
  SelectorIndex index;
  index.add(*this, 0);
  std::vector<NodeId> found;
  for (const SelectorIndex::Match& match : index.sweep(tree, cache)) found.push_back(match.node);
  return found;
}

}  // namespace cleancopy
