#include "fetch/hop.h"

#include <sys/socket.h>

#include <algorithm>
#include <utility>

namespace cleancopy {
namespace {

HeaderLines with_line(HeaderLines lines, std::string_view name, const std::string& value) {
  const bool fits = !value.empty() && value.size() <= kMaxValidator &&
                    std::none_of(value.begin(), value.end(), [](char c) {
                      return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
                    });
  if (!fits) return lines;
  const std::string line = std::string(name) + ": " + value;
  curl_slist* longer = curl_slist_append(lines.get(), line.c_str());
  if (longer == nullptr) return lines;
  static_cast<void>(lines.release());
  return HeaderLines(longer);
}

}  // namespace

Exchange fault_of(const Request& request, FetchFault fault, std::string what) {
  Exchange exchange;
  exchange.ticket = request.ticket;
  exchange.url = request.url;
  exchange.fault = FetchError{fault, 0, {request.url, std::move(what)}};
  return exchange;
}

Hop::Hop(Request request, std::string url, const FetchOptions& options)
    : request_(std::move(request)), may_connect_(options.may_connect), easy_(curl_easy_init()) {
  exchange_.ticket = request_.ticket;
  exchange_.url = std::move(url);
  if (!easy_) return;
  set_up(options);
  bound(options);
  set_conditions();
  listen();
}

// Only what libcurl would do otherwise by itself: it takes files and mail for web pages, and reads proxies
// from the environment. It follows no redirect, keeps no cookie and reads no .netrc unless it is told to, and
// speaks HTTP/2 where TLS finds it.
void Hop::set_up(const FetchOptions& options) {
  CURL* const easy = easy_.get();
  curl_easy_setopt(easy, CURLOPT_URL, exchange_.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(easy, CURLOPT_USERAGENT, user_agent(options.contact).c_str());
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  if (options.ca_bundle.empty()) return;
  curl_easy_setopt(easy, CURLOPT_CAINFO, options.ca_bundle.c_str());
  curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
}

void Hop::bound(const FetchOptions& options) {
  CURL* const easy = easy_.get();
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options.deadline.count()));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_deadline.count()));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, kLowSpeed);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.patience.count()));
  // Told by its length, what is too large ends with its head; on_body() sees to the rest.
  curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request_.max_bytes));
  // A name that nobody answers for would otherwise hold up all exchanges past its own deadline: libcurl
  // waits for the resolver's thread. Left alone, that thread ends by itself.
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
}

void Hop::set_conditions() {
  conditions_ = with_line(std::move(conditions_), "If-None-Match", request_.validators.etag);
  conditions_ = with_line(std::move(conditions_), "If-Modified-Since", request_.validators.last_modified);
  curl_easy_setopt(easy_.get(), CURLOPT_HTTPHEADER, conditions_.get());
}

void Hop::listen() {
  CURL* const easy = easy_.get();
  curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &Hop::on_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Hop::on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Hop::on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, words_.data());
}

// Gets the body decompressed: a bound on what the socket brings would let a bomb pass.
std::size_t Hop::on_body(char* piece, std::size_t one, std::size_t count, void* hop) {
  Hop& self = *static_cast<Hop*>(hop);
  self.too_large_ = count * one > self.request_.max_bytes - self.exchange_.bytes.size();
  if (self.too_large_) return 0;
  self.exchange_.bytes.append(piece, count * one);
  return count * one;
}

std::size_t Hop::on_header(char* line, std::size_t one, std::size_t count, void* hop) {
  Hop& self = *static_cast<Hop*>(hop);
  self.header_bytes_ += count * one;
  self.too_large_ = self.header_bytes_ > kMaxHeaderBytes;
  if (self.too_large_) return 0;
  self.add_head_line({line, count * one});
  return count * one;
}

// Every line comes here: those of 1xx responses before the head, and of trailers behind it.
void Hop::add_head_line(std::string_view line) {
  if (head_ended_) return;
  exchange_.head += line;
  if (line != "\r\n" && line != "\n") return;
  long status = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  exchange_.status = static_cast<int>(status);
  head_ended_ = status >= 200;
  if (!head_ended_) exchange_.head.clear();
}

curl_socket_t Hop::on_socket(void* hop, curlsocktype, curl_sockaddr* address) {
  Hop& self = *static_cast<Hop*>(hop);
  if (!self.may_connect_(&address->addr, address->addrlen)) {
    ++self.refused_;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

FetchError Hop::failure(CURLcode code) const {
  const auto told = [this](FetchFault fault, std::string what) {
    return FetchError{fault, 0, {request_.url, std::move(what)}};
  };
  // The last is libcurl's word for a line of the header that is longer than it takes.
  if (too_large_ || code == CURLE_FILESIZE_EXCEEDED || code == CURLE_OUT_OF_MEMORY)
    return told(FetchFault::bound, "larger than a page may be");
  if (code == CURLE_COULDNT_CONNECT && refused_ > 0)
    return told(FetchFault::refused, "its address is not one of the public internet");
  return told(FetchFault::unreachable, words_[0] != '\0' ? words_.data() : curl_easy_strerror(code));
}

Exchange Hop::end(CURLcode code) {
  if (code != CURLE_OK || !head_ended_) {
    Exchange failed{.ticket = exchange_.ticket, .url = std::move(exchange_.url)};
    failed.fault = code == CURLE_OK ? failure(CURLE_GOT_NOTHING) : failure(code);
    return failed;
  }
  const std::string_view head = exchange_.head;
  exchange_.fields = HeaderFields::parse(head.substr(head.find('\n') + 1));
  return std::move(exchange_);
}

}  // namespace cleancopy
