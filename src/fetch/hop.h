// One exchange while it is under way: a request as libcurl is told to make it, and what
// of the answer has come. Who wants exchanges asks fetch/transfers.h.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "fetch/curl_handles.h"
#include "fetch/transfers.h"

namespace cleancopy {

class Hop {
 public:
  /// `url` as web_url() gave it for the request.
  Hop(Request request, std::string url, const FetchOptions& options);
  Hop(const Hop&) = delete;
  Hop& operator=(const Hop&) = delete;

  /// Null when there is no memory for one.
  CURL* handle() const { return easy_.get(); }

  /// What came of it. Call it once, after the handle is out of its multi handle.
  Exchange end(CURLcode code);

 private:
  static std::size_t on_body(char* piece, std::size_t one, std::size_t count, void* hop);
  static std::size_t on_header(char* line, std::size_t one, std::size_t count, void* hop);
  static curl_socket_t on_socket(void* hop, curlsocktype, curl_sockaddr* address);

  void set_up(const FetchOptions& options);
  void bound(const FetchOptions& options);
  void set_conditions();
  void listen();
  void add_head_line(std::string_view line);
  FetchError failure(CURLcode code) const;

  Request request_;
  AddressTest may_connect_;
  Exchange exchange_;
  std::size_t header_bytes_ = 0;
  std::size_t refused_ = 0;  // addresses
  bool head_ended_ = false;
  bool too_large_ = false;
  std::array<char, CURL_ERROR_SIZE> words_ = {};
  HeaderLines conditions_;
  EasyHandle easy_;  // last: it goes first, and what it points to is still there
};

/// Refuses `request` without a socket.
Exchange fault_of(const Request& request, FetchFault fault, std::string what);

}  // namespace cleancopy
