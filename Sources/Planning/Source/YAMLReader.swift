/// Reads a strict subset of YAML: one document of mappings, sequences and text; no anchors, no tags, no tabs, no key
/// twice. Bounded in size and depth, so that a hostile file ends in a message.
public struct YAMLReader {
  /// 1 MiB.
  public static let maximumBytes = 1 << 20
  public static let maximumDepth = 32
  /// 128 KiB: what is longer was not typed, and is left as it is.
  private static let maximumMended = 1 << 17

  private let file: String
  private var text: String
  private var diagnostics: [Diagnostic] = []
  /// Nil until something has to be mended.
  private var mended: MendedText?

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
    while let fault = SourceText.firstFault(of: SourceLines(reader.text), maximumDepth: maximumDepth) {
      guard reader.mend(fault) else { return (nil, reader.diagnostics) }
    }
    let root = reader.parse()
    return (root, reader.diagnostics)
  }

  private init(file: String, text: String) {
    self.file = file
    self.text = text
  }

  private mutating func parse() -> YAMLNode? {
    // Each round ends, mends something, or gives up; a larger file gets fewer rounds.
    for _ in 0..<max(4, min(100, Self.maximumBytes / max(1, text.utf8.count))) {
      var tree = YAMLTree(text, mended)
      do throws(YAMLTree.Failure) {
        let root = try tree.document()
        if let slip = tree.slip, mend(slip) { continue }
        diagnostics += tree.faults.map { .unreadable(file: file, at: $0.place, $0) }
        diagnostics += tree.repeats.map { .repeatedKey($0.key, file: file, at: $0.place, first: $0.first) }
        return root
      } catch {
        guard mend(error.fault(in: text)) else { return nil }
      }
    }
    diagnostics.append(.unreadable(file: file, at: nil, SourceFault(.structure, at: nil)))
    return nil
  }

  /// Reports a fault, and those of its kind that are sure to follow; false if nothing after it can be read.
  ///
  /// - `fault`: With its place in what is mended so far.
  private mutating func mend(_ fault: SourceFault) -> Bool {
    func original(_ place: Place) -> Place { mended?.original(place) ?? place }
    var places = [fault.place.map(original)]
    guard MendedText.canMend(fault.kind), text.utf8.count <= Self.maximumMended else {
      report(fault.kind, at: places)
      return false
    }
    if fault.kind == .fullWidthColon {
      places += SourceText.wideColons(in: SourceLines(text)).map(original).filter { $0 != places[0] }
    }
    var new = mended ?? MendedText(text)
    let kind = counted(fault.kind, in: new)
    guard new.mend(kind, at: places) else {
      report(kind, at: places)
      return false
    }
    diagnostics += places.prefix(FaultList.limit).map(diagnostic(kind))
    let newText = new.text
    guard newText != text else { return false }
    mended = new
    text = newText
    return true
  }

  /// What the parser makes of an indentation that was guessed at may be the guess's fault.
  private mutating func report(_ kind: SourceFault.Kind, at places: [Place?]) {
    if mended?.isGuess != true { diagnostics += places.prefix(FaultList.limit).map(diagnostic(kind)) }
  }

  private func diagnostic(_ kind: SourceFault.Kind) -> (Place?) -> Diagnostic {
    { .unreadable(file: file, at: $0, SourceFault(kind, at: $0)) }
  }

  /// Blanks that are none are mended in all lines at once.
  private func counted(_ kind: SourceFault.Kind, in mended: MendedText) -> SourceFault.Kind {
    switch kind {
    case .tab: .tab(lines: mended.count(of: ["\t"]))
    case .wideSpace: .wideSpace(lines: mended.count(of: ["\u{3000}", "\u{A0}"]))
    default: kind
    }
  }
}

extension YAMLTree.Failure {
  fileprivate func fault(in text: String) -> SourceFault {
    switch self {
    case .tooDeep(let place): SourceFault(.tooDeep(YAMLReader.maximumDepth), at: place)
    case .tooMany(let place): SourceFault(.tooMany(YAMLTree.maximumCount), at: place)
    case .complaint(let complaint) where complaint.isOfCharacter: SourceFault(.control, at: complaint.place)
    case .complaint(let complaint):
      SourceText.likelyCause(of: complaint.problem, near: complaint.place, in: SourceLines(text))
    }
  }
}
