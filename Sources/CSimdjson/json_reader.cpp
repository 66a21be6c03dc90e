// JSON bytes to flat rows, through simdjson's on-demand parser. No drug knowledge.
//
// On demand, simdjson checks only what is asked for; the walk below asks for every value, so that a document is
// accepted only when all of it is valid.

#define SIMDJSON_EXCEPTIONS 0
// The same behaviour in debug builds.
#define SIMDJSON_DEVELOPMENT_CHECKS 0
// The parser checks its own state with assertions, a tenth of the walk's time. Tests and fuzzing run with them.
#if !defined(DEBUG) && !defined(NDEBUG)
#define NDEBUG
#endif

#include "CSimdjson.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "line_forms.hpp"
#include "pattern_memory.hpp"

namespace {

using namespace simdjson;

/// The length of a key and its bytes at both ends, which are all of it up to sixteen.
struct KeyMark {
  uint64_t first = 0, last = 0;
  size_t length;

  explicit KeyMark(std::string_view key) : length(key.size()) {
    if (length >= 8) {
      std::memcpy(&first, key.data(), 8);
      std::memcpy(&last, key.data() + length - 8, 8);
    } else {
      std::memcpy(&first, key.data(), length);
    }
  }

  /// The same for a key behind whose first byte eight may be looked at.
  static KeyMark ofPadded(std::string_view key) {
    if (key.size() >= 8) return KeyMark(key);
    KeyMark mark{std::string_view()};
    std::memcpy(&mark.first, key.data(), 8);
    mark.first &= (uint64_t{1} << 8 * key.size()) - 1;
    mark.length = key.size();
    return mark;
  }

  bool operator==(const KeyMark &other) const {
    return first == other.first && last == other.last && length == other.length;
  }

  size_t hash() const {
    uint64_t h = (first ^ (last * 0x9E3779B97F4A7C15u) ^ length) * 0xD6E8FEB86659FD93u;
    return static_cast<size_t>(h ^ h >> 32);
  }
};

bool areEqual(const KeyMark &mark, std::string_view key, const KeyMark &otherMark, std::string_view other) {
  return mark == otherMark && (key.size() <= 16 || key == other);
}

/// Names to their places, by open addressing.
class Vocabulary {
public:
  Vocabulary(const char *const *names, size_t count) {
    size_t size = 64;
    while (size < count * 4) size *= 2;
    slots_.assign(size, Slot{});
    names_.assign(names, names + count);
    for (size_t i = 0; i < count; i++) {
      KeyMark mark(names_[i]);
      size_t slot = mark.hash() & (size - 1);
      while (slots_[slot].name != JSON_NO_NAME) slot = (slot + 1) & (size - 1);
      slots_[slot] = {mark, static_cast<uint16_t>(i)};
    }
  }

  size_t count() const { return names_.size(); }

  uint16_t find(std::string_view key, const KeyMark &mark) const {
    size_t mask = slots_.size() - 1;
    for (size_t at = mark.hash() & mask;; at = (at + 1) & mask) {
      const Slot &slot = slots_[at];
      if (slot.name == JSON_NO_NAME || areEqual(mark, key, slot.mark, names_[slot.name])) return slot.name;
    }
  }

private:
  struct Slot {
    KeyMark mark{std::string_view()};
    uint16_t name = JSON_NO_NAME;
  };

  std::vector<std::string> names_;
  std::vector<Slot> slots_;
};

struct Key {
  std::string_view text;
  KeyMark mark;
  size_t offset;
};

/// The closing quote of a key, or the first backslash in it. Eight bytes behind it may be looked at.
const char *endOfKey(const char *at) {
  constexpr uint64_t ones = 0x0101010101010101u;
  for (;; at += 8) {
    uint64_t bytes;
    std::memcpy(&bytes, at, 8);
    uint64_t quotes = bytes ^ ones * '"';
    uint64_t backslashes = bytes ^ ones * '\\';
    uint64_t found = (((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes)) & ones << 7;
    if (found) return at + std::countr_zero(found) / 8;
  }
}

bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view withoutSpaceBehind(std::string_view token) {
  while (!token.empty() && isSpace(token.back())) token.remove_suffix(1);
  return token;
}

/// A whole number of the JSON grammar: simdjson refuses those past 64 bits, which are valid and no harm as text.
bool isWholeNumber(std::string_view token) {
  size_t at = !token.empty() && token[0] == '-' ? 1 : 0;
  if (at == token.size() || (token[at] == '0' && at + 1 != token.size())) return false;
  return std::all_of(token.begin() + at, token.end(), isDigit);
}

} // namespace

struct json_reader {
  Vocabulary vocabulary;
  uint32_t mostLevels;
  ondemand::parser parser;
  dom::parser lineParser;
  std::vector<json_row> rows;
  std::vector<Key> keys;
  std::vector<char> padded;
  const char *start = nullptr;
  size_t failureOffset = 0;

