#include "io/shard.h"

#include <utility>

#include "text/stable_hash.h"

namespace cleancopy {
namespace {

// FNV-1a alone spreads consecutive record numbers badly over few shards.
// The last step of MurmurHash3, 64 bits.
std::uint64_t mixed(std::uint64_t hash) {
  hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDU;
  hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53U;
  return hash ^ (hash >> 33);
}

class ShardSource final : public Source {
 public:
  ShardSource(std::unique_ptr<Source> all, Shard shard) : all_(std::move(all)), shard_(shard) {}

  std::optional<Entry> next() override {
    auto entry = all_->next();
    while (entry && shard_of(*entry, shard_.count) != shard_.number) entry = all_->next();
    return entry;
  }

 private:
  std::unique_ptr<Source> all_;
  Shard shard_;
};

}  // namespace

unsigned shard_of(const Entry& entry, unsigned count) {
  StableHash hash = stable_hash(entry.place);
  hash.add(entry.bookmark.offset);
  hash.add(std::uint64_t{entry.bookmark.records});
  return 1 + static_cast<unsigned>(mixed(hash.value()) % count);
}

std::unique_ptr<Source> only_shard(std::unique_ptr<Source> all, Shard shard) {
  if (shard.count == 1) return all;
  return std::make_unique<ShardSource>(std::move(all), shard);
}

}  // namespace cleancopy
