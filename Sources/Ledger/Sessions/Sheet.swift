import Planning

/// A row of figures that belongs to no session: the size of the network, posts of a level, a programme's running totals, a
/// questionnaire.
///
/// Kept as it was written, key by key; whoever sums it up decides what a key means.
public struct Sheet: Hashable, Sendable, Codable {
  public enum Section: String, Hashable, CaseIterable, Sendable, Codable {
    case network, staffing, programmes, questionnaire

    /// Stands alone in its file, so that it needs no id.
    var isSingle: Bool { self == .questionnaire || self == .network }
  }

  public let section: Section
  public let id: String
  public let value: SheetValue

  public init(section: Section, id: String, value: SheetValue) {
    self.section = section
    self.id = id
    self.value = value
  }

  /// `staffing/cities-all`: what it goes by in an import's report.
  public var key: String { "\(section.rawValue)/\(id)" }

  /// Keys whose values must be numbers.
  private static let numeric: Set<String> = [
    "units", "posts", "in_post", "departments", "sent", "returned", "usable", "premium_yuan", "paid_yuan",
    "sites",
    "classes",
    "percent_of_target", "target", "total_votes", "votes", "items", "eligible", "enrolled",
    "enrolled_percent",
    "cards_issued", "cards_delivered", "cards_delivered_percent",
  ]

  private static func checkNumber(_ value: YAMLNode, _ key: String) throws(EventFault) {
    guard !value.isNull, let text = value.text ?? value.elements.map({ _ in "[…]" }) else { return }
    guard let figure = SheetValue.number(text), figure >= .zero else {
      throw EventFault(key, value.place, zh: "\(key) 不是数字：“\(text)”", en: "\(key) is no number: '\(text)'")
    }
  }

  /// `rates: [{name: 续保率, n: 280, of: 306}]`: two of the three numbers will do.
  private static func checkRates(_ node: YAMLNode) throws(EventFault) {
    for rate in node.elements ?? [node] {
      guard rate.entries != nil, let name = rate["name"]?.text, !name.trimmed.isEmpty else {
        throw EventFault(
          "rates", rate.place, zh: "每个比率要有 name，如 {name: 续保率, n: 280, of: 306}",
          en: "each rate needs a name, as in {name: renewed, n: 280, of: 306}")
      }
      for key in ["n", "of", "percent"] {
        if let value = rate[key] { try checkNumber(value, "rates.\(key)") }
      }
      guard ["n", "of", "percent"].count(where: { rate[$0]?.isNull == false }) >= 2 || rate["percent"] != nil
      else {
        throw EventFault(
          "rates", rate.place, zh: "比率“\(name)”要写 n、of、percent 中的两个",
          en: "the rate '\(name)' needs two of n, of and percent")
      }
    }
  }

  /// How many questions a dimension has, and how many votes there are: without them shares would be of something else.
  private static func checkForms(_ row: YAMLNode) throws(EventFault) {
    for key in ["dimensions", "single_items"] {
      for items in row[key]?.elements?.compactMap({ $0["items"] }) ?? [] { try checkNumber(items, "items") }
    }
    if let votes = row["measures"]?["total_votes"] { try checkNumber(votes, "total_votes") }
  }

  init(_ section: Section, _ row: YAMLNode) throws(EventFault) {
    guard let entries = row.entries else {
      throw EventFault(section.rawValue, row.place, zh: "应该是“键: 值”", en: "must be keys and values")
    }
    for entry in entries where Self.numeric.contains(entry.key) {
      try Self.checkNumber(entry.value, entry.key)
    }
    if section == .programmes, let rates = row["rates"], !rates.isNull { try Self.checkRates(rates) }
    if section == .network { try NetworkFigure.check(row) }
    if section == .questionnaire { try Self.checkForms(row) }
    // One unit may have several programmes.
    let names =
      section == .programmes
      ? [row["unit"]?.text, row["name"]?.text] : [row["unit"]?.text ?? row["name"]?.text]
    let name = names.compactMap { $0?.nonEmpty }.joined(separator: " ").replacing("#", with: "＃").nonEmpty
    guard let id = row["id"]?.text ?? (section.isSingle ? section.rawValue : name) else {
      throw EventFault(
        "id", row.place, zh: "缺 id（或 name、unit）", en: "id is missing, and so are name and unit")
    }
    self.init(section: section, id: id, value: SheetValue(row))
  }
}

extension Sheet {
  /// A programme that goes by its unit and name, as it was kept when it went by its unit; nil for any other row.
  var knownByUnit: Sheet? {
    guard section == .programmes, value["id"] == nil, let unit = value["unit"]?.text?.nonEmpty,
      let name = value["name"]?.text?.nonEmpty
    else { return nil }
    let (before, now) = (unit.replacing("#", with: "＃"), "\(unit) \(name)".replacing("#", with: "＃"))
    guard id.hasPrefix(now) else { return nil }
    return Sheet(section: section, id: before + id.dropFirst(now.count), value: value)
  }

  /// The same about a unit that goes by another word.
  func about(_ unit: String) -> Sheet {
    guard case .map(var values) = value, let word = values["unit"]?.text, word != unit else { return self }
    values["unit"] = .text(unit)
    let isNamed = values["id"] == nil && id.hasPrefix(word)
    return Sheet(
      section: section, id: isNamed ? unit + id.dropFirst(word.count) : id, value: .map(values))
  }
}

/// Text, lists and keys, as a file has them.
public indirect enum SheetValue: Hashable, Sendable {
  case text(String)
  case list([SheetValue])
  case map([String: SheetValue])

  init(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let text, _): self = .text(text)
    case .sequence(let nodes): self = .list(nodes.map { SheetValue($0) })
    case .mapping(let entries):
      self = .map(
        Dictionary(
          entries.filter { !$0.value.isNull }.map { ($0.key, SheetValue($0.value)) },
          uniquingKeysWith: { first, _ in first }))
    }
  }

  public subscript(key: String) -> SheetValue? {
    if case .map(let values) = self { values[key] } else { nil }
  }

  public var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  public var elements: [SheetValue] {
    if case .list(let values) = self { values } else { [] }
  }

  /// The keys in alphabetical order, with their values.
  public var pairs: [(key: String, value: SheetValue)] {
    if case .map(let values) = self {
      values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    } else {
      []
    }
  }

  /// How sure its number is: `{n: 900, is: at-least}`.
  public var certainty: Quantity.Certainty {
    self["is"]?.text.flatMap { EventReader.certainty($0) } ?? .exact
  }

  /// A number, or the `n` of `{n: 72636, is: exact}`; nil if there is none.
  public var figure: Figure? {
    switch self {
    case .text(let text): Self.number(text)
    case .map(let values): values["n"]?.figure
    case .list: nil
    }
  }

  /// Digits, or an exact number in words and nothing else: 20.08 万元.
  static func number(_ text: String) -> Figure? {
    if let figure = Figure(text) { return figure }
    guard let read = try? CountPhrase(text), read.thing.isEmpty, read.quantity.certainty == .exact else {
      return nil
    }
    return read.quantity.n
  }
}

extension SheetValue: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let values = try? container.decode([SheetValue].self) {
      self = .list(values)
    } else {
      self = .map(try container.decode([String: SheetValue].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .list(let values): try container.encode(values)
    case .map(let values): try container.encode(values)
    }
  }
}
