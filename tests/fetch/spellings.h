// Addresses that nobody's page may make this program connect to, in the spellings
// in which they are tried.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstddef>

namespace cleancopy::test {

/// Each reaches this machine, where it is let.
inline constexpr const char* kThisMachine[] = {
    "127.0.0.1", "127.1", "127.0.1", "127.0.0.2", "127.255.255.254", "0", "0.0.0.0", "0x0", "00",
    "0.0", "2130706433", "2130706434", "017700000001", "0x7f.1", "0x7F.1", "0x7f000001", "0X7F000001",
    "0x7F.0.0.1", "0x7f.0x0.0x0.0x1", "0177.1", "0177.0.0.01", "0177.0x0.0.1", "127.0x1", "127.000.000.001",
    "000000177.1", "localhost", "LOCALHOST", "LocalHost", "%31%32%37.0.0.1", "127%2e0.0.1",
    "%6c%6f%63%61%6c%68%6f%73%74",
    "127\xE3\x80\x82\x30.0.1",                            // an ideographic full stop
    "127\xEF\xBC\x8E\x30.0.1",                            // a full-width one
    "\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1",          // full-width digits
    "\xE2\x91\xA0\xE2\x91\xA1\xE2\x91\xA6.0.0.1",          // circled digits
    "\xF0\x9D\x9F\x8F\xF0\x9D\x9F\x90\xF0\x9D\x9F\x95.1",  // mathematical bold digits
    "local\xC2\xADhost",                                  // a soft hyphen
    "\xE2\x93\x81ocalhost",                              // a circled letter
};

/// Names to libcurl, because of the dot at their end, and to some resolver perhaps an address.
inline constexpr const char* kDotted[] = {"127.0.0.1.", "127.1.", "127.0.0.1\xE3\x80\x82", "localhost."};

/// No way to this machine, or none on every machine: only that nothing is tried can be seen.
inline constexpr const char* kElsewhere[] = {
    "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::ffff:127.0.0.1]", "[::FFFF:7f00:1]",
    "[::ffff:0.0.0.0]", "[::ffff:169.254.169.254]", "[::127.0.0.1]", "[::7f00:1]", "[64:ff9b::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[64:ff9b:1::127.0.0.1]", "[2002:7f00:1::]", "[2002:7f00:1::1]",
    "[2002:a9fe:a9fe::1]", "[2001:0:7f00:1::1]", "[fe80::1]", "[fe80::1%25lo]", "[fc00::1]",
    "[fd12:3456::1]", "[fec0::1]", "[ff02::1]", "[100::1]", "10.0.0.1", "0x0a.1", "167772161", "172.16.0.1",
    "172.31.255.254", "192.168.0.1", "0xc0a80001", "169.254.169.254", "169.254.43518", "2852039166",
    "0xa9.0xfe.0xa9.0xfe", "100.64.0.1", "100.100.100.200", "192.0.0.8", "192.0.2.1", "198.18.0.1",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
};

/// This one address, so that a test can have something that is allowed.
inline bool is_127_0_0_1(const sockaddr* address, std::size_t) {
  return address->sa_family == AF_INET &&
         reinterpret_cast<const sockaddr_in*>(address)->sin_addr.s_addr == htonl(INADDR_LOOPBACK);
}

}  // namespace cleancopy::test
