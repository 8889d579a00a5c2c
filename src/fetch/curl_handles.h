// libcurl's handles and texts, each of which ends itself. The door of libcurl: what
// speaks to it (web_url, hop, transfers) includes this.
#pragma once

#include <curl/curl.h>

#include <memory>

namespace cleancopy {

template <auto End>
struct EndedBy {
  template <class Handle>
  void operator()(Handle* handle) const { End(handle); }
};

using EasyHandle = std::unique_ptr<CURL, EndedBy<curl_easy_cleanup>>;
using MultiHandle = std::unique_ptr<CURLM, EndedBy<curl_multi_cleanup>>;
using HeaderLines = std::unique_ptr<curl_slist, EndedBy<curl_slist_free_all>>;
using UrlHandle = std::unique_ptr<CURLU, EndedBy<curl_url_cleanup>>;
using CurlText = std::unique_ptr<char, EndedBy<curl_free>>;

}  // namespace cleancopy
