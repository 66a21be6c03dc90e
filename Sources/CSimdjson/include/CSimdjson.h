#ifndef CRAMPCHECK_CSIMDJSON_H
#define CRAMPCHECK_CSIMDJSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a row holds.
enum {
  JSON_OBJECT,
  JSON_ARRAY,
  JSON_STRING,
  /// A number as written.
  JSON_NUMBER,
  JSON_TRUE,
  JSON_FALSE,
  JSON_NULL,
  /// Numbers as parsed; in `bits`.
  JSON_INTEGER,
  JSON_UNSIGNED,
  JSON_DOUBLE
};

/// Why bytes were refused.
enum {
  JSON_ACCEPTED,
  JSON_MALFORMED,
  JSON_NOT_UTF8,
  JSON_OPEN_STRING,
  JSON_RAW_CONTROL,
  JSON_BAD_ESCAPE,
  JSON_BAD_NUMBER,
  JSON_TRAILING,
  JSON_TWICE,
  JSON_TOO_DEEP,
  JSON_TOO_LARGE
};

/// `name` of rows without a key (the root, elements of arrays) and of keys outside the vocabulary.
enum { JSON_NO_NAME = 0xFFFF };

/// One value. Rows stand in the order of the bytes: a value's row comes before those of what it holds.
///
/// Pointers lead into the bytes that were parsed or into the reader, and are good until the next parse.
typedef struct json_row {
  /// A string's characters, or a number as written; not ended by a zero byte.
  const char *text;
  const char *key;
  union {
    /// Of an object: bit n % 64 is set when it has a member named n. Tells quickly what it has not.
    uint64_t names;
    /// Of a parsed number: its 64 bits.
    uint64_t bits;
  };
  uint32_t text_length;
  uint32_t key_length;
  /// Index of the row after the last one that belongs to this value.
  uint32_t next;
  /// Where the value, or its key, begins in the bytes.
  uint32_t offset;
  /// The key's place in the vocabulary.
  uint16_t name;
  uint8_t kind;
} json_row;

/// Parses documents one after the other with the same memory. Not for two threads at once.
typedef struct json_reader json_reader;

/// The vocabulary is copied. Null when memory is short.
json_reader *json_reader_create(const char *const *names, size_t name_count, uint32_t most_levels);
void json_reader_free(json_reader *reader);

/// One document: UTF-8 without a byte order mark, `length` bytes of which `readable` may be looked at (reading past
/// the document is how simdjson is fast; without enough room it is copied). Duplicate keys are refused. What stands
/// under a key outside the vocabulary is checked, and is one row of kind JSON_NULL.
/// Returns JSON_ACCEPTED or why not.
int json_reader_parse(json_reader *reader, const char *bytes, size_t length, size_t readable);

/// Is handed one element of an array, `rows[element]`, as soon as it was parsed. `rows[0]` is the root, with the members
/// that stand before the array. The rows are good until it returns. Returns whether those of the element may be dropped.
typedef bool (*json_element_handler)(void *context, const json_row *rows, size_t element);

/// The same as json_reader_parse, and hands out the elements of the array that stands under `name` in the root one by
/// one, so that a large document needs the rows of one element only. What was handed out is void when the document is
/// refused further on.
int json_reader_parse_elements(json_reader *reader, const char *bytes, size_t length, size_t readable, uint16_t name,
                               json_element_handler handler, void *context);

/// How many line feeds there are.
size_t json_count_line_feeds(const char *bytes, size_t length);

/// What a member is to the pattern of a line: all that a line says but for what tells one record from another.
enum {
  /// Part of the pattern, with all it holds.
  JSON_COMPARED,
  /// At the top: no part of the pattern; its rows are always handed out.
  JSON_PARTICULAR,
  /// Anywhere: no part of the pattern; a line that has it hands out all its rows.
  JSON_INNER_PARTICULAR,
  /// At the top: part of the pattern but for the members of what it holds that are named as the link.
  JSON_LINKING,
  /// At the top: no part of the pattern, and no rows.
  JSON_LEFT_OUT,
  /// Anywhere: part of the pattern is that it is there, not what it holds.
  JSON_MENTIONED
};

/// What is known of a line before any of it was read.
typedef struct json_record {
  /// The number of the remembered pattern that the line has, or JSON_NO_PATTERN.
  uint32_t pattern;
  /// The number of the form that the line has, or JSON_NO_FORM. Lines of one form have one pattern, and their rows differ
  /// in nothing but the texts of strings.
  uint32_t form;
} json_record;

/// The number of a pattern that was not remembered.
enum { JSON_NO_PATTERN = 0xFFFFFFFF };

/// The number of a form that was not remembered.
enum { JSON_NO_FORM = 0xFFFFFFFF };

/// Says what each name of the vocabulary is to a pattern, one byte a name.
/// `link` is the name that JSON_LINKING members lose.
void json_reader_set_roles(json_reader *reader, const uint8_t *roles, uint16_t link);

/// The same for one document among many small ones, of which most differ from others in particulars only. Rows know no
/// offsets, numbers are parsed, and what stands under a key outside the vocabulary is one row of kind JSON_NULL.
/// With a known pattern the rows are those of the particulars alone, unless one of them stands further within. Patterns
/// and forms are compared byte for byte, not by a hash. A line of a known form is not parsed: it equals one that was, but
/// for texts without quotes, escapes and control characters.
int json_reader_parse_record(json_reader *reader, const char *bytes, size_t length, size_t readable,
                             json_record *record);

/// How many bytes patterns, with what is kept of each elsewhere, and forms may take, each. What is found no more only
/// makes reading slower.
void json_reader_set_memory(json_reader *reader, size_t most_bytes);

/// Remembers the pattern of the line that was parsed last. Returns its number, counted from 0 without gaps, or
/// JSON_NO_PATTERN when there is none or no more room.
uint32_t json_reader_remember(json_reader *reader);

/// The rows of the document that was accepted last.
const json_row *json_reader_rows(const json_reader *reader, size_t *count);

/// Where the document that was refused last went wrong, in bytes from its start.
size_t json_reader_failure_offset(const json_reader *reader);

#ifdef __cplusplus
}
#endif

#endif
