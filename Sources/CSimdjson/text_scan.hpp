// Texts of JSON, several bytes at once.

#ifndef CRAMPCHECK_TEXT_SCAN_HPP
#define CRAMPCHECK_TEXT_SCAN_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/// Some bytes of a text: where it may end, at a quote, a backslash or a control character, and whether all before that is
/// ASCII. `size` bytes must be readable.
class TextBlock {
#ifdef __SSE2__
public:
  static constexpr size_t size = 16;

  explicit TextBlock(const char *bytes) {
    __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes));
    __m128i isControl = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block);
    __m128i isMark =
        _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('"')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\\')));
    ends_ = static_cast<uint32_t>(_mm_movemask_epi8(_mm_or_si128(isControl, isMark)));
    foreign_ = static_cast<uint32_t>(_mm_movemask_epi8(block));
  }

  bool hasEnd() const { return ends_ != 0; }
  /// Of a block that has one.
  size_t end() const { return static_cast<size_t>(__builtin_ctz(ends_)); }
  bool isForeign() const { return foreign_ != 0; }
  bool isForeignBeforeEnd() const { return (foreign_ & (ends_ ^ (ends_ - 1))) != 0; }

private:
  uint32_t ends_, foreign_;
#else
public:
  static constexpr size_t size = 8;

  explicit TextBlock(const char *bytes) {
    std::memcpy(&word_, bytes, sizeof word_);
    // The lowest bit set is exact; those above may be none.
    ends_ = zeros(word_ ^ each('"')) | zeros(word_ ^ each('\\')) | ((word_ - each(0x20)) & ~word_ & each(0x80));
  }

  bool hasEnd() const { return ends_ != 0; }
  /// Of a block that has one.
  size_t end() const { return static_cast<size_t>(__builtin_ctzll(ends_)) / 8; }
  bool isForeign() const { return (word_ & each(0x80)) != 0; }
  bool isForeignBeforeEnd() const { return (word_ & (ends_ ^ (ends_ - 1)) & each(0x80)) != 0; }

private:
  static constexpr uint64_t each(uint8_t byte) { return 0x0101010101010101u * byte; }
  static constexpr uint64_t zeros(uint64_t word) { return (word - each(1)) & ~word & each(0x80); }

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "texts are read on machines that keep the low byte first"
#endif

  uint64_t word_, ends_;
#endif
};

/// Whether two runs of bytes are the same. Most are short, and a call would take longer than comparing them.
inline bool areEqual(const char *a, const char *b, size_t length) {
  auto differ = [a, b](auto word, size_t at) {
    decltype(word) first, second;
    std::memcpy(&first, a + at, sizeof word);
    std::memcpy(&second, b + at, sizeof word);
    return first ^ second;
  };
  // From both ends: the pieces may overlap.
  if (length > 32) return std::memcmp(a, b, length) == 0;
  if (length >= 16)
    return (differ(uint64_t{}, 0) | differ(uint64_t{}, 8) | differ(uint64_t{}, length - 16) |
            differ(uint64_t{}, length - 8)) == 0;
  if (length >= 8) return (differ(uint64_t{}, 0) | differ(uint64_t{}, length - 8)) == 0;
  if (length >= 4) return (differ(uint32_t{}, 0) | differ(uint32_t{}, length - 4)) == 0;
  for (size_t at = 0; at < length; at++)
    if (a[at] != b[at]) return false;
  return true;
}

#endif
