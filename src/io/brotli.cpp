#include <brotli/decode.h>

#include "io/decompress.h"

namespace cleancopy {
namespace {

struct Free {
  void operator()(BrotliDecoderState* state) const { ::BrotliDecoderDestroyInstance(state); }
};

class Brotli final : public Decompressor {
 public:
  Brotli() { begin(); }

  void begin() override { state_.reset(::BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)); }

  Step step(std::string_view in, std::span<char> out) override {
    if (!state_) return {0, 0, Flow::broken};
    std::size_t left_in = in.size(), left_out = out.size();
    auto* next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    auto* next_out = reinterpret_cast<std::uint8_t*>(out.data());
    const auto result =
        ::BrotliDecoderDecompressStream(state_.get(), &left_in, &next_in, &left_out, &next_out, nullptr);
    const Flow flow = result == BROTLI_DECODER_RESULT_SUCCESS ? Flow::done
                      : result == BROTLI_DECODER_RESULT_ERROR ? Flow::broken
                                                              : Flow::more;
    return {in.size() - left_in, out.size() - left_out, flow};
  }

 private:
  std::unique_ptr<BrotliDecoderState, Free> state_;
};

}  // namespace

std::unique_ptr<Decompressor> make_brotli_decompressor() { return std::make_unique<Brotli>(); }

}  // namespace cleancopy
