#include "fetch/address.h"

#include <netinet/in.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace cleancopy {
namespace {

// Addresses that begin with the first `bits` of `network`. Of an IPv6 address its
// first 32 bits are looked at: no block below is told by more.
struct Block {
  std::uint32_t network;
  unsigned bits;
};

// iana.org/assignments/iana-ipv4-special-registry, and multicast.
constexpr Block kSpecial4[] = {
    {0x00000000, 8},   // "this network", 0.0.0.0 among it: Linux connects it to itself
    {0x0A000000, 8},   // private
    {0x64400000, 10},  // a carrier's own, behind its NAT
    {0x7F000000, 8},   // loopback
    {0xA9FE0000, 16},  // link-local; clouds keep their keys at 169.254.169.254
    {0xAC100000, 12},  // private
    {0xC0000000, 24},  // protocol assignments
    {0xC0000200, 24},  // documentation
    {0xC0586300, 24},  // relays of 6to4
    {0xC0A80000, 16},  // private
    {0xC6120000, 15},  // benchmarks
    {0xC6336400, 24},  // documentation
    {0xCB007100, 24},  // documentation
    {0xE0000000, 4},   // multicast
    {0xF0000000, 4},   // reserved, and broadcast
};

// Global unicast is 2000::/3 (RFC 4291): loopback, link-local, unique local, multicast, IPv4 mapped and
// compatible, and NAT64 are all outside. These parts of it are special.
constexpr Block kUnicast6 = {0x20000000, 3};
constexpr Block kSpecial6[] = {
    {0x20010000, 23},  // protocol assignments: Teredo, benchmarks, ORCHID
    {0x20010DB8, 32},  // documentation
    {0x20020000, 16},  // 6to4
    {0x3FFF0000, 20},  // documentation
};

bool holds(const Block& block, std::uint32_t address) {
  return (address ^ block.network) >> (32 - block.bits) == 0;
}

template <std::size_t kCount>
bool in_one_of(const Block (&blocks)[kCount], std::uint32_t address) {
  return std::any_of(std::begin(blocks), std::end(blocks),
                     [address](const Block& block) { return holds(block, address); });
}

// The four bytes from `offset` on, which stand in network order.
std::uint32_t word_at(const sockaddr* address, std::size_t offset) {
  std::uint32_t word = 0;
  std::memcpy(&word, reinterpret_cast<const unsigned char*>(address) + offset, sizeof word);
  return ntohl(word);
}

}  // namespace

bool is_public(const sockaddr* address, std::size_t length) {
  if (length < sizeof(sockaddr)) return false;
  if (address->sa_family == AF_INET && length >= sizeof(sockaddr_in))
    return !in_one_of(kSpecial4, word_at(address, offsetof(sockaddr_in, sin_addr)));
  if (address->sa_family != AF_INET6 || length < sizeof(sockaddr_in6)) return false;
  const std::uint32_t network = word_at(address, offsetof(sockaddr_in6, sin6_addr));
  return holds(kUnicast6, network) && !in_one_of(kSpecial6, network);
}

bool is_any(const sockaddr*, std::size_t) { return true; }

}  // namespace cleancopy