  json_reader(const char *const *names, size_t count, uint32_t levels)
      : vocabulary(names, count), mostLevels(levels) {}

  int fail(int why, const char *place) {
    failureOffset = static_cast<size_t>(place - start);
    return why;
  }

  std::vector<uint8_t> roles;
  uint16_t link = JSON_NO_NAME;
  PatternMemory patterns;
  LineForms forms;
  /// Whether the line that was parsed last has a pattern of its own to be remembered.
  bool hasPattern = false;

  /// Which member of the root is handed out element by element, and to whom.
  uint16_t streamed = JSON_NO_NAME;
  json_element_handler handler = nullptr;
  void *handlerContext = nullptr;

  int parse(const char *bytes, size_t length, size_t readable);
  int parseRecord(const char *bytes, size_t length, size_t readable, json_record *record);
  /// The rows of what was accepted last.
  const std::vector<json_row> &currentRows() const { return form == JSON_NO_FORM ? rows : forms[form].rows; }

private:
  /// Where the walk over a record stands.
  enum class Place { top, inside, inLinking };

  bool parseTape(const char *bytes, size_t length, size_t readable);
  int tapeRows(const char *bytes, size_t length, size_t readable);
  size_t recordValue(const uint64_t *tape, size_t at, Place place);
  size_t recordMembers(const uint64_t *tape, size_t at, Place place);
  size_t recordMember(const uint64_t *tape, size_t at, std::string_view key, uint16_t name, Place place);
  uint8_t role(uint16_t name, Place place) const;
  bool handsOutAllRows = false;

  /// The form of the line that was read last.
  uint32_t form = JSON_NO_FORM;
  std::vector<LineHole> scalars, holes;
  void rememberForm(std::string_view line, uint32_t pattern);
  /// What of a value is no part of the pattern.
  enum class Openness { closed, texts, textsAndNumbers };
  bool findScalars(std::string_view line);
  void addHole(size_t scalar, const char *text);
  size_t formValue(const uint64_t *tape, size_t at, Place place, Openness openness, size_t &scalar);
  size_t formMembers(const uint64_t *tape, size_t at, Place place, Openness openness, size_t &scalar);

  size_t tapeValue(const uint64_t *tape, size_t at, size_t row);
  size_t tapeSkip(const uint64_t *tape, size_t at);
  std::string_view tapeString(uint64_t word) const;
  bool hasKeyTwice(size_t first, const Key *&twice);
  void forgetKeys(size_t first) { keys.erase(keys.begin() + static_cast<std::ptrdiff_t>(first), keys.end()); }
  int document(size_t length, size_t readable);
  int paddedDocument(const char *bytes, size_t length);
  int scalarDocument(size_t length);
  int failedFirstStage(error_code error, size_t length);
  template <typename Value> int value(Value &&value, size_t row, uint32_t level);
  template <typename Value> int members(Value &&value, size_t row, uint32_t level);
  template <typename Value> int elements(Value &&value, size_t row, uint32_t level);
  int string(ondemand::value &value, json_row &row);
  int number(ondemand::value &value, json_row &row);
  int checkKeys(size_t first, const char *twice);
  size_t addRow(const char *place);
  void dropInner(size_t row);
  void dropFrom(size_t row) { rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(row), rows.end()); }
  /// The array whose elements are handed out one by one; 0 for none.
  size_t streamedRow = 0;
};

int json_reader::parse(const char *bytes, size_t length, size_t readable) {
  form = JSON_NO_FORM;
  if (length > 0xFFFFFF00u) return JSON_TOO_LARGE;
  // Room that is not used costs nothing; growing step by step touches twice the memory.
  if (length > 1 << 16) rows.reserve(std::min<size_t>(length / 16, 1 << 18));
  if (readable < length + SIMDJSON_PADDING) return paddedDocument(bytes, length);
  start = bytes;
  int result = document(length, readable);
  if (result != JSON_MALFORMED) return result;
  // A bracket that happens to stand behind a broken document changes where it seems to be broken.
  handler = nullptr;
  int again = paddedDocument(bytes, length);
  return again == JSON_ACCEPTED ? result : again;
}

