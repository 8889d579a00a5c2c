#include <zstd.h>

#include "io/decompress.h"

namespace cleancopy {
namespace {

constexpr int kMaxWindowLog = 27;  // 128 MiB: what zstd itself takes without being asked for more

struct Free {
  void operator()(ZSTD_DCtx* zstd) const { ::ZSTD_freeDCtx(zstd); }
};

class Zstd final : public Decompressor {
 public:
  explicit Zstd(std::string_view dictionary) : zstd_(::ZSTD_createDCtx()) {
    if (!zstd_) return;
    ::ZSTD_DCtx_setParameter(zstd_.get(), ZSTD_d_windowLogMax, kMaxWindowLog);
    usable_ = dictionary.empty() || ::ZSTD_isError(::ZSTD_DCtx_loadDictionary(zstd_.get(), dictionary.data(),
                                                                              dictionary.size())) == 0;
  }

  bool is_usable() const { return usable_; }

  void begin() override {
    if (zstd_) ::ZSTD_DCtx_reset(zstd_.get(), ZSTD_reset_session_only);
  }

  Step step(std::string_view in, std::span<char> out) override {
    if (!zstd_) return {0, 0, Flow::broken};
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    const std::size_t left = ::ZSTD_decompressStream(zstd_.get(), &to, &from);
    if (::ZSTD_isError(left) != 0) return {from.pos, to.pos, Flow::broken};
    return {from.pos, to.pos, left == 0 ? Flow::done : Flow::more};
  }

 private:
  std::unique_ptr<ZSTD_DCtx, Free> zstd_;
  bool usable_ = true;
};

}  // namespace

std::unique_ptr<Decompressor> make_zstd_decompressor(std::string_view dictionary) {
  auto made = std::make_unique<Zstd>(dictionary);
  if (!made->is_usable()) return nullptr;
  return made;
}

}  // namespace cleancopy
