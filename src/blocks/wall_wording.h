// What pages say that are no article: error pages in their title, bot checks,
// consent walls and paywalls in their text. Phrases are evidence only on short
// pages: stories are written about cookies and about error 404.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cleancopy {

/// Does the title say that the page was not found, or is forbidden or out of order?
/// All of it must, but for a site's name: "404 | Gazette", "Seite nicht gefunden – Die
/// Post"; not "The day that 'page not found' was printed". About 25 languages.
bool is_error_title(std::string_view title);

/// Does the folded, lower-case text say so to its reader ("the page you are looking for …")?
bool says_not_found(std::string_view text);

/// Does the title or text of a folded, lower-case page ask for proof of a human?
bool is_bot_title(std::string_view title);
bool asks_for_human(std::string_view text);

/// How often the text says to its reader what a consent wall says ("we and our partners",
/// "your consent"); and is it what its button says ("accept all")?
std::size_t count_consent(std::string_view text);
bool is_accept_button(std::string_view text);

/// Does the text ask its reader to log in or to subscribe to read on?
bool asks_for_login(std::string_view text);

}  // namespace cleancopy