/// Parses a copy with zeros behind it.
int json_reader::paddedDocument(const char *bytes, size_t length) {
  padded.assign(length + SIMDJSON_PADDING, 0);
  std::memcpy(padded.data(), bytes, length);
  start = padded.data();
  return document(length, padded.size());
}

int json_reader::document(size_t length, size_t readable) {
  rows.clear();
  keys.clear();
  failureOffset = 0;
  streamedRow = 0;
  ondemand::document document;
  error_code error = parser.iterate(start, length, readable).get(document);
  if (error) return failedFirstStage(error, length);
  ondemand::json_type type;
  if (document.type().get(type)) return fail(JSON_MALFORMED, start);
  if (type != ondemand::json_type::object && type != ondemand::json_type::array) return scalarDocument(length);
  addRow(start);
  int result = type == ondemand::json_type::object ? members(document, 0, 1) : elements(document, 0, 1);
  if (result == JSON_MALFORMED && failureOffset == 0) {
    const char *place;
    if (!document.current_location().get(place)) return fail(result, place);
    // The tokens ended before the document did.
    return fail(result, start + length);
  }
  const char *trailing;
  if (result == JSON_ACCEPTED && !document.current_location().get(trailing)) return fail(JSON_TRAILING, trailing);
  return result;
}

/// A lone string, number or word: valid JSON, if simdjson's other parser says so.
int json_reader::scalarDocument(size_t length) {
  dom::parser whole;
  dom::element element;
  error_code error = whole.parse(start, length, true).get(element);
  if (error) {
    std::string_view token = withoutSpaceBehind(std::string_view(start, length));
    while (!token.empty() && isSpace(token.front())) token.remove_prefix(1);
    if (!isWholeNumber(token)) return fail(JSON_MALFORMED, start);
  }
  addRow(start);
  rows[0].kind = JSON_NULL;
  rows[0].next = 1;
  return JSON_ACCEPTED;
}

/// simdjson does not say where its first stage fails: looks for the place, which costs only bad documents.
int json_reader::failedFirstStage(error_code error, size_t length) {
  if (error == MEMALLOC || error == CAPACITY) return JSON_TOO_LARGE;
  if (error == UTF8_ERROR) {
    size_t valid = 0;
    // Validity of beginnings is monotonous up to a character cut in half.
    size_t bad = length;
    while (bad - valid > 4) {
      size_t middle = valid + (bad - valid) / 2;
      size_t cut = middle;
      while (cut > valid && (static_cast<uint8_t>(start[cut]) & 0xC0) == 0x80) cut--;
      if (simdjson::validate_utf8(start, cut)) {
        if (cut == valid) break;
        valid = cut;
      } else {
        bad = middle;
      }
    }
    return fail(JSON_NOT_UTF8, start + valid);
  }
  const char *open = nullptr;
  for (const char *at = start; at < start + length; at++) {
    if (!open) {
      if (*at == '"') open = at;
    } else if (*at == '\\') {
      at++;
    } else if (*at == '"') {
      open = nullptr;
    } else if (static_cast<uint8_t>(*at) < 0x20) {
      return fail(JSON_RAW_CONTROL, at);
    }
  }
  return open ? fail(JSON_OPEN_STRING, open) : fail(JSON_MALFORMED, start);
}

size_t json_reader::addRow(const char *place) {
  json_row &row = rows.emplace_back();
  row.name = JSON_NO_NAME;
  row.offset = static_cast<uint32_t>(place - start);
  return rows.size() - 1;
}

/// What stands under a key that nobody asks for has been checked, and needs no rows.
void json_reader::dropInner(size_t row) {
  dropFrom(row + 1);
  rows[row].kind = JSON_NULL;
  rows[row].next = static_cast<uint32_t>(row + 1);
}

