#include "fetch/transfers.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <utility>

#include "fetch/curl_handles.h"
#include "fetch/hop.h"
#include "fetch/web_url.h"

namespace cleancopy {
namespace {

constexpr std::chrono::milliseconds kLongestNap{60'000};  // between two looks at the clock

}  // namespace

// The connections are the multi handle's: hops come and go, and leave them to it.
struct Transfers::Desk {
  explicit Desk(FetchOptions how);
  ~Desk();

  void perform();
  void collect();
  Exchange take(CURL* easy, CURLcode code);
  void give_up(const char* why);

  FetchOptions options;
  MultiHandle multi;
  std::map<CURL*, std::unique_ptr<Hop>> hops;
  std::vector<Exchange> ended;
};

Transfers::Desk::Desk(FetchOptions how) : options(std::move(how)) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started == CURLE_OK) multi.reset(curl_multi_init());
  if (!multi) return;
  curl_multi_setopt(multi.get(), CURLMOPT_MAX_HOST_CONNECTIONS, kConnectionsPerHost);
  curl_multi_setopt(multi.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, kMaxConnections);
  curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, kMaxIdleConnections);
}

Transfers::Desk::~Desk() {
  for (const auto& [easy, hop] : hops) curl_multi_remove_handle(multi.get(), easy);
}

Exchange Transfers::Desk::take(CURL* easy, CURLcode code) {
  curl_multi_remove_handle(multi.get(), easy);
  const auto node = hops.extract(easy);
  return node.mapped()->end(code);
}

void Transfers::Desk::collect() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
    if (message->msg == CURLMSG_DONE) ended.push_back(take(message->easy_handle, message->data.result));
  }
}

// What libcurl cannot go on with (no memory, no files) ends with a fault each, or wait() never would.
void Transfers::Desk::give_up(const char* why) {
  for (const auto& [easy, hop] : hops) {
    curl_multi_remove_handle(multi.get(), easy);
    Exchange exchange = hop->end(CURLE_FAILED_INIT);
    exchange.fault->error.what = why;
    ended.push_back(std::move(exchange));
  }
  hops.clear();
}

void Transfers::Desk::perform() {
  int running = 0;
  const CURLMcode code = curl_multi_perform(multi.get(), &running);
  collect();
  if (code != CURLM_OK) give_up(curl_multi_strerror(code));
}

Transfers::Transfers(const FetchOptions& options) : desk_(std::make_unique<Desk>(options)) {
  assert(options.contact.empty() || is_contact(options.contact));
}

Transfers::~Transfers() = default;

void Transfers::start(Request request) {
  auto url = web_url(request.url);
  if (!url) {
    desk_->ended.push_back(fault_of(request, FetchFault::address, url.error().what));
    return;
  }
  auto hop = std::make_unique<Hop>(request, std::move(url.value()), desk_->options);
  CURL* const easy = hop->handle();
  if (easy == nullptr || curl_multi_add_handle(desk_->multi.get(), easy) != CURLM_OK) {
    desk_->ended.push_back(fault_of(request, FetchFault::unreachable, "libcurl cannot start"));
    return;
  }
  desk_->hops.emplace(easy, std::move(hop));
}

std::vector<Exchange> Transfers::wait(std::chrono::milliseconds most) {
  using std::chrono::milliseconds, std::chrono::steady_clock;
  const auto end = steady_clock::now() + most;
  if (!desk_->hops.empty()) desk_->perform();
  while (desk_->ended.empty() && !desk_->hops.empty()) {
    const auto left = std::chrono::ceil<milliseconds>(end - steady_clock::now());
    if (left <= milliseconds(0)) break;
    const auto nap = static_cast<int>(std::min(left, kLongestNap).count());
    const CURLMcode code = curl_multi_poll(desk_->multi.get(), nullptr, 0, nap, nullptr);
    if (code != CURLM_OK) desk_->give_up(curl_multi_strerror(code));
    desk_->perform();
  }
  return std::exchange(desk_->ended, {});
}

std::size_t Transfers::running() const { return desk_->hops.size() + desk_->ended.size(); }

std::string_view redirect_of(const Exchange& exchange) {
  switch (exchange.status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308: return exchange.fields.value("Location");
    default: return {};
  }
}

}  // namespace cleancopy
