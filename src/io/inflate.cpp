#include <zlib.h>

#include <algorithm>
#include <limits>

#include "io/decompress.h"

namespace cleancopy {
namespace {

constexpr int kGzip = 15 + 16;  // zlib's codes for a window of 32 KiB, and what is around the data
constexpr int kZlib = 15;
constexpr int kRaw = -15;

class Inflate : public Decompressor {
 public:
  explicit Inflate(int wrapping) { ready_ = ::inflateInit2(&stream_, wrapping) == Z_OK; }
  ~Inflate() override { ::inflateEnd(&stream_); }
  Inflate(const Inflate&) = delete;
  Inflate& operator=(const Inflate&) = delete;

  void begin() override { ready_ = ::inflateReset(&stream_) == Z_OK; }

  Step step(std::string_view in, std::span<char> out) override {
    if (!ready_) return {0, 0, Flow::broken};
    constexpr std::size_t most = std::numeric_limits<uInt>::max();
    const auto room_in = static_cast<uInt>(std::min(in.size(), most));
    const auto room_out = static_cast<uInt>(std::min(out.size(), most));
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));  // zlib only reads it
    stream_.avail_in = room_in;
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = room_out;
    const int result = ::inflate(&stream_, Z_NO_FLUSH);
    const bool goes_on = result == Z_OK || result == Z_BUF_ERROR;
    const Flow flow = result == Z_STREAM_END ? Flow::done : goes_on ? Flow::more : Flow::broken;
    return {room_in - stream_.avail_in, room_out - stream_.avail_out, flow};
  }

 protected:
  void wrap_as(int wrapping) { ready_ = ::inflateReset2(&stream_, wrapping) == Z_OK; }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

// HTTP's "deflate" is zlib (RFC 9110, 8.4.1.2), but many servers send it bare.
class HttpDeflate final : public Inflate {
 public:
  HttpDeflate() : Inflate(kZlib) {}

  void begin() override {
    Inflate::begin();
    begun_ = false;
  }

  Step step(std::string_view in, std::span<char> out) override {
    if (!begun_ && in.size() >= 2) {
      const auto first = static_cast<unsigned char>(in[0]), second = static_cast<unsigned char>(in[1]);
      const bool has_header = (first & 15) == 8 && (first * 256 + second) % 31 == 0;  // RFC 1950, 2.2
      wrap_as(has_header ? kZlib : kRaw);
      begun_ = true;
    }
    return begun_ ? Inflate::step(in, out) : Step{};
  }

 private:
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<Decompressor> make_gzip_decompressor() { return std::make_unique<Inflate>(kGzip); }
std::unique_ptr<Decompressor> make_deflate_decompressor() { return std::make_unique<HttpDeflate>(); }

}  // namespace cleancopy
