// Lines as they are written, but for the texts in which records differ: a tree of common beginnings.

#ifndef CRAMPCHECK_LINE_FORMS_HPP
#define CRAMPCHECK_LINE_FORMS_HPP

#include "CSimdjson.h"

#include "text_scan.hpp"

#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
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
      uint32_t hole = node->hole[isDigit(bytes[at]) || bytes[at] == '-'];
      if (hole == noNode) hole = node->hole[0];
      if (hole != noNode) {
        size_t end = hole == node->hole[0] ? endOfText(bytes, at, length) : endOfNumber(bytes, at, length);
        if (end == length) return JSON_NO_FORM;
        holes_.push_back({at, end});
        at = end;
        node = &nodes_[hole];
      } else {
        uint32_t branch = branchOf(*node, bytes[at]);
        if (branch == noNode) return JSON_NO_FORM;
        node = &nodes_[branch];
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
    uint32_t place = 0;
    size_t at = 0;
    if (nodes_.empty()) nodes_.emplace_back();
    for (const LineHole &hole : holes) {
      place = descend(place, line.substr(at, hole.start - at));
      if (nodes_[place].hole[hole.isNumber] == noNode) {
        nodes_[place].hole[hole.isNumber] = newNode();
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
  static constexpr uint32_t noNode = UINT32_MAX;

  /// Fixed bytes, and what may stand behind them: a text, a number, or fixed bytes that begin in different ways. A line
  /// goes through some twenty nodes: they are kept small, and those of a line stand side by side.
  struct Node {
    /// In `text_`; `noNode` while they are yet to be told.
    uint32_t start = noNode, length = 0;
    /// What follows a text, and what follows a number.
    uint32_t hole[2] = {noNode, noNode};
    /// In `branches_`.
    uint32_t branches = noNode;
    uint32_t form = JSON_NO_FORM;

    bool isNew() const { return start == noNode; }
  };

  /// What follows, by its first byte.
  struct Branches {
    std::string bytes;
    std::vector<uint32_t> nodes;
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

  uint32_t branchOf(const Node &node, char byte) const {
    if (node.branches == noNode) return noNode;
    const Branches &branches = branches_[node.branches];
    size_t branch = branches.bytes.find(byte);
    return branch == std::string::npos ? noNode : branches.nodes[branch];
  }

  void addBranch(uint32_t place, char byte, uint32_t node) {
    if (nodes_[place].branches == noNode) {
      nodes_[place].branches = static_cast<uint32_t>(branches_.size());
      branches_.emplace_back();
      bytes_ += sizeof(Branches);
    }
    Branches &branches = branches_[nodes_[place].branches];
    branches.bytes.push_back(byte);
    branches.nodes.push_back(node);
    bytes_ += 2 * sizeof(uint32_t);
  }

  uint32_t newNode() {
    nodes_.emplace_back();
    bytes_ += 2 * sizeof(Node);
    return static_cast<uint32_t>(nodes_.size() - 1);
  }

  /// Goes down from a node along fixed bytes, and makes the way where there is none.
  uint32_t descend(uint32_t place, std::string_view bytes) {
    while (true) {
      const Node &node = nodes_[place];
      if (node.isNew()) {
        setText(place, bytes);
        return place;
      }
      std::string_view own(text_.data() + node.start, node.length);
      size_t common = 0;
      while (common < own.size() && common < bytes.size() && own[common] == bytes[common]) common++;
      if (common < own.size()) split(place, static_cast<uint32_t>(common));
      bytes.remove_prefix(common);
      if (bytes.empty()) return place;
      uint32_t branch = branchOf(nodes_[place], bytes[0]);
      if (branch == noNode) {
        uint32_t leaf = newNode();
        setText(leaf, bytes);
        addBranch(place, bytes[0], leaf);
        return leaf;
      }
      place = branch;
    }
  }

  /// Fixed bytes that many nodes have are kept once: behind the first difference lines go on alike.
  void setText(uint32_t place, std::string_view bytes) {
    auto [known, isNew] = texts_.try_emplace(std::string(bytes), static_cast<uint32_t>(text_.size()));
    if (isNew) {
      text_.append(bytes);
      bytes_ += 2 * bytes.size() + 96;
    }
    nodes_[place].start = known->second;
    nodes_[place].length = static_cast<uint32_t>(bytes.size());
  }

  /// Makes a node of the bytes behind the first of a node's own.
  void split(uint32_t place, uint32_t length) {
    uint32_t lower = newNode();
    Node &upper = nodes_[place];
    nodes_[lower] = upper;
    nodes_[lower].start += length;
    nodes_[lower].length -= length;
    upper.length = length;
    upper.hole[0] = upper.hole[1] = upper.branches = noNode;
    upper.form = JSON_NO_FORM;
    addBranch(place, text_[nodes_[lower].start], lower);
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
  /// Where fixed bytes stand in `text_`.
  std::unordered_map<std::string, uint32_t> texts_;
  std::vector<Node> nodes_;
  std::vector<Branches> branches_;
  std::vector<Form> forms_;
  std::vector<Span> holes_;
  size_t hits_ = 0;
  size_t bytes_ = 0;
  size_t mostBytes_ = 32 << 20;
};

#endif
