/// Why a document was refused, and where. Never holds text of the document.
package struct XMLError: Error, Hashable, Sendable {
  package var kind: Kind
  /// From 1; 0 when the place is not known.
  package var line: Int
  /// From 1; 0 when not known.
  package var column: Int

  package enum Kind: Hashable, Sendable {
    case empty
    /// Another kind of file; the text names it and says what to do.
    case notXML(String)
    /// A DOCTYPE, whatever it declares. `html` when it is that of a web page.
    case doctype(html: Bool)
    case xinclude
    /// An encoding that is not allowed, or bytes that are not what was declared.
    case encoding(String)
    /// The file ends inside an element.
    case truncated
    /// One of our own limits or the parser's; the text names it.
    case limit(String)
    /// Not well-formed; `code` is libxml2's number.
    case malformed(code: Int)
    /// The file could not be read.
    case unreadable(String)
    case missing
    case outOfMemory
  }

  package init(_ kind: Kind, line: Int = 0, column: Int = 0) {
    self.kind = kind
    self.line = line
    self.column = column
  }

  /// What is wrong and, where known, what to do; lower case, without the place.
  package var reason: String {
    switch kind {
    case .empty: "the file is empty"
    case .notXML(let found): found
    case .doctype(html: true): "this is a web page, not an XML list"
    case .doctype(html: false): "a DOCTYPE is not allowed; remove it"
    case .xinclude: "XInclude is not allowed; put the content into the file"
    case .encoding(let problem): problem
    case .truncated: "the file ends before its root element does; fetch it again"
    case .limit(let limit): limit
    case .malformed(let code): MalformedXML.reason(code)
    case .unreadable(let problem): problem
    case .missing: "no such file"
    case .outOfMemory: "not enough memory to read the file"
    }
  }

  /// `line:column: error: reason`, the parts of the place that are known.
  package var message: String {
    let place = line > 0 ? (column > 0 ? "\(line):\(column): " : "\(line): ") : ""
    return place + "error: " + reason
  }
}

/// Our own words for libxml2's error numbers: its wording changes between versions.
enum MalformedXML {
  static func reason(_ code: Int) -> String {
    switch code {
    case 4, 5: "not well-formed: there must be exactly one root element and nothing after it"
    case 6...8, 14...16, 87: "not well-formed: a character reference is not allowed here"
    case 9: "not well-formed: a character that XML does not allow, or bytes in another encoding than declared"
    case 22...24, 26...28, 88, 89:
      "not well-formed: an entity that is not declared, or a bare '&'; write '&amp;'"
    case 38, 39, 40, 41: "not well-formed: an attribute value is broken"
    case 42: "not well-formed: an attribute is given twice"
    case 44, 45, 80: "not well-formed: a comment is broken"
    case 46, 47, 64: "not well-formed: a processing instruction is broken"
    case 56, 57, 96, 108: "not well-formed: the XML declaration is broken"
    case 62: "not well-formed: ']]>' is not allowed in text"
    case 63: "not well-formed: a CDATA section is not closed"
    case 65: "not well-formed: a blank is missing"
    case 68: "not well-formed: a name is broken"
    case 73: "not well-formed: a tag is not closed"
    case 76, 77: "not well-formed: an end tag does not fit its start tag"
    case 81, 31, 32: "the encoding is not known or does not fit the bytes"
    case 201...205: "not well-formed: a namespace prefix is not declared or is misused"
    default: "not well-formed XML (libxml2 error \(code))"
    }
  }
}