template <typename Value> int json_reader::members(Value &&value, size_t row, uint32_t level) {
  if (level > mostLevels) return fail(JSON_TOO_DEEP, start + rows[row].offset);
  rows[row].kind = JSON_OBJECT;
  size_t firstKey = keys.size();
  rows[row].names = 0;
  // Known names are told apart by their numbers, and only strangers have to be compared.
  uint64_t known[2] = {0, 0};
  const char *twice = nullptr;
  ondemand::object object;
  if (value.get_object().get(object)) return JSON_MALFORMED;
  for (auto member : object) {
    ondemand::field field;
    if (std::move(member).get(field)) return JSON_MALFORMED;
    const char *place = field.key().raw();
    const char *end = endOfKey(place);
    std::string_view key(place, static_cast<size_t>(end - place));
    if (*end == '\\' && field.unescaped_key().get(key)) return fail(JSON_BAD_ESCAPE, place);
    KeyMark mark = KeyMark::ofPadded(key);
    uint16_t name = vocabulary.find(key, mark);
    if (name < 128) {
      uint64_t bit = uint64_t{1} << name % 64;
      if (known[name / 64] & bit && !twice) twice = place - 1;
      known[name / 64] |= bit;
    } else {
      keys.push_back({key, mark, static_cast<size_t>(place - 1 - start)});
    }
    size_t child = addRow(place - 1);
    rows[child].key = key.data();
    rows[child].key_length = static_cast<uint32_t>(key.size());
    rows[child].name = name;
    if (row == 0 && name == streamed && handler) {
      // The members before it are handed out with each element.
      rows[0].next = static_cast<uint32_t>(child);
      streamedRow = child;
    }
    if (name != JSON_NO_NAME) rows[row].names |= uint64_t{1} << name % 64;
    ondemand::value inner = field.value();
    if (int why = this->value(inner, child, level)) return why;
    if (name == JSON_NO_NAME) dropInner(child);
  }
  rows[row].next = static_cast<uint32_t>(rows.size());
  return checkKeys(firstKey, twice);
}

template <typename Value> int json_reader::elements(Value &&value, size_t row, uint32_t level) {
  if (level > mostLevels) return fail(JSON_TOO_DEEP, start + rows[row].offset);
  rows[row].kind = JSON_ARRAY;
  ondemand::array array;
  if (value.get_array().get(array)) return JSON_MALFORMED;
  for (auto element : array) {
    ondemand::value inner;
    if (std::move(element).get(inner)) return JSON_MALFORMED;
    size_t child = addRow(inner.raw_json_token().data());
    if (int why = this->value(inner, child, level)) return why;
    if (row == streamedRow && row != 0 && handler(handlerContext, rows.data(), child)) dropFrom(child);
  }
  rows[row].next = static_cast<uint32_t>(rows.size());
  return JSON_ACCEPTED;
}

template <typename Value> int json_reader::value(Value &&value, size_t row, uint32_t level) {
  ondemand::json_type type;
  if (value.type().get(type)) return JSON_MALFORMED;
  switch (type) {
  case ondemand::json_type::object: return members(value, row, level + 1);
  case ondemand::json_type::array: return elements(value, row, level + 1);
  case ondemand::json_type::string: return string(value, rows[row]);
  case ondemand::json_type::number: return number(value, rows[row]);
  case ondemand::json_type::boolean: {
    bool isTrue;
    if (value.get_bool().get(isTrue)) return JSON_MALFORMED;
    rows[row].kind = isTrue ? JSON_TRUE : JSON_FALSE;
    rows[row].next = static_cast<uint32_t>(row + 1);
    return JSON_ACCEPTED;
  }
  case ondemand::json_type::null: {
    bool isNull;
    if (value.is_null().get(isNull) || !isNull) return JSON_MALFORMED;
    rows[row].kind = JSON_NULL;
    rows[row].next = static_cast<uint32_t>(row + 1);
    return JSON_ACCEPTED;
  }
  }
  return JSON_MALFORMED;
}

int json_reader::string(ondemand::value &value, json_row &row) {
  std::string_view token = withoutSpaceBehind(value.raw_json_token());
  if (token.size() < 2 || token.back() != '"') return JSON_MALFORMED;
  std::string_view text = token.substr(1, token.size() - 2);
  if (std::memchr(text.data(), '\\', text.size())) {
    const char *place = token.data();
    if (value.get_string().get(text)) return fail(JSON_BAD_ESCAPE, place);
  } else {
    ondemand::raw_json_string raw;
    if (value.get_raw_json_string().get(raw)) return JSON_MALFORMED;
  }
  row.kind = JSON_STRING;
  row.text = text.data();
  row.text_length = static_cast<uint32_t>(text.size());
  row.next = static_cast<uint32_t>(&row - rows.data() + 1);
  return JSON_ACCEPTED;
}

int json_reader::number(ondemand::value &value, json_row &row) {
  std::string_view token = withoutSpaceBehind(value.raw_json_token());
  // A whole number that is too long for simdjson is left where it is; the walk steps over it.
  if (!isWholeNumber(token)) {
    double number;
    if (value.get_double().get(number)) return fail(JSON_BAD_NUMBER, token.data());
  }
  row.kind = JSON_NUMBER;
  row.text = token.data();
  row.text_length = static_cast<uint32_t>(token.size());
  row.next = static_cast<uint32_t>(&row - rows.data() + 1);
  return JSON_ACCEPTED;
}

