// Which addresses are the open internet's, judged as numbers.
//
// Names and spellings ("localhost", "2130706433", "0x7f.1") are no matter
// here: the check is made on what a socket is about to connect to, so a name
// that resolves to somebody's own network is caught like the network itself.
#pragma once

#include <sys/socket.h>

#include <cstddef>

namespace cleancopy {

/// Says whether a socket may connect to the address, of `length` bytes.
using AddressTest = bool (*)(const sockaddr* address, std::size_t length);

/// Is this an address that anybody on the internet could reach? True for IPv4
/// and IPv6 unicast, but for the blocks that IANA's special-purpose registries
/// (RFC 6890) set aside for one host, one network, one experiment or a book, and
/// for IPv6 that carries an IPv4 address inside (mapped, NAT64, 6to4, Teredo).
/// False for every other family, and for an address that is cut short.
bool is_public(const sockaddr* address, std::size_t length);

/// True for every address: who asks for it reaches this machine and its networks.
bool is_any(const sockaddr* address, std::size_t length);

}  // namespace cleancopy
