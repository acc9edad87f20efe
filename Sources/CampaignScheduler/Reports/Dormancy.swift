import Ledger
public import Planning
public import Recurrence

/// Units in which nothing has taken place for a while 沉寂: neither in them nor below them.
public struct Dormancy: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let unit: Unit
    /// The last day on which anything was held; nil if nothing ever was.
    public let lastSession: CivilDate?
    /// Since then.
    public let days: Int?
  }

  /// How long without a session makes a unit dormant.
  public let threshold: Int
  /// The day on which this was asked.
  public let day: CivilDate
  public let level: Level
  /// Whether only units that are marked as remote were looked at, of whatever level.
  public let isRemote: Bool
  /// How many units were looked at.
  public let of: Int
  /// Those that never held anything first, then the longest silence first.
  public let rows: [Row]

  /// What is dormant unless the settings say otherwise.
  public static let usualDays = 90

  /// - `lastDays`: Of each unit that held something, up to the day: what took place in a village speaks for its county.
  /// - `level`: Of the units that are looked at, as far as they are in the denominator.
  /// - `day`: The day on which this is asked.
  /// - `isRemote`: Only those that are marked as remote, at this level and above it.
  public init(
    _ lastDays: [String: CivilDate], in tree: UnitTree, at level: Level, under root: Unit,
    days threshold: Int, on day: CivilDate, isRemote: Bool = false
  ) {
    var last: [CivilDate?] = Array(repeating: nil, count: tree.units.count)
    for (holder, held) in lastDays {
      var next = tree.index(of: holder)
      // Above a unit that is known to have held something as late, all are.
      while let unit = next, last[unit].map({ $0 < held }) ?? true {
        last[unit] = held
        next = tree.parent(ofIndex: unit)
      }
    }
    let asked = tree.index(of: root.id).map { top in
      tree.subtree(ofIndex: top).filter { index in
        let unit = tree.units[index]
        return unit.counted && (isRemote ? unit.isRemote && unit.level <= level : unit.level == level)
      }
    }
    let units = asked ?? []
    self.isRemote = isRemote
    self.threshold = threshold
    self.day = day
    self.level = level
    of = units.count
    rows = units.compactMap { index -> Row? in
      guard let held = last[index] else { return Row(unit: tree.units[index], lastSession: nil, days: nil) }
      let days = day.days(since: held)
      return days >= threshold ? Row(unit: tree.units[index], lastSession: held, days: days) : nil
    }
    .enumerated().sorted { left, right in
      let (one, other) = (left.element.days ?? .max, right.element.days ?? .max)
      return one == other ? left.offset < right.offset : one > other
    }
    .map(\.element)
  }

  /// How many there are of all, without names.
  func text(_ language: Language) -> String {
    language(
      "\(of) 个\(level.name.zh)中 \(rows.count) 个 \(threshold) 天没有活动",
      "\(rows.count) of \(of) unit\(of == 1 ? "" : "s") of level \(level.name.text(.en)) held nothing for \(threshold) day\(threshold == 1 ? "" : "s")"
    )
  }

  var json: JSONText {
    [
      "days": .number(threshold), "level": .string(level.name.zh), "of": .number(of),
      "units": .strings(rows.map(\.unit.id)),
    ]
  }

  /// One line about them; nil if there are none.
  public var warning: BilingualText? {
    guard !rows.isEmpty else { return nil }
    let names = rows.prefix(5).map(\.unit.name)
    let more = rows.count > 5
    return BilingualText(
      zh:
        "沉寂：\(text(.zh))（\(names.joined(separator: "、"))\(more ? " 等" : "")）；campaign dormant 列出全部",
      en:
        "dormant: \(text(.en)) (\(names.joined(separator: ", "))\(more ? ", …" : "")); see 'campaign dormant'"
    )
  }
}

extension Scheduler {
  /// How long without a session makes a unit dormant, as the settings have it.
  public var dormantAfterDays: Int {
    current.now.definitions.shared.dormantAfter.map { Int($0.components.seconds / 86_400) }
      ?? Dormancy.usualDays
  }

  /// The level whose units hold things: the lowest that has a denominator, else the second below the root.
  public var reportingLevel: Level? {
    let shared = current.now.definitions.shared
    return shared.tree.expected.keys.max() ?? shared.levels.dropFirst().prefix(2).last ?? shared.levels.last
  }

  /// - `days`: Nil for as many as the settings say.
  /// - `level`: Nil for ``reportingLevel``; of remote units, for all.
  /// - `isRemote`: Only units that are marked as remote.
  /// - `lastDays`: As the ledger would tell them; nil to ask it.
  /// - Returns: Nil without any units.
  public func dormancy(
    under unit: Unit? = nil, days: Int? = nil, level: Level? = nil, on day: CivilDate, isRemote: Bool = false,
    lastDays: [String: CivilDate]? = nil
  ) async throws -> Dormancy? {
    let shared = current.now.definitions.shared
    guard let root = unit ?? shared.tree.root,
      let level = level ?? (isRemote ? shared.levels.max() : reportingLevel)
    else { return nil }
    var held = lastDays
    if held == nil { held = try await ledger.lastDays(until: day, zone: shared.zone) }
    return Dormancy(
      held ?? [:], in: shared.tree, at: max(level, root.level),
      under: root, days: days ?? dormantAfterDays, on: day, isRemote: isRemote)
  }
}
