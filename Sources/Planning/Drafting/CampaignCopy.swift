import Recurrence

/// The text of a campaign file made out to another campaign: its id, its name and the year of its dates change, and
/// everything else stays, comments included.
public struct CampaignCopy: Sendable {
  private let text: String
  private let root: YAMLNode

  /// Nil if the text is not a readable campaign file.
  public init?(of text: String) {
    guard let root = YAMLReader.read(text, file: "").root, root.value("id", in: .head)?.text != nil else {
      return nil
    }
    self.text = text
    self.root = root
  }

  /// The years in which its dates lie, ascending.
  public var years: [Int] { Set(dates.compactMap { Int($0.text.prefix(4)) }).sorted() }

  /// - `id`: Of the new campaign.
  /// - `name`: Its Chinese name; nil to keep it.
  /// - `years`: Whole years by which every date that is written out moves.
  public func text(id: String, name: String?, movingBy years: Int) -> String {
    var edits: [(place: Place, text: String)] = []
    if let node = root.value("id", in: .head) { edits.append((node.place, id)) }
    if let name, let node = root.value("name", in: .head) {
      let chinese = node.value("zh", in: .name) ?? node
      if chinese.text != nil { edits.append((chinese.place, "\"\(name.replacing("\"", with: "\\\""))\"")) }
    }
    edits += dates.compactMap { date in Self.moved(date.text, by: years).map { (date.place, $0) } }
    return Self.applying(edits, to: text)
  }

  /// The dates that are written out, but for those of single years and of tests: they speak of the old campaign.
  private var dates: [(place: Place, text: String)] {
    let sections = (root.entries ?? []).filter {
      !["years", "tests"].contains(Section.head.key($0.key)?.name ?? "")
    }
    return sections.flatMap { Self.dates(in: $0.value) }
  }

  private static func dates(in node: YAMLNode) -> [(place: Place, text: String)] {
    switch node.content {
    case .scalar(let text, _):
      text.matches(of: #/(?:19|20)\d\d-\d{1,2}-\d{1,2}/#).map { match in
        let offset = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound)
        let word = String(match.0)
        return (node.place(ofByte: offset, length: word.unicodeScalars.count), word)
      }
    case .sequence(let nodes): nodes.flatMap(dates)
    case .mapping(let entries): entries.flatMap { dates(in: $0.value) }
    }
  }

  /// The same day of another year; 29 February becomes the last day of the month.
  private static func moved(_ text: String, by years: Int) -> String? {
    guard case .success(let date) = TimeLanguage.date(text) else { return nil }
    let year = date.year + years
    let day = min(date.day, CivilDate.daysInMonth(year: year, month: date.month))
    return CivilDate(year: year, month: date.month, day: day).map { "\($0)" }
  }

  /// From the last place to the first, so that places stay right.
  private static func applying(_ edits: [(place: Place, text: String)], to text: String) -> String {
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    for edit in edits.sorted(by: { $0.place > $1.place }) {
      let line = edit.place.line - 1
      let start = edit.place.column - 1
      guard lines.indices.contains(line), start + edit.place.length <= lines[line].count else { continue }
      lines[line].replaceSubrange(start..<(start + edit.place.length), with: edit.text.unicodeScalars)
    }
    return lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n")
  }
}
