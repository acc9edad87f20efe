public import Ledger
public import Planning

/// What a unit still has to say about its sessions.
public struct MissingFields: Hashable, Sendable {
  public enum Field: String, Hashable, CaseIterable, Sendable {
    case date, given, attendance

    public func text(_ language: Language) -> String {
      switch self {
      case .date: language("日期", "date")
      case .given: language("发放数量", "number given")
      case .attendance: language("人数", "attendance")
      }
    }
  }

  /// Whose number nobody gave in a session that counted others: 婴幼儿.
  public struct Group: Hashable, Sendable {
    /// Empty if nobody said who it was.
    public let name: String
    public let counter: String

    init(_ count: Count) {
      (name, counter) = (count.group ?? "", count.counter)
    }

    /// Who it is.
    func nameText(_ language: Language) -> String { name.isEmpty ? language("其他人", "others") : name }

    /// What is missing: `婴幼儿人数`.
    public func text(_ language: Language) -> String {
      let number = counter == CountingWord.household ? "户数" : "人数"
      return language("\(nameText(.zh))\(number)", "number of \(nameText(.en))")
    }
  }

  public let unit: Unit
  public let fields: [Field]
  public let groups: [Group]
  public let sessions: [SessionKey]
  /// With the superiors' names; alone where the sessions' days say which of its sessions are meant.
  let name: String
  /// The days of the sessions; empty if the unit held no other.
  let days: [SessionDate]

  /// `日期`, `婴幼儿人数`.
  public func texts(_ language: Language) -> [String] {
    fields.map { $0.text(language) } + groups.map { $0.text(language) }
  }
}

/// Collects what is missing, by unit and list of fields.
struct MissingTally {
  private struct Kind: Hashable {
    let fields: FieldSet
    let groups: [MissingFields.Group]

    var count: Int { fields.count + groups.count }
  }

  private struct Group {
    let number: Int
    /// Its place in the tree.
    let unit: Int
    let kind: Kind
    var sessions: [SessionKey]
    var days: [SessionDate]
    /// Where another of the same unit stands.
    let other: Int?
  }

  private let tree: UnitTree
  private var groups: [Group] = []
  /// By a unit's number the last of its groups.
  private var last: [Int?] = []

  init(_ tree: UnitTree) {
    self.tree = tree
  }

  /// - `unit`: A number for the session's unit.
  mutating func add(_ session: SessionFacts, unit number: Int) {
    let fields = FieldSet(session)
    let unsaid = session.missingGroups
    guard !fields.isEmpty || !unsaid.isEmpty else { return }
    let kind = Kind(fields: fields, groups: unsaid)
    if let index = index(of: kind, unit: number) {
      groups[index].sessions.append(session.key)
      groups[index].days.append(session.date)
    } else if let unit = tree.index(of: session.key.unit) {
      add(kind, [session.key], [session.date], of: unit, number)
    }
  }

  private func index(of kind: Kind, unit number: Int) -> Int? {
    var next = number < last.count ? last[number] : nil
    while let index = next, groups[index].kind != kind { next = groups[index].other }
    return next
  }

  private mutating func add(
    _ kind: Kind, _ sessions: [SessionKey], _ days: [SessionDate], of unit: Int, _ number: Int
  ) {
    if number >= last.count { last += Array(repeating: nil, count: number + 1 - last.count) }
    groups.append(
      Group(number: number, unit: unit, kind: kind, sessions: sessions, days: days, other: last[number]))
    last[number] = groups.count - 1
  }

  /// Takes in the sessions that come after its own.
  ///
  /// - `units`: By the other's number of each unit its number here.
  mutating func add(_ later: MissingTally, units: [Int]) {
    for group in later.groups {
      if let index = index(of: group.kind, unit: units[group.number]) {
        groups[index].sessions += group.sessions
        groups[index].days += group.days
      } else {
        add(group.kind, group.sessions, group.days, of: group.unit, units[group.number])
      }
    }
  }

