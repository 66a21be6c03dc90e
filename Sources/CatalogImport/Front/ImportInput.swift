package import XMLEvents

/// One drug list to import.
package struct ImportInput {
  /// The file as the user named it, for messages.
  package var name: String
  /// Opens the list. Lists are opened when their turn comes: a folder may hold more files than may be open at once.
  let open: () throws(XMLError) -> any ByteSource
  /// True when `open` may be called again and gives the same bytes.
  let reopens: Bool

  /// A list whose bytes come once: standard input, a part of an archive.
  package init(name: String, source: any ByteSource) {
    self.name = name
    open = { () throws(XMLError) in source }
    reopens = false
  }

  /// A list that can be opened as often as needed.
  package init(name: String, opening: @escaping () throws(XMLError) -> any ByteSource) {
    self.name = name
    open = opening
    reopens = true
  }

  /// The file's name without folder and ending, for ids: `f_vtm2_3010419`.
  var stem: String {
    let file = name.split(separator: "/").last.map(String.init) ?? name
    return file.split(separator: ".").first.map(String.init) ?? file
  }
}
