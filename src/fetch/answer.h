// What an exchange comes to, for whoever asked: content, or in which of some ways none.
#pragma once

#include <cstdint>
#include <string>

#include "fetch/transfers.h"

namespace cleancopy {

enum class Answered : std::uint8_t {
  content,       // 200 to 299
  not_modified,  // 304
  moved,         // a redirect that says where to
  refused,       // 404, 410, and all others from 300 to 499: there is nothing for us
  busy,          // 429, 503: the host wants to be left alone
  failing,       // 500 to 599, 408, 425
  unfit,         // too large, at a private address, no web URL
  unreachable,
};

Answered answered_with(const Exchange& exchange);

/// "HTTP 404", or the words of the fault. May quote the server.
std::string words_of(const Exchange& exchange);

}  // namespace cleancopy