/// Compares the keys of the object that ends.
bool json_reader::hasKeyTwice(size_t first, const Key *&twice) {
  if (keys.size() < first + 2) return false;
  auto begin = keys.begin() + static_cast<std::ptrdiff_t>(first);
  twice = nullptr;
  if (keys.size() - first <= 24) {
    for (auto later = begin; later != keys.end() && !twice; ++later)
      for (auto earlier = begin; earlier != later; ++earlier)
        if (areEqual(earlier->mark, earlier->text, later->mark, later->text)) twice = &*later;
  } else {
    std::sort(begin, keys.end(), [](const Key &a, const Key &b) {
      return a.text != b.text ? a.text < b.text : a.offset < b.offset;
    });
    for (auto later = begin + 1; later != keys.end(); ++later)
      if ((later - 1)->text == later->text && (!twice || later->offset < twice->offset)) twice = &*later;
  }
  return twice != nullptr;
}

/// - twice: Where a known name stands again.
int json_reader::checkKeys(size_t first, const char *twice) {
  const Key *stranger;
  if (hasKeyTwice(first, stranger) && (!twice || start + stranger->offset < twice)) twice = start + stranger->offset;
  if (twice) return fail(JSON_TWICE, twice);
  forgetKeys(first);
  return JSON_ACCEPTED;
}

// Lines: simdjson's other parser checks all of a document at once and is faster; it does not say where it fails,
// refuses whole numbers past 64 bits and forgets how numbers were written. What it refuses is parsed again.

/// Parses to the tape; false for what has to be parsed in another way, to be accepted or to be told why not.
bool json_reader::parseTape(const char *bytes, size_t length, size_t readable) {
  bool hasRoom = readable >= length + SIMDJSON_PADDING;
  if (length > lineParser.capacity() && lineParser.allocate(length * 2, mostLevels)) return false;
  dom::element root;
  return !lineParser.parse(bytes, length, !hasRoom).get(root);
}

/// Makes the rows of all that is on the tape.
int json_reader::tapeRows(const char *bytes, size_t length, size_t readable) {
  rows.clear();
  keys.clear();
  start = bytes;
  addRow(start);
  // The first word of the tape stands for the root.
  if (tapeValue(lineParser.doc.tape.get(), 1, 0) == 0) return parse(bytes, length, readable);
  return JSON_ACCEPTED;
}

std::string_view json_reader::tapeString(uint64_t word) const {
  const uint8_t *text = lineParser.doc.string_buf.get() + (word & 0x00FFFFFFFFFFFFFFu);
  uint32_t length;
  std::memcpy(&length, text, sizeof length);
  return {reinterpret_cast<const char *>(text) + sizeof length, length};
}

/// The place behind a value, or 0 for a key that stands twice within it.
size_t json_reader::tapeSkip(const uint64_t *tape, size_t at) {
  size_t inner = at + 1;
  switch (tape[at] >> 56) {
  case '{': {
    size_t firstKey = keys.size();
    while (tape[inner] >> 56 != '}') {
      std::string_view key = tapeString(tape[inner]);
      keys.push_back({key, KeyMark::ofPadded(key), 0});
      inner = tapeSkip(tape, inner + 1);
      if (inner == 0) return 0;
    }
    const Key *twice;
    if (hasKeyTwice(firstKey, twice)) return 0;
    forgetKeys(firstKey);
    return inner + 1;
  }
  case '[':
    while (tape[inner] >> 56 != ']') {
      inner = tapeSkip(tape, inner);
      if (inner == 0) return 0;
    }
    return inner + 1;
  case 'l': case 'u': case 'd': return at + 2;
  default: return at + 1;
  }
}

