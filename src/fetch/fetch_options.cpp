#include "fetch/fetch_options.h"

#include <algorithm>

namespace cleancopy {

std::string user_agent(std::string_view contact) {
  std::string agent = "cleancopy/" + std::string(version());
  if (!contact.empty()) agent.append(" (+").append(contact).append(")");
  return agent;
}

bool is_contact(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c > 0x20 && c < 0x7F && c != '(' && c != ')' && c != '\\';
  });
}

}  // namespace cleancopy
