// Lines as they are written, but for the texts in which records differ: a tree of common beginnings.

#ifndef CRAMPCHECK_LINE_FORMS_HPP
#define CRAMPCHECK_LINE_FORMS_HPP

#include "CSimdjson.h"

#include "text_scan.hpp"

#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

/// The text between two quotes, or the number, that may be another in another line of the form.
struct LineHole {
  /// In the line from which the form was made.
  size_t start = 0, end = 0;
  /// The row that holds the text, if one does. None holds a number.
  size_t row = none;
  bool isNumber = false;

  static constexpr size_t none = SIZE_MAX;
};

/// A line that equals a remembered one but for the texts and numbers in its holes is as valid as that one, has the same
/// members, and makes the same rows but for those texts: whoever knows the form need not parse it. A text without quotes,
/// escapes and control characters ends at the next quote, and no other is taken; nor is a number with an exponent or so
/// many digits that it might be out of range.
class LineForms {
public:
  struct Form {
    uint32_t pattern;
    std::vector<json_row> rows;
    /// The rows that the holes belong to, in the order of the line.
    std::vector<size_t> rowsOfHoles;
    /// What fixed rows refer to.
    std::unique_ptr<char[]> texts;
  };

  /// A line of more strings and numbers is like no other.
  static constexpr size_t mostScalars = 512;

  /// Most bytes behind a line that `match` looks at.
  static constexpr size_t padding = TextBlock::size;

  const Form &operator[](uint32_t number) const { return forms_[number]; }

  /// Whether a form of a line of that length is likely to be worth its making.
  bool hasRoom(size_t length) const {
    return length <= longestLine && forms_.size() < mostForms && bytes_ < mostBytes_ && (forms_.size() < 64 || hits_ > forms_.size());
  }

  void setMostBytes(size_t most) { mostBytes_ = most; }

  /// The number of the form that a line has, or JSON_NO_FORM. The form's rows then hold the texts of this line.
  /// At least `padding` bytes behind the line must be readable.
  uint32_t match(const char *bytes, size_t length) {
    if (forms_.empty()) return JSON_NO_FORM;
    size_t at = 0;
    holes_.clear();
    const Node *node = &nodes_[0];
    while (true) {
      if (length - at < node->length || !areEqual(&text_[node->start], bytes + at, node->length)) return JSON_NO_FORM;
      at += node->length;
      if (at == length) break;
      size_t hole = node->hole[isDigit(bytes[at]) || bytes[at] == '-'];
      if (hole == noNode) hole = node->hole[0];
      if (hole != noNode) {
        size_t end = hole == node->hole[0] ? endOfText(bytes, at, length) : endOfNumber(bytes, at, length);
        if (end == length) return JSON_NO_FORM;
        holes_.push_back({at, end});
        at = end;
        node = &nodes_[hole];
      } else {
        size_t branch = node->bytes.find(bytes[at]);
        if (branch == std::string::npos) return JSON_NO_FORM;
        node = &nodes_[node->branches[branch]];
      }
    }
    if (node->form != JSON_NO_FORM) fill(forms_[node->form], bytes);
    return node->form;
  }

  /// Remembers a line.
  /// - holes: In the order of the line; none may hold an escape.
  /// - rows: What it makes; those of holes get their texts from `match`.
  uint32_t add(std::string_view line, const std::vector<LineHole> &holes, const std::vector<json_row> &rows,
               uint32_t pattern) {
    size_t place = 0, at = 0;
    if (nodes_.empty()) nodes_.emplace_back();
    for (const LineHole &hole : holes) {
      place = descend(place, line.substr(at, hole.start - at));
      if (nodes_[place].hole[hole.isNumber] == noNode) {
        nodes_[place].hole[hole.isNumber] = nodes_.size();
        nodes_.emplace_back();
      }
      place = nodes_[place].hole[hole.isNumber];
      at = hole.end;
    }
    place = descend(place, line.substr(at));
    // A line of the same form with another pattern: must not be, and is not taken for either.
    if (nodes_[place].form != JSON_NO_FORM) return JSON_NO_FORM;
    Form form = made(holes, rows, pattern);
    uint32_t number = static_cast<uint32_t>(forms_.size());
    forms_.push_back(std::move(form));
    nodes_[place].form = number;
    return number;
  }

private:
  static constexpr size_t noNode = SIZE_MAX;

  /// Fixed bytes, and what may stand behind them: a text, a number, or fixed bytes that begin in different ways.
  struct Node {
    size_t start = 0, length = 0;
    /// What follows a text, and what follows a number.
    size_t hole[2] = {noNode, noNode};
    std::string bytes;
    std::vector<size_t> branches;
    uint32_t form = JSON_NO_FORM;
    /// Its fixed bytes are yet to be told.
    bool isNew = true;
  };

  // Bounds on what lines that never repeat can take.
  static constexpr size_t mostForms = 16384;
  static constexpr size_t longestLine = 1 << 16;

  struct Span {
    size_t start, end;
  };

