// The scheduled job as its config states it: which sources are followed, where what
// they give is kept, and what may be asked of their servers.
//
// app/job_file.h reads it; every path in it stands already below the config's folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "io/render.h"
#include "markup/selector.h"

namespace cleancopy {

/// A feed, sitemap or list of URLs, told by its content; or, with `links`, an index page.
struct JobSource {
  std::string url;                        ///< http or https, as libcurl reads it
  std::int64_t every = 3600;              ///< seconds between two looks
  std::string links_text;                 ///< the selector as it was typed; empty: no index page
  std::shared_ptr<const Selector> links;  ///< which elements of the page link to articles
};

struct JobLimits {
  std::int64_t delay = 5;                          ///< seconds from an answer to the host's next request
  std::size_t per_host = 200;                      ///< pages of a host in a run
  std::size_t per_run = 5000;                      ///< pages in a run
  std::size_t page_bytes = std::size_t{16} << 20;  ///< of an answer, decompressed
  std::int64_t seconds = 1800;                     ///< after which a run takes no more
  std::int64_t keep_days = 90;                     ///< pages no source has named for so long are forgotten
};

struct Job {
  std::string contact;             ///< is_contact(): whom a site's owner may ask
  std::string raw = "raw";         ///< folder of pages as received
  std::string clean = "clean";     ///< folder of articles
  std::string state = "state.sqlite";
  std::vector<std::string> rules;  ///< empty: the default folder
  OutputForm form = OutputForm::text;
  JobLimits limits;
  std::vector<JobSource> sources;
};

}  // namespace cleancopy
