extension YAMLNode {
  /// The value of a key of a section, whichever word the file uses for it.
  func value(_ name: String, in section: Section) -> YAMLNode? {
    entries?.first { section.key($0.key)?.name == name }?.value
  }
}
