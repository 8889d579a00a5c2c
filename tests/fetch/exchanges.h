// Exchanges with a server on this machine, waited for.
#pragma once

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fetch/transfers.h"
#include "loopback.h"

namespace cleancopy::test {

inline std::string response(std::string_view status, std::string_view fields, std::string_view body) {
  return "HTTP/1.1 " + std::string(status) + "\r\n" + std::string(fields) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

inline Loopback::Answer always(std::string bytes) {
  return [bytes = std::move(bytes)](int connection, std::string_view) { send_all(connection, bytes); };
}

inline FetchOptions anywhere() {
  FetchOptions options;
  options.may_connect = is_any;
  return options;
}

inline std::vector<Exchange> wait_for_all(Transfers& transfers) {
  std::vector<Exchange> all;
  while (transfers.running() > 0) {
    for (Exchange& exchange : transfers.wait(std::chrono::seconds(20))) all.push_back(std::move(exchange));
  }
  return all;
}

inline Exchange answer_to(Request request, const FetchOptions& options) {
  Transfers transfers(options);
  transfers.start(std::move(request));
  std::vector<Exchange> all = wait_for_all(transfers);
  REQUIRE(all.size() == 1);
  return std::move(all.front());
}

inline Exchange answer_from(const Loopback& server, const FetchOptions& options = anywhere()) {
  return answer_to({.url = server.url("127.0.0.1")}, options);
}

inline FetchFault fault_of(const Exchange& exchange) {
  REQUIRE(exchange.fault);
  CHECK(exchange.status == 0);
  CHECK(exchange.head.empty());
  CHECK(exchange.fields.empty());
  CHECK(exchange.bytes.empty());
  return exchange.fault->fault;
}

}  // namespace cleancopy::test
