#include "fetch/http.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <memory>
#include <optional>
#include <utility>

namespace cleancopy {
namespace {

struct EasyEnd {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, EasyEnd>;

struct UrlEnd {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

struct TextEnd {
  void operator()(char* text) const { curl_free(text); }
};

// What the callbacks of one fetch share.
struct Transfer {
  const FetchOptions& options;
  std::string bytes = {};
  std::size_t header_bytes = 0;
  std::size_t refused = 0;  // addresses
  bool too_large = false;
  std::array<char, CURL_ERROR_SIZE> words = {};
};

std::size_t on_body(char* piece, std::size_t one, std::size_t count, void* user) {
  Transfer& transfer = *static_cast<Transfer*>(user);
  transfer.too_large = count * one > transfer.options.max_bytes - transfer.bytes.size();
  if (transfer.too_large) return 0;
  transfer.bytes.append(piece, count * one);
  return count * one;
}

std::size_t on_header(char*, std::size_t one, std::size_t count, void* user) {
  Transfer& transfer = *static_cast<Transfer*>(user);
  transfer.header_bytes += count * one;
  transfer.too_large = transfer.header_bytes > kMaxHeaderBytes;
  return transfer.too_large ? 0 : count * one;
}

curl_socket_t on_socket(void* user, curlsocktype, curl_sockaddr* address) {
  Transfer& transfer = *static_cast<Transfer*>(user);
  if (!transfer.options.may_connect(&address->addr, address->addrlen)) {
    ++transfer.refused;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

FetchError failure(FetchFault fault, const std::string& url, std::string what) {
  return {fault, 0, {url, std::move(what)}};
}

// The URL as libcurl will read it: numeric hosts in their usual spelling, bytes past ASCII encoded.
Result<std::string, FetchError> checked_url(const std::string& url) {
  const std::unique_ptr<CURLU, UrlEnd> parsed(curl_url());
  const auto no_url = [&url](std::string what) { return failure(FetchFault::address, url, std::move(what)); };
  if (!parsed || url.find('\0') != std::string::npos) return no_url("not a URL");
  const CURLUcode slip =
      curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_URLENCODE | CURLU_DISALLOW_USER);
  if (slip == CURLUE_UNSUPPORTED_SCHEME) return no_url("only http and https are fetched");
  if (slip == CURLUE_USER_NOT_ALLOWED) return no_url("a URL with a user name is not fetched");
  if (slip != CURLUE_OK) return no_url("not a URL");
  char* part = nullptr;
  curl_url_get(parsed.get(), CURLUPART_SCHEME, &part, 0);
  const std::unique_ptr<char, TextEnd> scheme(part);
  if (!scheme || (std::string_view(part) != "http" && std::string_view(part) != "https"))
    return no_url("only http and https are fetched");
  part = nullptr;
  curl_url_get(parsed.get(), CURLUPART_URL, &part, 0);
  const std::unique_ptr<char, TextEnd> whole(part);
  if (!whole) return no_url("not a URL");
  return std::string(part);
}

// Only what libcurl would do otherwise by itself: its defaults follow no redirect, know no deadline, take
// files and mail for web pages, and read proxies from the environment.
void set_up(CURL* easy, const std::string& url, Transfer& transfer) {
  const FetchOptions& options = transfer.options;
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(easy, CURLOPT_MAXREDIRS, kMaxRedirects);
  curl_easy_setopt(easy, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(easy, CURLOPT_USERAGENT, user_agent(options.contact).c_str());
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options.deadline.count()));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_deadline.count()));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, kLowSpeed);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.patience.count()));
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer.words.data());
}

std::string read_text(CURL* easy, CURLINFO which) {
  const char* text = nullptr;
  curl_easy_getinfo(easy, which, &text);
  return text == nullptr ? std::string() : std::string(text);
}

int read_status(CURL* easy) {
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  return static_cast<int>(status);
}

FetchError failure_of(CURLcode code, const std::string& url, const Transfer& transfer) {
  if (transfer.too_large) return failure(FetchFault::bound, url, "larger than a page may be");
  switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
      return failure(FetchFault::refused, url, "redirects to what is neither http nor https");
    case CURLE_LOGIN_DENIED: return failure(FetchFault::refused, url, "redirects to a URL with a user name");
    case CURLE_TOO_MANY_REDIRECTS: return failure(FetchFault::bound, url, "redirects more than ten times");
    case CURLE_COULDNT_CONNECT:
      if (transfer.refused > 0)
        return failure(FetchFault::refused, url, "its address is not one of the public internet");
      break;
    default: break;
  }
  const char* words = transfer.words[0] != '\0' ? transfer.words.data() : curl_easy_strerror(code);
  return failure(FetchFault::unreachable, url, words);
}

}  // namespace

Result<Response, FetchError> fetch(const std::string& url, const FetchOptions& options) {
  assert(options.contact.empty() || is_contact(options.contact));
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  const auto checked = checked_url(url);
  if (!checked) return checked.error();
  const Easy easy(started == CURLE_OK ? curl_easy_init() : nullptr);
  if (!easy) return failure(FetchFault::unreachable, url, "libcurl cannot start");
  Transfer transfer{.options = options};
  set_up(easy.get(), checked.value(), transfer);
  const CURLcode code = curl_easy_perform(easy.get());
  const int status = read_status(easy.get());
  const bool answered = code == CURLE_OK || code == CURLE_HTTP_RETURNED_ERROR;
  if (answered && (status < 200 || status > 299))
    return FetchError{FetchFault::status, status, {url, "HTTP " + std::to_string(status)}};
  if (code != CURLE_OK) return failure_of(code, url, transfer);
  return Response{read_text(easy.get(), CURLINFO_EFFECTIVE_URL), status,
                  read_text(easy.get(), CURLINFO_CONTENT_TYPE), std::move(transfer.bytes)};
}

}  // namespace cleancopy
