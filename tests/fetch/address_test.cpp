#include "fetch/address.h"

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstring>
#include <string>

using namespace cleancopy;

namespace {

struct Socket {
  sockaddr_storage storage{};
  std::size_t length = 0;

  const sockaddr* address() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

Socket socket_of(const std::string& text) {
  Socket made;
  sockaddr_in four{};
  sockaddr_in6 six{};
  if (inet_pton(AF_INET, text.c_str(), &four.sin_addr) == 1) {
    four.sin_family = AF_INET;
    made.length = sizeof four;
    std::memcpy(&made.storage, &four, sizeof four);
  } else if (inet_pton(AF_INET6, text.c_str(), &six.sin6_addr) == 1) {
    six.sin6_family = AF_INET6;
    made.length = sizeof six;
    std::memcpy(&made.storage, &six, sizeof six);
  }
  return made;
}

}  // namespace

TEST_CASE("address: what one host, one network, an experiment or a book has is not public") {
  const char* const text = GENERATE(values<const char*>({
      "0.0.0.0", "0.0.0.1", "0.255.255.255",
      "10.0.0.0", "10.1.2.3", "10.255.255.255",
      "100.64.0.0", "100.100.100.200", "100.127.255.255",
      "127.0.0.0", "127.0.0.1", "127.1.2.3", "127.255.255.255",
      "169.254.0.0", "169.254.169.254", "169.254.255.255",
      "172.16.0.0", "172.17.0.1", "172.31.255.255",
      "192.0.0.0", "192.0.0.170", "192.0.0.255",
      "192.0.2.0", "192.0.2.255", "192.88.99.1",
      "192.168.0.0", "192.168.1.1", "192.168.255.255",
      "198.18.0.0", "198.19.255.255", "198.51.100.7", "203.0.113.7",
      "224.0.0.0", "224.0.0.251", "239.255.255.255",
      "240.0.0.0", "255.255.255.254", "255.255.255.255",
      "::", "::1", "::7f00:1", "::127.0.0.1", "::8.8.8.8",
      "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1",
      "64:ff9b::7f00:1", "64:ff9b::8.8.8.8", "64:ff9b:1::a00:1",
      "100::1", "1fff:ffff::1", "4000::1", "5f00::1",
      "2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:20::1", "2001:1ff:ffff::1",
      "2001:db8::1", "2001:db8:ffff:ffff::1",
      "2002::1", "2002:7f00:1::1", "2002:a00:1::", "2002:ffff:ffff::1",
      "3fff::1", "3fff:fff:ffff::1",
      "fc00::1", "fd00::1", "fd12:3456:789a::1", "fdff:ffff::1",
      "fe80::1", "febf::1", "fec0::1", "ff02::1", "ff0e::1", "ffff::1",
  }));
  CAPTURE(text);
  const Socket socket = socket_of(text);
  REQUIRE(socket.length > 0);
  CHECK_FALSE(is_public(socket.address(), socket.length));
  CHECK(is_any(socket.address(), socket.length));
}

TEST_CASE("address: what stands beside the special blocks is public") {
  const char* const text = GENERATE(values<const char*>({
      "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
      "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0",
      "192.0.3.0", "192.88.98.255", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
      "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255", "8.8.8.8",
      "2000::1", "2001:200::1", "2001:4860:4860::8888", "2001:db7:ffff::1", "2001:db9::1", "2003::1",
      "2606:4700::6810:1", "2a02:26f0::1", "3ffe:ffff::1", "3fff:1000::1",
  }));
  CAPTURE(text);
  const Socket socket = socket_of(text);
  REQUIRE(socket.length > 0);
  CHECK(is_public(socket.address(), socket.length));
}

TEST_CASE("address: an address that is cut short, or of another family, is not public") {
  const Socket four = socket_of("8.8.8.8");
  const Socket six = socket_of("2a02:26f0::1");
  CHECK_FALSE(is_public(four.address(), 0));
  CHECK_FALSE(is_public(four.address(), four.length - 1));
  CHECK_FALSE(is_public(six.address(), sizeof(sockaddr_in)));
  CHECK_FALSE(is_public(six.address(), six.length - 1));
  Socket local;
  local.storage.ss_family = AF_UNIX;
  CHECK_FALSE(is_public(local.address(), sizeof(sockaddr_un)));
}
