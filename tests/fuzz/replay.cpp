// Runs a fuzz target without a fuzzer: on every file below a folder, and on each with
// a number of accidents that are the same in every run.
//
//     fuzz_warc CORPUS [ACCIDENTS]
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "../text/random.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string hurt(std::string bytes, cleancopy::Random& random) {
  const std::size_t at = random.below(bytes.size() + 1);
  switch (random.below(4)) {
    case 0: return bytes.substr(0, at);
    case 1: return bytes.insert(at, random.bytes(20));
    case 2: return bytes.erase(at, random.below(20));
    default: break;
  }
  if (at < bytes.size()) bytes[at] = static_cast<char>(random.below(256));
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 64;
  const int accidents = argc > 2 ? std::stoi(argv[2]) : 0;
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[1])) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    run(bytes);
    cleancopy::Random random(bytes.size());
    for (int n = 0; n < accidents; ++n) {
      std::string broken = hurt(bytes, random);
      if (n % 3 == 0) broken = hurt(broken, random);
      run(broken);
    }
    ++files;
  }
  std::cout << files << " files\n";
  return files > 0 ? 0 : 1;
}
