public import Ledger
public import Planning

/// What was surveyed or counted before a campaign beside what was at its end: two questionnaires, or two rows of
/// figures of one kind.
public struct BaselineComparison: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    /// The keys that lead to it: `dimensions/理论学习/好`.
    public let path: String
    public let before: Figure?
    public let after: Figure?
    /// Whether they are shares, of which a change is told in points.
    public let isShare: Bool

    /// Nil unless both are known.
    public var change: Figure? { before.flatMap { before in after.map { $0 - before } } }
  }

  /// What the two rows of figures are called.
  public let baseline: String
  public let final: String
  public let rows: [Row]

  /// - Throws: ``BaselineFault`` if they are of two kinds.
  public init(_ baseline: Sheet, _ final: Sheet) throws(BaselineFault) {
    guard baseline.section == final.section, baseline.id != final.id else {
      throw .notComparable(Self.name(baseline), Self.name(final))
    }
    self.baseline = Self.name(baseline)
    self.final = Self.name(final)
    let (before, after) = (Self.figures(baseline), Self.figures(final))
    let paths = People.unique(before.map(\.path) + after.map(\.path))
    rows = paths.map { path in
      let (old, new) = (before.first { $0.path == path }, after.first { $0.path == path })
      return Row(
        path: path, before: old?.value, after: new?.value,
        isShare: old?.isShare ?? new?.isShare ?? false)
    }
  }

  /// - `baseline`: The name or id of a row of figures.
  /// - `final`: Nil for the only other one of its kind.
  /// - Throws: ``BaselineFault`` if there is no such row, or nothing to compare it with.
  public init(named baseline: String, and final: String?, among sheets: [Sheet]) throws(BaselineFault) {
    let first = try Self.sheet(named: baseline, among: sheets)
    if let final {
      try self.init(first, try Self.sheet(named: final, among: sheets))
      return
    }
    let others = sheets.filter { $0.section == first.section && $0.id != first.id }
    guard others.count == 1 else { throw .needsFinal(Self.name(first), among: Self.labels(others)) }
    try self.init(first, others[0])
  }

  /// By its place in the file (`programmes/p25`), its id or its name, in this order.
  private static func sheet(named name: String, among sheets: [Sheet]) throws(BaselineFault) -> Sheet {
    for key in [\Sheet.key, \Sheet.id, \Sheet.displayName] {
      let found = sheets.filter { $0[keyPath: key] == name }
      guard let last = found.last else { continue }
      // The same row entered on two machines is one.
      let places = People.unique(found.map(\.key))
      guard places.count == 1 else { throw .severalOfName(name, places) }
      return last
    }
    throw .unknown(name, among: labels(sheets))
  }

  /// Their names, with their places where several have the same.
  private static func labels(_ sheets: [Sheet]) -> [String] {
    let counts = Dictionary(sheets.map { (name($0), 1) }, uniquingKeysWith: +)
    return sheets.map { sheet in counts[name(sheet), default: 1] > 1 ? sheet.key : name(sheet) }
  }

  private static func name(_ sheet: Sheet) -> String { sheet.displayName }

  private typealias Leaf = (path: String, value: Figure, isShare: Bool)

  /// The shares of a questionnaire, since the numbers of forms differ; else the figures as they were entered.
  private static func figures(_ sheet: Sheet) -> [Leaf] {
    guard sheet.section != .questionnaire else {
      return leaves(QuestionnaireResult(sheet.value).values, under: "")
    }
    return sheet.value.pairs.filter { $0.key != "year" }.compactMap { key, value in
      value.figure.map { (key, $0, key.hasSuffix("percent")) }
    }
  }

  private static func leaves(_ members: [JSONText.Member], under path: String) -> [Leaf] {
    members.flatMap { member -> [Leaf] in
      let own = path.isEmpty ? member.name : "\(path)/\(member.name)"
      switch member.value {
      case .object(let members): return leaves(members, under: own)
      case .string(let text): return Figure(text).map { [(own, $0, true)] } ?? []
      case .number, .decimal: return Figure(member.value.description).map { [(own, $0, false)] } ?? []
      case .array, .bool, .null: return []
      }
    }
  }
}