  /// The place of the quote that ends a text; `length` for a text that does not end so or is not plain.
  static size_t endOfText(const char *bytes, size_t at, size_t length) {
    size_t start = at;
    bool isForeign = false;
    for (; at < length; at += TextBlock::size) {
      TextBlock block(bytes + at);
      if (!block.hasEnd()) {
        isForeign |= block.isForeign();
        continue;
      }
      at += block.end();
      if (at >= length || bytes[at] != '"') return length;
      isForeign |= block.isForeignBeforeEnd();
      return isForeign && !simdjson::validate_utf8(bytes + start, at - start) ? length : at;
    }
    return length;
  }

  static bool isDigit(char c) { return c >= '0' && c <= '9'; }

  /// The place behind a number; `length` for one that is not plain. A line never ends in a number.
  static size_t endOfNumber(const char *bytes, size_t at, size_t length) {
    if (bytes[at] == '-') at++;
    size_t start = at;
    while (at < length && isDigit(bytes[at])) at++;
    bool isWhole = at > start && at - start <= mostDigits && (bytes[start] != '0' || at - start == 1);
    if (isWhole && at < length && bytes[at] == '.') {
      start = ++at;
      while (at < length && isDigit(bytes[at])) at++;
      isWhole = at > start && at - start <= mostDigits;
    }
    // An exponent stands in no form behind a number, and is not taken for what does.
    return isWhole && at < length && bytes[at] != 'e' && bytes[at] != 'E' ? at : length;
  }

  static constexpr size_t mostDigits = 15;

  void fill(Form &form, const char *bytes) {
    hits_++;
    for (size_t number = 0; number < form.rowsOfHoles.size(); number++) {
      size_t row = form.rowsOfHoles[number];
      if (row == LineHole::none) continue;
      form.rows[row].text = bytes + holes_[number].start;
      form.rows[row].text_length = static_cast<uint32_t>(holes_[number].end - holes_[number].start);
    }
  }

  /// Goes down from a node along fixed bytes, and makes the way where there is none.
  size_t descend(size_t place, std::string_view bytes) {
    while (true) {
      const Node &node = nodes_[place];
      if (node.isNew) {
        setText(place, bytes);
        return place;
      }
      std::string_view own(text_.data() + node.start, node.length);
      size_t common = 0;
      while (common < own.size() && common < bytes.size() && own[common] == bytes[common]) common++;
      if (common < own.size()) split(place, common);
      bytes.remove_prefix(common);
      if (bytes.empty()) return place;
      size_t branch = nodes_[place].bytes.find(bytes[0]);
      if (branch == std::string::npos) {
        size_t leaf = nodes_.size();
        nodes_.emplace_back();
        setText(leaf, bytes);
        nodes_[place].bytes.push_back(bytes[0]);
        nodes_[place].branches.push_back(leaf);
        return leaf;
      }
      place = nodes_[place].branches[branch];
    }
  }

  void setText(size_t place, std::string_view bytes) {
    text_.append(bytes);
    Node &node = nodes_[place];
    node.isNew = false;
    node.start = text_.size() - bytes.size();
    node.length = bytes.size();
    bytes_ += bytes.size() + sizeof(Node) + 64;
  }

  /// Makes a node of the bytes behind the first of a node's own.
  void split(size_t place, size_t length) {
    size_t lower = nodes_.size();
    nodes_.emplace_back();
    Node &upper = nodes_[place];
    Node rest = std::move(upper);
    rest.start += length;
    rest.length -= length;
    upper = Node();
    upper.isNew = false;
    upper.start = rest.start - length;
    upper.length = length;
    upper.bytes.assign(1, text_[rest.start]);
    upper.branches.assign(1, lower);
    nodes_[lower] = std::move(rest);
    bytes_ += sizeof(Node) + 64;
  }

  Form made(const std::vector<LineHole> &holes, const std::vector<json_row> &rows, uint32_t pattern) {
    Form form{pattern, rows, {}, nullptr};
    std::vector<bool> isHole(rows.size(), false);
    for (const LineHole &hole : holes) {
      form.rowsOfHoles.push_back(hole.row);
      if (hole.row != LineHole::none) isHole[hole.row] = true;
    }
    size_t size = 0;
    for (size_t row = 0; row < rows.size(); row++)
      size += rows[row].key_length + (isHole[row] ? 0 : rows[row].text_length);
    form.texts.reset(new char[size + 1]);
    char *end = form.texts.get();
    auto keep = [&end](const char *&text, uint32_t length) {
      if (length > 0) std::memcpy(end, text, length);
      text = end;
      end += length;
    };
    for (size_t row = 0; row < rows.size(); row++) {
      keep(form.rows[row].key, form.rows[row].key_length);
      if (!isHole[row]) keep(form.rows[row].text, form.rows[row].text_length);
    }
    bytes_ += size + rows.size() * sizeof(json_row) + holes.size() * sizeof(size_t);
    return form;
  }

  std::string text_;
  std::vector<Node> nodes_;
  std::vector<Form> forms_;
  std::vector<Span> holes_;
  size_t hits_ = 0;
  size_t bytes_ = 0;
  size_t mostBytes_ = 32 << 20;
};

#endif
