// Domain names in the letters of the world, as the domain name system has them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cleancopy {

/// "bücher.example" → "xn--bcher-kva.example", by UTS 46 as browsers do, whatever the locale: small
/// letters, full-width digits and dots as plain ones. Nothing when `host` is no UTF-8, or no name of
/// letters, digits, hyphens, underscores and dots comes out.
std::optional<std::string> ascii_domain(std::string_view host);

}  // namespace cleancopy
