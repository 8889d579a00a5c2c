// libcurl's handles and texts, each of which ends itself. The door of libcurl: what
// speaks to it (web_url, hop, transfers) includes this.
#pragma once

#include <curl/curl.h>

#include <memory>

namespace cleancopy {

struct EasyEnd {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using EasyHandle = std::unique_ptr<CURL, EasyEnd>;

struct MultiEnd {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
using MultiHandle = std::unique_ptr<CURLM, MultiEnd>;

struct HeaderLinesEnd {
  void operator()(curl_slist* lines) const { curl_slist_free_all(lines); }
};
using HeaderLines = std::unique_ptr<curl_slist, HeaderLinesEnd>;

struct UrlEnd {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using UrlHandle = std::unique_ptr<CURLU, UrlEnd>;

struct CurlTextEnd {
  void operator()(char* text) const { curl_free(text); }
};
using CurlText = std::unique_ptr<char, CurlTextEnd>;

}  // namespace cleancopy
