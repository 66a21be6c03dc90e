// Patterns of records, each remembered once and compared byte for byte.

#ifndef CRAMPCHECK_PATTERN_MEMORY_HPP
#define CRAMPCHECK_PATTERN_MEMORY_HPP

#include "CSimdjson.h"

#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <xxhash.h>

class PatternMemory {
public:
  /// Starts the pattern of a document of that many bytes.
  void begin(size_t length) {
    // A number of one digit and its comma become nine bytes; nothing grows more.
    size_t most = length * 5 + 64;
    if (most > capacity_) {
      buffer_.reset(new char[most]);
      capacity_ = most;
    }
    end_ = buffer_.get();
  }

  void add(char kind) { *end_++ = kind; }

  void add(char kind, uint64_t number) {
    *end_++ = kind;
    std::memcpy(end_, &number, sizeof number);
    end_ += sizeof number;
  }

  void add(char kind, std::string_view text) {
    *end_++ = kind;
    uint32_t length = static_cast<uint32_t>(text.size());
    std::memcpy(end_, &length, sizeof length);
    end_ += sizeof length;
    std::memcpy(end_, text.data(), text.size());
    end_ += text.size();
  }

  /// The number of a remembered pattern that equals the one begun last.
  uint32_t find() {
    hash_ = XXH3_64bits(buffer_.get(), current().size());
    if (slots_.empty()) return JSON_NO_PATTERN;
    for (size_t probe = 0; probe < mostProbes; probe++) {
      const Slot &slot = slots_[(hash_ + probe) & (slots_.size() - 1)];
      if (slot.number == JSON_NO_PATTERN) return JSON_NO_PATTERN;
      if (slot.hash == hash_ && kept_[slot.number] == current()) return slot.number;
    }
    return JSON_NO_PATTERN;
  }

  /// Remembers the pattern begun last, which `find` did not know.
  uint32_t remember() {
    if (slots_.empty()) slots_.assign(slotCount, Slot{});
    if (kept_.size() >= mostPatterns || keptBytes_ + current().size() > mostBytes) return JSON_NO_PATTERN;
    for (size_t probe = 0; probe < mostProbes; probe++) {
      Slot &slot = slots_[(hash_ + probe) & (slots_.size() - 1)];
      if (slot.number != JSON_NO_PATTERN) continue;
      uint32_t number = static_cast<uint32_t>(kept_.size());
      kept_.emplace_back(current());
      keptBytes_ += current().size();
      slot = {hash_, number};
      return number;
    }
    return JSON_NO_PATTERN;
  }

private:
  struct Slot {
    uint64_t hash = 0;
    uint32_t number = JSON_NO_PATTERN;
  };

  // Bounds on what lines that never repeat can take of memory, and of time where hashes are made to collide.
  static constexpr size_t mostPatterns = 16384;
  static constexpr size_t mostBytes = 32 << 20;
  static constexpr size_t slotCount = 65536;
  static constexpr size_t mostProbes = 16;

  std::string_view current() const { return {buffer_.get(), static_cast<size_t>(end_ - buffer_.get())}; }

  std::unique_ptr<char[]> buffer_;
  size_t capacity_ = 0;
  char *end_ = nullptr;
  uint64_t hash_ = 0;
  std::vector<Slot> slots_;
  std::vector<std::string> kept_;
  size_t keptBytes_ = 0;
};

#endif
