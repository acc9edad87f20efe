import Yams

/// Reads a strict subset of YAML: one document of mappings, sequences and text; no anchors, no tags, no tabs, no key
/// twice. Bounded in size and depth, so that a hostile file ends in a message.
public struct YAMLReader {
  /// 1 MiB.
  public static let maximumBytes = 1 << 20
  public static let maximumDepth = 32

  private let file: String
  private var text: String
  private let lines: [Substring.UnicodeScalarView]
  private var diagnostics: [Diagnostic] = []
  /// Where the value before began: the next one's column is counted from there, not from its line's beginning.
  private var passed: (place: Place, index: Substring.UnicodeScalarView.Index)?
  /// Keys that stand twice were renamed, so that the parser could go on: placeholder to key and first place.
  private var renamed: [String: (key: String, first: Place)] = [:]

  /// - Parameters:
  ///   - bytes: UTF-8, with or without a byte order mark.
  ///   - file: The name that the diagnostics carry.
  /// - Returns: The root, unless the file can't be read at all, and all faults found on the way.
  public static func read(_ bytes: some Collection<UInt8>, file: String) -> (
    root: YAMLNode?, diagnostics: [Diagnostic]
  ) {
    guard bytes.count <= maximumBytes else {
      return (nil, [.tooLarge(file: file, limit: maximumBytes)])
    }
    switch SourceText.decode(bytes) {
    case .failure(let fault):
      return (nil, [.unreadable(file: file, at: fault.place, fault)])
    case .success(let text):
      return read(text, file: file)
    }
  }

  public static func read(_ text: String, file: String) -> (root: YAMLNode?, diagnostics: [Diagnostic]) {
    if let fault = SourceText.firstFault(of: text, maximumDepth: maximumDepth) {
      return (nil, [.unreadable(file: file, at: fault.place, fault)])
    }
    var reader = YAMLReader(file: file, text: text)
    let root = reader.parse()
    return (root, reader.diagnostics)
  }

  private init(file: String, text: String) {
    self.file = file
    self.text = text
    lines = SourceText.lines(text)
  }

  private mutating func parse() -> YAMLNode? {
    // Each round ends, renames one more key, or gives up; a file has few keys that stand twice.
    for _ in 0..<100 {
      do {
        guard let root = try Parser(yaml: text, resolver: .basic).singleRoot() else {
          return YAMLNode(place: Place(line: 1, column: 1), content: .mapping([]))
        }
        return convert(root)
      } catch let YamlError.duplicatedKeysInMapping(duplicates, context) where !duplicates.isEmpty {
        rename(duplicates[0], at: context.mark)
      } catch let error as YamlError {
        report(error)
        return nil
      } catch {
        diagnostics.append(.unreadable(file: file, at: nil, SourceFault(.other("\(error)"), at: nil)))
        return nil
      }
    }
    return nil
  }

  /// Puts a placeholder of the same length in a repeated key's place, so that columns stay right.
  private mutating func rename(_ key: String, at mark: Mark) {
    let length = key.unicodeScalars.count
    let scalar = Unicode.Scalar(0xE000 + UInt32(renamed.count))!
    let placeholder = String(String.UnicodeScalarView(repeatElement(scalar, count: max(1, length))))
    var scalars = Array(text.unicodeScalars)
    guard var index = SourceText.index(ofLine: mark.line, column: mark.column, in: scalars) else { return }
    if index < scalars.count, scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
    guard index + length <= scalars.count else { return }
    scalars.replaceSubrange(index..<(index + length), with: placeholder.unicodeScalars)
    text = String(String.UnicodeScalarView(scalars))
    renamed[placeholder] = (key, Place(line: mark.line, column: mark.column, length: length))
  }

  private mutating func report(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let place = Place(line: mark.line, column: mark.column)
      let fault = SourceText.likelyCause(of: problem, near: place, in: text)
      diagnostics.append(.unreadable(file: file, at: fault.place, fault))
    default:
      diagnostics.append(.unreadable(file: file, at: nil, SourceFault(.other("\(error)"), at: nil)))
    }
  }

  private mutating func convert(_ node: Node) -> YAMLNode? {
    let place = Place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    if let kind = refusal(at: place) {
      diagnostics.append(.unreadable(file: file, at: place, SourceFault(kind, at: place)))
      return nil
    }
    switch node {
    case .scalar(let scalar):
      let quotes = scalar.style == .plain || scalar.style == .any ? 0 : 2
      let length = scalar.string.unicodeScalars.prefix { $0 != "\n" }.count + quotes
      return YAMLNode(
        place: Place(line: place.line, column: place.column, length: max(1, length)),
        content: .scalar(restored(scalar.string), isPlain: quotes == 0))
    case .sequence(let sequence):
      let elements = sequence.compactMap { convert($0) }
      return YAMLNode(place: place, content: .sequence(elements))
    case .mapping(let mapping):
      let entries = mapping.compactMap { convertEntry(key: $0.key, value: $0.value) }
      reportRepeats(entries)
      return YAMLNode(place: place, content: .mapping(entries))
    case .alias:
      return nil
    }
  }

  private mutating func convertEntry(key: Node, value: Node) -> YAMLEntry? {
    guard case .scalar(let scalar) = key, let keyNode = convert(key) else {
      let place = key.mark.map { Place(line: $0.line, column: $0.column) }
      diagnostics.append(.unreadable(file: file, at: place, SourceFault(.keyIsNotText, at: place)))
      return nil
    }
    guard let valueNode = convert(value) else { return nil }
    return YAMLEntry(key: restored(scalar.string), keyPlace: keyNode.place, value: valueNode)
  }

  private func restored(_ text: String) -> String { renamed[text]?.key ?? text }

  private mutating func reportRepeats(_ entries: [YAMLEntry]) {
    guard !renamed.isEmpty else { return }
    var first: [String: Place] = [:]
    for entry in entries {
      if let earlier = first[entry.key] {
        diagnostics.append(.repeatedKey(entry.key, file: file, at: entry.keyPlace, first: earlier))
      } else {
        first[entry.key] = entry.keyPlace
      }
    }
  }

  /// A value's place is that of its anchor or tag, and no plain value begins with `&` or `!`. An alias is the anchored
  /// value once more, with that one's place.
  private mutating func refusal(at place: Place) -> SourceFault.Kind? {
    guard lines.indices.contains(place.line - 1) else { return nil }
    let line = lines[place.line - 1]
    var start = (column: 1, index: line.startIndex)
    if let passed, passed.place.line == place.line, passed.place.column <= place.column {
      start = (passed.place.column, passed.index)
    }
    let distance = place.column - start.column
    guard let index = line.index(start.index, offsetBy: distance, limitedBy: line.endIndex),
      index < line.endIndex
    else { return nil }
    passed = (place, index)
    switch line[index] {
    case "&": return .anchor
    case "!": return .tag
    default: return nil
    }
  }
}
