// What the state keeps of a site as text: lines of fields, in no format but this program's.
// Total: of a text that somebody else wrote, what cannot be read is 0 or left out.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/history.h"

namespace cleancopy {

std::string text_of(const std::map<Series, Earlier>& earlier);
std::map<Series, Earlier> read_earlier(std::string_view text);

std::string text_of(const std::map<std::string, FileVersion, std::less<>>& files);
std::map<std::string, FileVersion, std::less<>> read_files(std::string_view text);

std::string text_of(const std::vector<std::string>& rules);
std::vector<std::string> read_rules(std::string_view text);

std::string text_of(const std::vector<SeenText>& texts);
std::vector<SeenText> read_texts(std::string_view text);

}  // namespace cleancopy