extension Sheet {
  fileprivate var displayName: String { value["name"]?.text ?? id }
}

/// Why nothing can be compared.
public enum BaselineFault: Error, Hashable, Sendable {
  case unknown(String, among: [String])
  case needsFinal(String, among: [String])
  case notComparable(String, String)
  /// Several rows go by one name; their places.
  case severalOfName(String, [String])

  public func text(_ language: Language) -> String {
    func list(_ names: [String]) -> String {
      names.isEmpty ? language("没有", "none") : names.joined(separator: language("、", ", "))
    }
    return switch self {
    case .unknown(let name, let names):
      language(
        "没有叫 “\(name)” 的问卷或数据；已有：\(list(names))。先用 campaign import 导入",
        "there is no questionnaire or row of figures '\(name)'; there are: \(list(names)). Import it first")
    case .needsFinal(let name, let names):
      language(
        "同 “\(name)” 对比哪一份？写 --final 名称；同类的有：\(list(names))",
        "compare '\(name)' with which? Give --final NAME; of its kind there are: \(list(names))")
    case .severalOfName(let name, let places):
      language(
        "叫 “\(name)” 的有 \(places.count) 份：\(list(places))；请改写其中一个，如 --baseline \(places[0])",
        "\(places.count) rows are called '\(name)': \(list(places)); name one of them, as in --baseline \(places[0])"
      )
    case .notComparable(let one, let other):
      language(
        "“\(one)” 与 “\(other)” 不能对比：要两份同类的数据",
        "'\(one)' and '\(other)' can't be compared: two of one kind are needed"
      )
    }
  }
}

extension BaselineComparison {
  /// +2.00, or −49 for a number.
  private func change(_ row: Row) -> String {
    guard let change = row.change else { return "—" }
    let sign = change > .zero ? "+" : change < .zero ? "−" : ""
    return sign + figure(change < .zero ? -change : change, row)
  }

  private func figure(_ figure: Figure?, _ row: Row) -> String {
    guard let figure else { return "—" }
    return row.isShare ? figure.quotient(by: 1) ?? figure.description : figure.description
  }

  private func name(_ row: Row, _ language: Language) -> String {
    let path = row.path.split(separator: "/", maxSplits: 1).map(String.init)
    guard path.count == 2, ["dimensions", "measures", "singleItems"].contains(path[0]) else {
      return SheetWord.text(row.path, language)
    }
    return path[1].replacing("/", with: " · ")
  }

  /// A header, then a row each.
  public func table(_ language: Language) -> [[String]] {
    [
      [
        language("项目", "figure"), language("基线", "baseline"), language("终期", "final"),
        language("变化", "change"),
      ]
    ]
      + rows.map { row in
        [name(row, language), figure(row.before, row), figure(row.after, row), change(row)]
      }
  }

  public func heading(_ language: Language) -> String {
    language("基线与终期对比：\(baseline) → \(final)", "baseline and final: \(baseline) → \(final)")
  }

  public func json(_ language: Language) -> JSONText {
    [
      "baseline": .string(baseline), "final": .string(final),
      "rows": .array(
        rows.map { row in
          [
            "what": .string(row.path), "baseline": row.before.map { .figure($0) } ?? .null,
            "final": row.after.map { .figure($0) } ?? .null,
            "change": row.change.map { .figure($0) } ?? .null, "share": .bool(row.isShare),
          ]
        }),
    ]
  }
}

extension Scheduler {
  /// Compares two rows of figures that belong to no session.
  ///
  /// - Throws: ``BaselineFault``, or what the ledger throws.
  public func baseline(named baseline: String, and final: String?) async throws -> BaselineComparison {
    let zone = current.now.definitions.shared.zone
    let none = SessionChoice.occurrence(OccurrenceKey(campaign: "-", occurrence: "-"))
    let sheets = try await ledger.facts(none, zone: zone).sheets.map(\.value)
    return try BaselineComparison(named: baseline, and: final, among: sheets)
  }
}