/// Adds the rows of what the value at a place of the tape holds, and completes its own.
/// Returns the place behind it, or 0 for a key that stands twice.
size_t json_reader::tapeValue(const uint64_t *tape, size_t at, size_t row) {
  uint64_t word = tape[at];
  switch (word >> 56) {
  case '{': {
    size_t firstKey = keys.size();
    uint64_t names = 0;
    size_t inner = at + 1;
    while (tape[inner] >> 56 != '}') {
      std::string_view key = tapeString(tape[inner]);
      KeyMark mark = KeyMark::ofPadded(key);
      keys.push_back({key, mark, 0});
      size_t child = addRow(start);
      uint16_t name = vocabulary.find(key, mark);
      rows[child].key = key.data();
      rows[child].key_length = static_cast<uint32_t>(key.size());
      rows[child].name = name;
      if (name != JSON_NO_NAME) {
        names |= uint64_t{1} << name % 64;
        inner = tapeValue(tape, inner + 1, child);
      } else {
        // What stands under a key that nobody asks for needs no rows, but its keys are compared.
        rows[child].kind = JSON_NULL;
        rows[child].next = static_cast<uint32_t>(rows.size());
        inner = tapeSkip(tape, inner + 1);
      }
      if (inner == 0) return 0;
    }
    const Key *twice;
    if (hasKeyTwice(firstKey, twice)) return 0;
    forgetKeys(firstKey);
    rows[row].kind = JSON_OBJECT;
    rows[row].names = names;
    rows[row].next = static_cast<uint32_t>(rows.size());
    return inner + 1;
  }
  case '[': {
    size_t inner = at + 1;
    while (tape[inner] >> 56 != ']') {
      inner = tapeValue(tape, inner, addRow(start));
      if (inner == 0) return 0;
    }
    rows[row].kind = JSON_ARRAY;
    rows[row].next = static_cast<uint32_t>(rows.size());
    return inner + 1;
  }
  default: break;
  }
  json_row &scalar = rows[row];
  scalar.next = static_cast<uint32_t>(row + 1);
  switch (word >> 56) {
  case '"': {
    std::string_view text = tapeString(word);
    scalar.kind = JSON_STRING;
    scalar.text = text.data();
    scalar.text_length = static_cast<uint32_t>(text.size());
    return at + 1;
  }
  case 'l': scalar.kind = JSON_INTEGER; break;
  case 'u': scalar.kind = JSON_UNSIGNED; break;
  case 'd': scalar.kind = JSON_DOUBLE; break;
  case 't': scalar.kind = JSON_TRUE; return at + 1;
  case 'f': scalar.kind = JSON_FALSE; return at + 1;
  default: scalar.kind = JSON_NULL; return at + 1;
  }
  scalar.bits = tape[at + 1];
  return at + 2;
}

// Records: lines that repeat each other but for a few particulars. What they have in common is compared before any
// row is made of it.

uint8_t json_reader::role(uint16_t name, Place place) const {
  uint8_t role = name < roles.size() ? roles[name] : uint8_t{JSON_COMPARED};
  bool isForAnyPlace = role == JSON_INNER_PARTICULAR || role == JSON_MENTIONED;
  return place == Place::top || isForAnyPlace ? role : uint8_t{JSON_COMPARED};
}

int json_reader::parseRecord(const char *bytes, size_t length, size_t readable, json_record *record) {
  *record = {JSON_NO_PATTERN, JSON_NO_FORM};
  hasPattern = false;
  bool hasRoom = readable >= length + LineForms::padding;
  form = hasRoom ? forms.match(bytes, length) : JSON_NO_FORM;
  if (form != JSON_NO_FORM) {
    *record = {forms[form].pattern, form};
    return JSON_ACCEPTED;
  }
  if (!parseTape(bytes, length, readable)) return parse(bytes, length, readable);
  const uint64_t *tape = lineParser.doc.tape.get();
  if (tape[1] >> 56 != '{') return tapeRows(bytes, length, readable);
  rows.clear();
  keys.clear();
  start = bytes;
  handsOutAllRows = false;
  patterns.begin(length);
  size_t root = addRow(start);
  rows[root].names = 0;
  // A key that stands twice is told, with its place, by the parser that knows places.
  if (recordMembers(tape, 1, Place::top) == 0) return parse(bytes, length, readable);
  rows[root].kind = JSON_OBJECT;
  rows[root].next = static_cast<uint32_t>(rows.size());
  hasPattern = true;
  record->pattern = patterns.find();
  bool isKnown = record->pattern != JSON_NO_PATTERN;
  if (!isKnown || handsOutAllRows) {
    int result = tapeRows(bytes, length, readable);
    if (result != JSON_ACCEPTED) return result;
  }
  if (isKnown && hasRoom && forms.hasRoom(length)) rememberForm({bytes, length}, record->pattern);
  return JSON_ACCEPTED;
}

// Forms: where the texts and numbers stand that are no part of a pattern. The strings and numbers of a tape come in the
// order of the line.

/// Makes a form of the line that is on the tape and whose rows were made.
void json_reader::rememberForm(std::string_view line, uint32_t pattern) {
  try {
    if (!findScalars(line) || scalars.size() > LineForms::mostScalars) return;
    holes.clear();
    size_t scalar = 0;
    formMembers(lineParser.doc.tape.get(), 1, Place::top, Openness::closed, scalar);
    if (scalar == scalars.size()) forms.add(line, holes, rows, pattern);
  } catch (const std::bad_alloc &) {
    // The line was read all the same, and the next of its kind will be.
  }
}

