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
      if (slot.hash != hash_ || kept_[slot.number] != current()) continue;
      found_++;
      return slot.number;
    }
    return JSON_NO_PATTERN;
  }

  void setMostBytes(size_t most) { mostBytes_ = most; }

  /// Remembers the pattern begun last, which `find` did not know.
  uint32_t remember() {
    if (slots_.empty()) slots_.assign(slotCount, Slot{});
    if (!hasRoom()) return JSON_NO_PATTERN;
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
  /// What whoever remembers a pattern keeps of it besides.
  static constexpr size_t bytesBeside = 1536;
  /// Once there are so many, one in so many must have been found again: lines that hardly repeat are worth no more.
  static constexpr size_t enoughPatterns = 2048, leastUse = 32;
  static constexpr size_t slotCount = 65536;
  static constexpr size_t mostProbes = 16;

  bool hasRoom() const {
    return kept_.size() < mostPatterns && keptBytes_ + kept_.size() * bytesBeside + current().size() <= mostBytes_ &&
           (kept_.size() < enoughPatterns || found_ * leastUse >= kept_.size());
  }

  std::string_view current() const { return {buffer_.get(), static_cast<size_t>(end_ - buffer_.get())}; }

  std::unique_ptr<char[]> buffer_;
  size_t capacity_ = 0;
  char *end_ = nullptr;
  uint64_t hash_ = 0;
  std::vector<Slot> slots_;
  std::vector<std::string> kept_;
  size_t keptBytes_ = 0;
  size_t mostBytes_ = 48 << 20;
  size_t found_ = 0;
};

#endif
