#include "fetch/answer.h"

namespace cleancopy {
namespace {

Answered answered_with(const FetchError& fault) {
  return fault.fault == FetchFault::unreachable ? Answered::unreachable : Answered::unfit;
}

}  // namespace

Answered answered_with(const Exchange& exchange) {
  if (exchange.fault) return answered_with(*exchange.fault);
  const int status = exchange.status;
  if (status >= 200 && status < 300) return Answered::content;
  if (status == 304) return Answered::not_modified;
  if (!redirect_of(exchange).empty()) return Answered::moved;
  if (status == 429 || status == 503) return Answered::busy;
  if (status >= 500 || status == 408 || status == 425) return Answered::failing;
  return Answered::refused;
}

std::string words_of(const Exchange& exchange) {
  return exchange.fault ? exchange.fault->error.what : "HTTP " + std::to_string(exchange.status);
}

}  // namespace cleancopy
