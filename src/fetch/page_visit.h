// A page's answer → raw/ and the state.
#pragma once

#include <string>
#include <string_view>

#include "fetch/pages.h"
#include "fetch/round_desk.h"
#include "fetch/transfers.h"

namespace cleancopy {

/// Does a Content-Type say that this is a page? True also for none at all.
bool is_page_type(std::string_view content_type);

/// Keeps what came, or notes why there is nothing to keep. `asked` is the URL that the first hop went to. Not
/// for redirects.
void settle_page(RoundDesk& desk, const WantedPage& page, const std::string& asked, const Exchange& exchange);

}  // namespace cleancopy
