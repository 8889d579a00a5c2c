// Names and their addresses, for one test. In the test program no other name but
// "localhost" has an address: a test that asks for one sends nothing to the network.
#pragma once

#include <string>
#include <vector>

namespace cleancopy::test {

/// While it lives, `name` has these addresses in this order, or, with none, is never answered for.
class Name {
 public:
  Name(std::string name, std::vector<std::string> addresses);
  ~Name();
  Name(const Name&) = delete;
  Name& operator=(const Name&) = delete;

 private:
  std::string name_;
};

}  // namespace cleancopy::test
