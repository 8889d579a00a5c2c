// A web for one test: what each URL answers, on a clock that stands still but for waiting.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fetch/web.h"
#include "fetch/web_url.h"

namespace cleancopy::test {

/// What a server says. With an ETag, conditional requests get their 304.
struct Reply {
  int status = 200;
  std::string body = {};
  std::string type = "text/html";
  std::string header = {};  ///< lines "Name: value\r\n"
  std::string etag = {};
  std::optional<FetchFault> fault = {};
};

inline Reply redirect_to(const std::string& url, int status = 302) {
  return {status, "", "text/html", "Location: " + url + "\r\n"};
}

inline Reply down() { return {.fault = FetchFault::unreachable}; }

class FakeWeb final : public Web {
 public:
  using Milliseconds = std::chrono::milliseconds;
  static constexpr Milliseconds kTakes{100};  // an exchange

  struct Visit {
    std::string url;
    Milliseconds began, ended;
  };

  void start(Request request) override {
    under_way_.push_back(std::move(request));
    began_.push_back(now_);
  }

  std::vector<Exchange> wait(Milliseconds most) override {
    if (under_way_.empty() || began_.front() + kTakes > now_ + most) {
      now_ += most;
      return {};
    }
    now_ = std::max(now_, began_.front() + kTakes);
    const Request request = std::move(under_way_.front());
    visits.push_back({request.url, began_.front(), now_});
    under_way_.erase(under_way_.begin());
    began_.erase(began_.begin());
    if (after_visit) after_visit();
    return {answer(request)};
  }

  Milliseconds now() const override { return now_; }

  /// What is under way goes unanswered.
  void hang_up() {
    under_way_.clear();
    began_.clear();
  }

  void pass(std::chrono::seconds seconds) { now_ += seconds; }

  /// What was asked for since the last call, in order.
  std::vector<std::string> asked() {
    std::vector<std::string> urls;
    for (const Visit& visit : std::exchange(visits, {})) urls.push_back(visit.url);
    return urls;
  }

  std::map<std::string, Reply> replies;  ///< by URL; others are 404
  std::vector<Visit> visits;
  std::function<void()> after_visit;

 private:
  Exchange answer(const Request& request) const {
    Exchange exchange;
    exchange.ticket = request.ticket;
    exchange.url = request.url;
    const auto found = replies.find(request.url);
    const Reply reply = found == replies.end() ? Reply{404} : found->second;
    if (reply.fault) {
      exchange.fault = FetchError{*reply.fault, 0, {request.url, "no answer"}};
      return exchange;
    }
    const bool is_known = !reply.etag.empty() && request.validators.etag == reply.etag;
    exchange.status = is_known ? 304 : reply.status;
    std::string lines = reply.header;
    if (!reply.type.empty()) lines += "Content-Type: " + reply.type + "\r\n";
    if (!reply.etag.empty()) lines += "ETag: " + reply.etag + "\r\n";
    exchange.head = "HTTP/1.1 " + std::to_string(exchange.status) + " X\r\n" + lines + "\r\n";
    exchange.fields = HeaderFields::parse(lines + "\r\n");
    if (!is_known) exchange.bytes = reply.body;
    return exchange;
  }

  std::vector<Request> under_way_;
  std::vector<Milliseconds> began_;
  Milliseconds now_{1'800'000'000'000};  // 2027-01-15T08:00:00Z
};

}  // namespace cleancopy::test
