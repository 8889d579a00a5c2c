#include "fetch/http.h"

#include <algorithm>
#include <utility>

#include "fetch/transfers.h"
#include "fetch/web_url.h"

namespace cleancopy {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

Exchange answer_to(Request request, Transfers& transfers, Clock::time_point end) {
  const auto left = std::chrono::ceil<milliseconds>(end - Clock::now());
  const std::string url = request.url;
  transfers.start(std::move(request));
  std::vector<Exchange> ended = transfers.wait(std::max(left, milliseconds(0)));
  if (!ended.empty()) return std::move(ended.front());
  Exchange late{.url = url};
  late.fault = FetchError{FetchFault::unreachable, 0, {url, "no answer in time"}};
  return late;
}

}  // namespace

Result<Response, FetchError> fetch(const std::string& url, const FetchOptions& options) {
  const auto failure = [&url](FetchFault fault, std::string what, int status = 0) {
    return FetchError{fault, status, {url, std::move(what)}};
  };
  const Clock::time_point end = Clock::now() + options.deadline;
  Transfers transfers(options);
  std::string asked = url;
  for (long hop = 0; hop <= kMaxRedirects; ++hop) {
    Exchange answer = answer_to({.url = asked, .max_bytes = options.max_bytes}, transfers, end);
    if (answer.fault) return failure(answer.fault->fault, std::move(answer.fault->error.what));
    const std::string_view location = redirect_of(answer);
    if (location.empty() && (answer.status < 200 || answer.status > 299))
      return failure(FetchFault::status, "HTTP " + std::to_string(answer.status), answer.status);
    if (location.empty()) {
      return Response{std::move(answer.url), answer.status, std::string(answer.fields.value("Content-Type")),
                      std::move(answer.bytes)};
    }
    const auto next = absolute_url(answer.url, location);
    if (!next) return failure(FetchFault::refused, "redirects to what is no web URL");
    asked = *next;
  }
  return failure(FetchFault::bound, "redirects more than ten times");
}

}  // namespace cleancopy
