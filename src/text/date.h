// Dates as pages write them → ISO 8601. For metadata; nothing here knows the clock.
#pragma once

#include <string>
#include <string_view>

namespace cleancopy {

/// "2024-05-03", or with a time of day "2024-05-03T10:39:00", or with a zone
/// too "2024-05-03T10:39:00+02:00" (UTC is "Z").
///
/// Reads ISO 8601 in its basic and extended forms, RFC 5322 dates, and English
/// dates of day, month name and year in either order with an optional time and
/// zone ("Monday 22 December 2014 10:39 EST"), anywhere in the first 256 bytes of
/// `text`. Empty when there is no such date or it does not exist (30 February,
/// year 3024); without the time of day or the zone when those do not.
std::string iso_date(std::string_view text);

/// Is the ISO date `date` later than the day after `day` (ISO too)? The day
/// between is for zones. False when either is no date.
bool is_after(std::string_view date, std::string_view day);

}  // namespace cleancopy