/// Where the strings and numbers of a line begin and end; false when a string holds an escape.
bool json_reader::findScalars(std::string_view line) {
  scalars.clear();
  if (line.find('\\') != std::string_view::npos) return false;
  for (size_t at = 0; at < line.size(); at++) {
    LineHole scalar;
    if (line[at] == '"') {
      scalar.start = at + 1;
      scalar.end = line.find('"', at + 1);
      if (scalar.end == std::string_view::npos) return false;
    } else if (isDigit(line[at]) || line[at] == '-') {
      scalar.start = at;
      scalar.end = std::min(line.find_first_not_of("+-.0123456789Ee", at), line.size()) - 1;
      scalar.isNumber = true;
    } else {
      continue;
    }
    at = scalar.end;
    if (scalar.isNumber) scalar.end++;
    scalars.push_back(scalar);
  }
  return true;
}

void json_reader::addHole(size_t scalar, const char *text) {
  if (scalar >= scalars.size() || scalars[scalar].isNumber != (text == nullptr)) return;
  LineHole hole = scalars[scalar];
  for (size_t row = 0; text != nullptr && row < rows.size(); row++)
    if (rows[row].kind == JSON_STRING && rows[row].text == text) hole.row = row;
  holes.push_back(hole);
}

size_t json_reader::formValue(const uint64_t *tape, size_t at, Place place, Openness openness, size_t &scalar) {
  uint64_t word = tape[at];
  switch (word >> 56) {
  case '{': return formMembers(tape, at, place, openness, scalar);
  case '[': {
    size_t inner = at + 1;
    while (tape[inner] >> 56 != ']') inner = formValue(tape, inner, place, openness, scalar);
    return inner + 1;
  }
  case '"':
    if (openness != Openness::closed) addHole(scalar, tapeString(word).data());
    scalar++;
    return at + 1;
  case 'l': case 'u': case 'd':
    if (openness == Openness::textsAndNumbers) addHole(scalar, nullptr);
    scalar++;
    return at + 2;
  default: return at + 1;
  }
}

size_t json_reader::formMembers(const uint64_t *tape, size_t at, Place place, Openness openness, size_t &scalar) {
  size_t inner = at + 1;
  // Where all rows are handed out, numbers are among them.
  Openness whole = handsOutAllRows ? Openness::texts : Openness::textsAndNumbers;
  while (tape[inner] >> 56 != '}') {
    std::string_view key = tapeString(tape[inner]);
    uint16_t name = vocabulary.find(key, KeyMark::ofPadded(key));
    scalar++;
    Openness opens = openness;
    Place within = place;
    if (opens == Openness::closed) {
      if (name == JSON_NO_NAME) {
        opens = whole;
      } else {
        switch (role(name, place)) {
        case JSON_COMPARED:
          if (place == Place::inLinking && name == link) opens = whole;
          if (place == Place::top) within = Place::inside;
          break;
        case JSON_LINKING: within = Place::inLinking; break;
        // Numbers of particulars are rows.
        case JSON_PARTICULAR: opens = Openness::texts; break;
        default: opens = whole;
        }
      }
    }
    inner = formValue(tape, inner + 1, within, opens, scalar);
  }
  return inner + 1;
}

/// Adds what a value is to the pattern. Returns the place behind it, or 0 for a key that stands twice.
size_t json_reader::recordValue(const uint64_t *tape, size_t at, Place place) {
  uint64_t word = tape[at];
  char kind = static_cast<char>(word >> 56);
  switch (kind) {
  case '{': return recordMembers(tape, at, place);
  case '[': {
    patterns.add(kind);
    size_t inner = at + 1;
    while (tape[inner] >> 56 != ']') {
      inner = recordValue(tape, inner, place);
      if (inner == 0) return 0;
    }
    patterns.add(']');
    return inner + 1;
  }
  case '"': patterns.add(kind, tapeString(word)); return at + 1;
  case 'l': case 'u': case 'd': patterns.add(kind, tape[at + 1]); return at + 2;
  default: patterns.add(kind); return at + 1;
  }
}

