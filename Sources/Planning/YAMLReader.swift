import Yams

/// Reads a strict subset of YAML: one document of mappings, sequences and text; no anchors, no tags, no tabs, no key
/// twice. Bounded in size and depth, so that a hostile file ends in a message.
public struct YAMLReader {
  /// 1 MiB.
  public static let maximumBytes = 1 << 20
  public static let maximumDepth = 32

  private let file: String
  private var text: String
  private var mended: MendedText
  private let lines: [Substring.UnicodeScalarView]
  private var diagnostics: [Diagnostic] = []
  /// Where the value before began: the next one's column is counted from there, not from its line's beginning.
  private var passed: (place: Place, index: Substring.UnicodeScalarView.Index)?
  /// Keys that stand twice were renamed, so that the parser could go on: placeholder to key.
  private var renamed: [String: String] = [:]

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
    var reader = YAMLReader(file: file, text: text)
    if let place = SourceText.strangeBreak(in: text) {
      // Behind it the parser's lines are not those of an editor.
      return (nil, [.unreadable(file: file, at: place, SourceFault(.control, at: place))])
    }
    while let fault = SourceText.firstFault(of: reader.text, maximumDepth: maximumDepth) {
      guard reader.mend(fault) else { return (nil, reader.diagnostics) }
    }
    let root = reader.parse()
    return (root, reader.diagnostics)
  }

  private init(file: String, text: String) {
    self.file = file
    self.text = text
    mended = MendedText(text)
    lines = SourceText.lines(text)
  }

  private mutating func parse() -> YAMLNode? {
    // Each round ends, mends or renames something, or gives up; a large file gets few rounds.
    for _ in 0..<max(4, min(100, Self.maximumBytes / max(1, text.utf8.count))) {
      do {
        guard let root = try Parser(yaml: text, resolver: .basic).singleRoot() else {
          return YAMLNode(place: Place(line: 1, column: 1), content: .mapping([]))
        }
        let lines = SourceText.lines(text)
        if let slip = slip(in: root, below: 0, lines), mend(slip) { continue }
        return convert(root)
      } catch let YamlError.duplicatedKeysInMapping(duplicates, context) where !duplicates.isEmpty {
        rename(duplicates[0], at: context.mark)
      } catch {
        guard mend(fault(of: error)) else { return nil }
      }
    }
    diagnostics.append(.unreadable(file: file, at: nil, SourceFault(.structure, at: nil)))
    return nil
  }

  /// Reports a fault, and those of its kind that are sure to follow; false if nothing after it can be read.
  private mutating func mend(_ fault: SourceFault) -> Bool {
    let first = SourceFault(counted(fault.kind), at: fault.place.map { mended.original($0) })
    var faults = [first]
    if first.kind == .fullWidthColon {
      faults += SourceText.wideColons(in: text).map { SourceFault(.fullWidthColon, at: mended.original($0)) }
        .filter { $0 != first }
    }
    var before = mended
    let canMend = faults.allSatisfy { before.mend($0) }
    // What the parser makes of an indentation that was guessed at may be the guess's fault.
    if canMend || !mended.isGuess {
      diagnostics += faults.map { .unreadable(file: file, at: $0.place, $0) }
    }
    guard canMend, before.text != text else { return false }
    mended = before
    text = mended.text
    return true
  }

  /// Puts a placeholder of the same length in a repeated key's place, so that columns stay right.
  private mutating func rename(_ key: String, at mark: Mark) {
    let scalar = Unicode.Scalar(0xE000 + UInt32(renamed.count))!
    let length = key.unicodeScalars.count
    let place = Place(line: mark.line, column: mark.column, length: length)
    mended.rename(at: place, scalar)
    text = mended.text
    let placeholder = String(String.UnicodeScalarView(repeatElement(scalar, count: max(1, length))))
    renamed[placeholder] = key
  }

  /// Blanks that are none are mended in all lines at once.
  private func counted(_ kind: SourceFault.Kind) -> SourceFault.Kind {
    switch kind {
    case .tab: .tab(lines: mended.count(of: ["\t"]))
    case .wideSpace: .wideSpace(lines: mended.count(of: ["\u{3000}", "\u{A0}"]))
    default: kind
    }
  }

  private func fault(of error: any Error) -> SourceFault {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return SourceText.likelyCause(of: problem, near: Place(line: mark.line, column: mark.column), in: text)
    case .reader(_, let offset?, _, let text):
      let before = SourceText.lines(String(text.prefix(offset)))
      let place = Place(line: before.count, column: (before.last?.count ?? 0) + 1)
      return SourceFault(.control, at: place)
    default: return SourceFault(.structure, at: nil)
    }
  }

  /// A `键：值` below a key: the parser takes it for a text, since nothing else stands there.
  private func slip(in node: Node, below line: Int, _ lines: [Substring.UnicodeScalarView]) -> SourceFault? {
    switch node {
    case .scalar(let scalar):
      guard scalar.style == .plain, let mark = scalar.mark, mark.line > line else { return nil }
      return SourceText.slip(at: Place(line: mark.line, column: mark.column), in: lines)
    case .mapping(let mapping):
      return mapping.lazy.compactMap { slip(in: $0.value, below: $0.key.mark?.line ?? .max, lines) }.first
    case .sequence(let sequence):
      return sequence.lazy.compactMap { slip(in: $0, below: .max, lines) }.first
    case .alias: return nil
    }
  }

  private mutating func convert(_ node: Node) -> YAMLNode? {
    let place = mended.original(Place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1))
    if let kind = refusal(at: place) {
      let fault = Diagnostic.unreadable(file: file, at: place, SourceFault(kind, at: place))
      // An alias is its anchor's value once more. What is refused is read all the same: nothing must seem to be missing.
      if !diagnostics.contains(fault) { diagnostics.append(fault) }
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
      let place = key.mark.map { mended.original(Place(line: $0.line, column: $0.column)) }
      diagnostics.append(.unreadable(file: file, at: place, SourceFault(.keyIsNotText, at: place)))
      return nil
    }
    guard let valueNode = convert(value) else { return nil }
    return YAMLEntry(key: restored(scalar.string), keyPlace: keyNode.place, value: valueNode)
  }

  private func restored(_ text: String) -> String { renamed[text] ?? text }

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