  /// One for each unit and list of fields, the longest lists first.
  ///
  /// - `held`: How many sessions each unit held, by its number.
  func rows(held: [Int]) -> [MissingFields] {
    let sorted = groups.enumerated().sorted {
      ($1.element.kind.count, $0.offset) < ($0.element.kind.count, $1.offset)
    }
    return sorted.map { _, group in
      let isAll = group.sessions.count == held[group.number]
      let unit = tree.units[group.unit]
      return MissingFields(
        unit: unit, fields: group.kind.fields.list, groups: group.kind.groups,
        sessions: group.sessions, name: isAll ? tree.fullName(of: unit) : tree.plainName(of: unit),
        days: isAll ? [] : group.days)
    }
  }
}

/// What is missing of one session.
private struct FieldSet: OptionSet, Hashable {
  let rawValue: UInt8

  private init(_ field: MissingFields.Field) {
    self.init(rawValue: 1 << (MissingFields.Field.allCases.firstIndex(of: field) ?? 0))
  }

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  private static let date = FieldSet(.date)
  private static let given = FieldSet(.given)
  private static let attendance = FieldSet(.attendance)

  /// As far as nobody said them. A number is missing only if all goods lack one.
  init(_ session: SessionFacts) {
    self = []
    if session.date.isMissing { insert(.date) }
    if !session.given.isEmpty, session.given.allSatisfy({ !$0.quantity.isKnown }) { insert(.given) }
    // Visits count households (58 户), and nobody's heads.
    let isCounted = session.counts.contains { count in
      count.role == .public && count.quantity.isKnown
        && (count.measure == .attendance || count.counter == CountingWord.household)
    }
    if !isCounted { insert(.attendance) }
  }

  var count: Int { rawValue.nonzeroBitCount }

  var list: [MissingFields.Field] { MissingFields.Field.allCases.filter { contains(FieldSet($0)) } }
}

extension SessionFacts {
  /// Date, number given and attendance, as far as nobody said them.
  var missingFields: [MissingFields.Field] { FieldSet(self).list }

  /// Those attending of whom nobody gave a number, beside others who were counted.
  var missingGroups: [MissingFields.Group] {
    func isOfPublic(_ count: Count) -> Bool { count.role == .public && count.measure == .attendance }
    guard counts.contains(where: { !$0.quantity.isKnown && isOfPublic($0) }),
      counts.contains(where: { $0.quantity.isKnown && isOfPublic($0) })
    else { return [] }
    var found: [MissingFields.Group] = []
    for count in counts where !count.quantity.isKnown && isOfPublic(count) {
      let group = MissingFields.Group(count)
      if !found.contains(group) { found.append(group) }
    }
    return found
  }
}

/// A session that another printed text speaks of, too; it is counted once.
public struct RepeatedMention: Hashable, Sendable {
  public let session: SessionKey
  let unitName: String
  /// The longest words that the title and the other text share.
  let words: String
  let date: SessionDate
  public let document: String
  /// Nobody confirmed that both speak of one event.
  let isSupposed: Bool

  static func all(of session: SessionFacts, in tree: UnitTree) -> [RepeatedMention] {
    session.mentions.map { mention in
      let title = session.title
      let shared = mention.words.map { longestCommon(title, $0) } ?? ""
      return RepeatedMention(
        session: session.key,
        unitName: tree[session.key.unit].map { tree.plainName(of: $0) } ?? session.key.unit,
        words: shared.count > 3 ? shared : title, date: session.date, document: mention.document,
        isSupposed: mention.isSupposed)
    }
  }

  private static func longestCommon(_ left: String, _ right: String) -> String {
    let (left, right) = (Array(left), Array(right))
    var best = 0..<0
    var row = Array(repeating: 0, count: right.count + 1)
    for (i, one) in left.enumerated() {
      for j in right.indices.reversed() {
        row[j + 1] = one == right[j] ? row[j] + 1 : 0
        if row[j + 1] > best.count { best = (i + 1 - row[j + 1])..<(i + 1) }
      }
    }
    return String(left[best])
  }
}
