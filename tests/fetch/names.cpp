#include "names.h"

#include <dlfcn.h>
#include <netdb.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

namespace cleancopy::test {
namespace {

using Addresses = std::vector<std::string>;

std::mutex lock;
std::condition_variable changed;
std::map<std::string, Addresses> names;

// Waits while the name is one that nobody answers for.
std::optional<Addresses> addresses_of(const std::string& name) {
  std::unique_lock held(lock);
  std::optional<Addresses> found;
  changed.wait(held, [&] {
    const auto entry = names.find(name);
    found = entry == names.end() ? std::nullopt : std::optional(entry->second);
    return !found || !found->empty();
  });
  return found;
}

using Lookup = int(const char*, const char*, const addrinfo*, addrinfo**);

Lookup* real_lookup() {
  static Lookup* const real = reinterpret_cast<Lookup*>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  return real;
}

bool is_localhost(std::string_view name) { return name == "localhost" || name == "localhost."; }

}  // namespace

Name::Name(std::string name, Addresses addresses) : name_(std::move(name)) {
  const std::lock_guard held(lock);
  names.emplace(name_, std::move(addresses));
}

Name::~Name() {
  const std::lock_guard held(lock);
  names.erase(name_);
  changed.notify_all();
}

}  // namespace cleancopy::test

// Stands before the C library's in this program, and in libcurl where it is linked to it.
extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** found) {
  using namespace cleancopy::test;
  const auto addresses = name == nullptr ? std::nullopt : addresses_of(name);
  addrinfo wanted = hints == nullptr ? addrinfo{} : *hints;
  if (!addresses) {
    if (name != nullptr && !is_localhost(name)) wanted.ai_flags |= AI_NUMERICHOST;
    return real_lookup()(name, service, &wanted, found);
  }
  wanted.ai_flags |= AI_NUMERICHOST;
  addrinfo** end = found;
  for (const std::string& address : *addresses) {
    if (const int slip = real_lookup()(address.c_str(), service, &wanted, end)) return slip;
    while (*end != nullptr) end = &(*end)->ai_next;
  }
  return 0;
}
