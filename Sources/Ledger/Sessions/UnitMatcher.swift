public import Planning

/// Finds the unit that a ledger or a newsletter means.
public struct UnitMatcher: Sendable {
  private let tree: UnitTree
  /// Words for an association's or an office's body, which follow a unit's name: 叠彩区计生协 is 叠彩区's.
  static let bodies = [
    "计划生育协会", "计生协会", "计生协", "计划生育协", "卫生健康局", "卫生健康委员会", "卫生健康委", "卫健局", "卫健委",
  ]

  /// Words that somebody said mean a unit, by its id.
  private let remembered: [String: String]

  public init(_ tree: UnitTree, remembered: [String: String] = [:]) {
    self.tree = tree
    self.remembered = remembered
  }

  /// The unit of an id, a name, an alias, or any of these with a superior's name before it and a body's after it;
  /// nil if there is none or several.
  public func unit(named text: String) -> Unit? {
    let name = text.trimmed
    if let unit = tree[name] { return unit }
    if let unit = remembered[name].flatMap({ tree[$0] }) { return unit }
    let exact = tree.units(named: name)
    if !exact.isEmpty { return exact.count == 1 ? exact[0] : nil }
    if let stem = Self.withoutBody(name), let unit = unit(named: stem) { return unit }
    if let unit = below(name) { return unit }
    let plain = Self.withoutMarks(name)
    return plain == name || plain.isEmpty ? nil : unit(named: plain)
  }

  /// A row of figures under its unit's own name where its word was asked about, so that it is none beside that unit's.
  func corrected(_ sheet: Sheet) -> Sheet {
    guard sheet.section != .network, let word = sheet.value["unit"]?.text?.trimmed,
      let unit = remembered[word].flatMap({ tree[$0] }), tree.units(named: word).isEmpty
    else { return sheet }
    return sheet.about(unit.name)
  }

  /// 叠彩区 of `叠 彩 区` and of 叠彩区（桂林）, and diecai of DIECAI.
  private static func withoutMarks(_ name: String) -> String {
    var depth = 0
    var plain = ""
    var last: Character = "、"
    for character in name.map(\.halfWidth) {
      if "([【".contains(character) {
        depth += 1
      } else if ")]】".contains(character) {
        depth = max(0, depth - 1)
      } else if depth == 0, character != " " || (last.isASCII && last != " ") {
        plain.append(character)
        last = character
      }
    }
    plain = plain.trimmed
    return plain.utf8.allSatisfy { $0 < 0x80 } ? plain.lowercased() : plain.filter { $0 != " " }
  }

  /// 百色市田阳区: a superior's name and then the unit's own.
  private func below(_ name: String) -> Unit? {
    let found = name.indices.dropFirst().compactMap { cut -> Unit? in
      let head = tree.units(named: String(name[..<cut]))
      guard !head.isEmpty else { return nil }
      let tail = tree.units(named: String(name[cut...])).filter { unit in
        head.contains { $0.id != unit.id && tree.contains(unit, under: $0) }
      }
      return tail.count == 1 ? tail[0] : nil
    }
    return found.first
  }

  /// Whether a name is a body's rather than a place's: 叠彩区计生协.
  public static func isBody(_ name: String) -> Bool { withoutBody(name) != nil }

  /// A text without the body's name at its end; nil if there is none.
  static func withoutBody(_ text: String) -> String? {
    bodies.first { text.hasSuffix($0) && text.count > $0.count }.map { String(text.dropLast($0.count)) }
  }

  /// Names of units whose id or name differs least from a text, at most three, nearest first.
  public func nearest(to text: String) -> [String] {
    let stem = Self.withoutBody(text) ?? text
    // Two units in one cell are near neither of them.
    guard !stem.contains(where: { "、，,；;/和及与".contains($0) }) else { return [] }
    let limit = max(1, stem.count / 3)
    let near = tree.units.compactMap { unit -> (name: String, distance: Int)? in
      let distance =
        ([unit.id, unit.name] + unit.aliases).map { editDistance(stem, $0, limit: limit) }.min() ?? .max
      return distance <= limit ? (unit.name, distance) : nil
    }
    return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// Whether an item begins with any unit's name: if not, ``item(_:givenBy:)`` leaves it as it is.
  public func beginsWithUnit(_ item: String) -> Bool {
    item.indices.dropFirst().contains { !tree.units(named: String(item[..<$0])).isEmpty }
  }

  /// Other bodies of a place, of which the first in a name goes with the place: 灵川县妇联爱心包.
  private static let otherBodies = [
    "妇女联合会", "妇联", "共青团", "团委", "总工会", "工会", "残疾人联合会", "残联", "红十字会", "关工委", "民政局", "教育局", "司法局", "公安局",
    "人力资源和社会保障局", "人社局", "医疗保障局", "医保局", "疾病预防控制中心", "疾控中心", "妇幼保健院", "人民医院", "中医院", "卫生院", "社区卫生服务中心",
    "街道办事处", "街道办", "人民政府", "村委会", "居委会", "党支部", "党委", "文明办", "志愿者协会", "慈善总会", "慈善会",
  ]

  /// 暖心服务卡 for 叠彩区计生协暖心服务卡: an item without the name of the unit that gives it.
  public func item(_ name: String, givenBy unit: Unit) -> String {
    var rest = name[...]
    let names = tree.lineage(of: unit).flatMap { [$0.name] + $0.aliases }.sorted { $0.count > $1.count }
    while let prefix = names.first(where: { rest.hasPrefix($0) && rest.count > $0.count })
      ?? (rest.startIndex > name.startIndex
        ? (Self.bodies + Self.otherBodies).first { rest.hasPrefix($0) && rest.count > $0.count } : nil)
    {
      rest = rest.dropFirst(prefix.count)
    }
    return String(rest)
  }
}

/// How many characters must be put in, taken out or exchanged; anything above `limit` is `Int.max`.
private func editDistance(_ left: String, _ right: String, limit: Int) -> Int {
  let (left, right) = (Array(left), Array(right))
  guard abs(left.count - right.count) <= limit else { return .max }
  var row = Array(0...right.count)
  for (i, one) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, two) in right.enumerated() {
      let cost = min(row[j] + 1, row[j + 1] + 1, diagonal + (one == two ? 0 : 1))
      diagonal = row[j + 1]
      row[j + 1] = cost
    }
  }
  return row[right.count] <= limit ? row[right.count] : .max
}