size_t json_reader::recordMembers(const uint64_t *tape, size_t at, Place place) {
  patterns.add('{');
  size_t firstKey = keys.size();
  // Known names are told apart by their numbers, and only strangers have to be compared.
  uint64_t known[2] = {0, 0};
  size_t inner = at + 1;
  while (tape[inner] >> 56 != '}') {
    std::string_view key = tapeString(tape[inner]);
    KeyMark mark = KeyMark::ofPadded(key);
    uint16_t name = vocabulary.find(key, mark);
    if (name < 128) {
      uint64_t bit = uint64_t{1} << name % 64;
      if (known[name / 64] & bit) return 0;
      known[name / 64] |= bit;
    } else {
      keys.push_back({key, mark, 0});
    }
    inner = recordMember(tape, inner + 1, key, name, place);
    if (inner == 0) return 0;
  }
  const Key *twice;
  if (hasKeyTwice(firstKey, twice)) return 0;
  forgetKeys(firstKey);
  patterns.add('}');
  return inner + 1;
}

size_t json_reader::recordMember(const uint64_t *tape, size_t at, std::string_view key, uint16_t name, Place place) {
  if (name == JSON_NO_NAME) {
    patterns.add('k', key);
    return tapeSkip(tape, at);
  }
  switch (role(name, place)) {
  case JSON_PARTICULAR: {
    size_t child = addRow(start);
    rows[child].name = name;
    rows[child].key = key.data();
    rows[child].key_length = static_cast<uint32_t>(key.size());
    rows[0].names |= uint64_t{1} << name % 64;
    return tapeValue(tape, at, child);
  }
  case JSON_INNER_PARTICULAR: handsOutAllRows = true; return tapeSkip(tape, at);
  case JSON_LEFT_OUT: return tapeSkip(tape, at);
  case JSON_MENTIONED: patterns.add('m', uint64_t{name}); return tapeSkip(tape, at);
  case JSON_LINKING:
    patterns.add('n', uint64_t{name});
    return recordValue(tape, at, Place::inLinking);
  default:
    if (place == Place::inLinking && name == link) return tapeSkip(tape, at);
    patterns.add('n', uint64_t{name});
    return recordValue(tape, at, place == Place::top ? Place::inside : place);
  }
}

json_reader *json_reader_create(const char *const *names, size_t name_count, uint32_t most_levels) {
  try {
    return new (std::nothrow) json_reader(names, name_count, most_levels);
  } catch (const std::bad_alloc &) {
    return nullptr;
  }
}

void json_reader_free(json_reader *reader) { delete reader; }

int json_reader_parse(json_reader *reader, const char *bytes, size_t length, size_t readable) {
  try {
    return reader->parse(bytes, length, readable);
  } catch (const std::bad_alloc &) {
    return JSON_TOO_LARGE;
  }
}

int json_reader_parse_elements(json_reader *reader, const char *bytes, size_t length, size_t readable, uint16_t name,
                               json_element_handler handler, void *context) {
  reader->streamed = name;
  reader->handler = handler;
  reader->handlerContext = context;
  int result = json_reader_parse(reader, bytes, length, readable);
  reader->handler = nullptr;
  return result;
}

size_t json_count_line_feeds(const char *bytes, size_t length) {
  size_t count = 0;
  constexpr size_t piece = 192;
  while (length >= piece) {
    // Sums of one byte are made of many bytes at once.
    uint8_t inPiece = 0;
    for (size_t i = 0; i < piece; i++) inPiece += bytes[i] == '\n';
    count += inPiece;
    bytes += piece;
    length -= piece;
  }
  return count + static_cast<size_t>(std::count(bytes, bytes + length, '\n'));
}

int json_reader_parse_record(json_reader *reader, const char *bytes, size_t length, size_t readable,
                             json_record *record) {
  try {
    return reader->parseRecord(bytes, length, readable, record);
  } catch (const std::bad_alloc &) {
    return JSON_TOO_LARGE;
  }
}

void json_reader_set_roles(json_reader *reader, const uint8_t *roles, uint16_t link) {
  reader->roles.assign(roles, roles + reader->vocabulary.count());
  reader->link = link;
}

void json_reader_set_memory(json_reader *reader, size_t most_bytes) {
  reader->patterns.setMostBytes(most_bytes);
  reader->forms.setMostBytes(most_bytes);
}

uint32_t json_reader_remember(json_reader *reader) {
  if (!reader->hasPattern) return JSON_NO_PATTERN;
  reader->hasPattern = false;
  try {
    return reader->patterns.remember();
  } catch (const std::bad_alloc &) {
    return JSON_NO_PATTERN;
  }
}

const json_row *json_reader_rows(const json_reader *reader, size_t *count) {
  const std::vector<json_row> &rows = reader->currentRows();
  *count = rows.size();
  return rows.data();
}

size_t json_reader_failure_offset(const json_reader *reader) { return reader->failureOffset; }
