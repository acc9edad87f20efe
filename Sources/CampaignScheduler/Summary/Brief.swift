public import Ledger
public import Planning
import Recurrence

/// A draft of a 工作简讯 about one session: its facts in the newsletter's order.
///
/// What only a person can write is marked 【请补充：…】, what nobody recorded 【缺：…】. Names are masked before they
/// get here, and no one else is named.
public struct Brief: Hashable, Sendable {
  public let session: SessionKey
  private let standing: SessionBalance
  private let names: OrganiserNames

  /// Nil if the session's unit is not in the tree.
  ///
  /// - `campaign`: The session's, whose edition and theme are told where nobody gave the session a title of its own.
  /// - `verb`: In place of the session's own, or of its kind's: 联合开展.
  public init?(
    _ standing: SessionBalance, of campaign: Campaign? = nil, units: UnitTree, verb: String? = nil
  ) {
    guard let unit = units[standing.key.unit] else { return nil }
    session = standing.key
    let year =
      standing.session.date.last?.year ?? (standing.key.occurrence?.occurrence.prefix(4)).flatMap { Int($0) }
    let isUntitled = campaign?.sessionTitle == standing.session.title
    let title = isUntitled ? year.flatMap { campaign?.sessionTitle(in: $0) } : nil
    self.standing = standing.told(title: title, verb: verb)
    names = OrganiserNames(unit: unit, tree: units)
  }

  public func text(_ language: Language) -> String {
    let draft = language(
      ChineseBrief(standing: standing, names: names).text, EnglishBrief(standing: standing, names: names).text
    )
    // What is recorded here was looked through; what another machine sent was not.
    return PersonalText.masked(draft, year: standing.session.date.last?.year ?? 0)
  }
}

extension Session {
  /// Where, without how many it holds: 会议室 of 会议室（可容纳 60 人）.
  var place: String? {
    venue.map { $0.replacing(#/ ?[（(][^（）()]*(?:容纳|capacity|seats)[^（）()]*[）)]/#, with: "") }
  }

  var isVisit: Bool {
    kind.map { SessionKind.key($0) == "visit" || $0.contains("走访") || $0.contains("慰问") } ?? false
  }
  var isLecture: Bool { kind.map { SessionKind.key($0) == "lecture" || $0.contains("讲座") } ?? false }

  /// Who taught what, if both are known: half a sentence is left to whoever writes the other half.
  var teaching: (speaker: String, topics: [String])? {
    guard let speaker, !speaker.isEmpty, !topics.isEmpty else { return nil }
    return (speaker, topics)
  }
}

extension Brief {
  /// What was recorded and is not in the draft, since only a person can make a story of it.
  public func leftToWriter(_ language: Language) -> String? {
    let session = standing.session
    var facts: [String] = []
    if session.teaching == nil {
      if let speaker = session.speaker, !speaker.isEmpty {
        facts.append(language("主讲 ", "speaker ") + speaker)
      }
      if !session.topics.isEmpty {
        facts.append(language("主题 ", "topics ") + session.topics.joined(separator: language("、", ", ")))
      }
    }
    // The English draft lists what was done.
    if language == .zh, !session.activities.isEmpty {
      let rest = session.activities.filter { !text(.zh).contains($0) }
      if !rest.isEmpty { facts.append("活动内容 " + rest.joined(separator: "、")) }
    }
    guard !facts.isEmpty else { return nil }
    return PersonalText.masked(
      facts.joined(separator: language("；", "; ")), year: session.date.last?.year ?? 0)
  }
}

/// What a brief says is not known.
enum BriefGap: Hashable {
  case date, given, attendance
  case group(MissingFields.Group)

  func text(_ language: Language) -> String {
    switch self {
    case .date: language("活动日期", "date")
    case .given: language("发放数量", "number given")
    case .attendance: language("参加人数", "attendance")
    case .group(let group): group.text(language)
    }
  }
}

extension SessionBalance {
  /// Volunteers, staff and speakers of whom somebody gave a number. A group that says no more than their role is left out.
  var helpers: [(word: BilingualText, counts: [Count])] {
    [Count.Role.volunteers, .staff, .speakers].compactMap { role in
      guard let word = role.helpers else { return nil }
      let counts = finalCounts(role).filter { $0.measure == .attendance && $0.quantity.isKnown }
      return (
        word,
        counts.map { count in
          var count = count
          if let group = count.group, [word.zh, word.text(.en)].contains(group.lowercased()) {
            count.group = nil
          }
          return count
        }
      )
    }
  }

  /// What was given, each thing once: what was entered in parts is one sum.
  var givenInAll: [GoodsMove] {
    given.reduce(into: []) { moves, move in
      let same = moves.firstIndex {
        ($0.item, $0.counter, $0.titles) == (move.item, move.counter, move.titles) && $0.quantity.isKnown
      }
      guard let same, move.quantity.isKnown else { return moves.append(move) }
      moves[same].quantity = moves[same].quantity + move.quantity
    }
  }

  /// The public's counts, each group and service once.
  var countsInAll: [Count] {
    finalCounts().reduce(into: []) { counts, count in
      let same = counts.firstIndex {
        $0.countsAlike(count) && $0.group == count.group && $0.quantity.isKnown
      }
      guard let same, count.quantity.isKnown else { return counts.append(count) }
      counts[same].quantity = counts[same].quantity + count.quantity
    }
  }

  /// As ``missingFields``, but people who were served or households that were visited are people, too.
  var briefGaps: [BriefGap] {
    let isPeopleKnown =
      finalCounts().contains { $0.quantity.isKnown }
      || given.contains { $0.isPerHousehold && $0.quantity.isKnown }
    let facts = SessionFacts(self)
    let fields = facts.missingFields.compactMap { field -> BriefGap? in
      switch field {
      case .date: session.date.namesMonth ? nil : .date
      case .given: .given
      case .attendance: isPeopleKnown ? nil : .attendance
      }
    }
    return fields + facts.missingGroups.map { .group($0) }
  }
}

/// How a session's unit and organisers are written in full: city, district, bureau.
struct OrganiserNames: Hashable {
  let unit: Unit
  private let ownNames: [String]
  private let superiors: [String]
  let fullName: String

  init(unit: Unit, tree: UnitTree) {
    self.unit = unit
    // An alias may name a body; the unit itself goes by the others.
    ownNames = ([unit.name] + unit.aliases).filter { tree.units(named: $0).count == 1 }
      .filter { name in !UnitMatcher.isBody(name) }.sorted { $0.count > $1.count }
    superiors = tree.superiors(of: unit).map(\.name)
    fullName = tree.fullName(of: unit)
  }

  /// 桂林市叠彩区卫生健康局、计生协: the superiors once, and the unit's name once.
  ///
  /// - Parameter signer: The unit of the byline. A sole organiser who signs the brief is not named twice.
  func organisers(_ organisers: [String], signer: String?) -> String {
    guard let first = organisers.first else { return fullName }
    if organisers.count == 1, first == signer, ownStem(of: first) != nil { return fullName }
    let rest = organisers.dropFirst().map { ownStem(of: $0) ?? $0 }
    return rest.reduce(inFull(first)) { names, name in
      // Names in Latin letters have a comma between them.
      names + (names.last?.isASCII == true || name.first?.isASCII == true ? ", " : "、") + name
    }
  }

  private func inFull(_ organiser: String) -> String {
    if let known = superiors.firstIndex(where: { organiser.hasPrefix($0) }) {
      return UnitTree.name(organiser, below: Array(superiors[..<known]))
    }
    guard ownNames.contains(where: { organiser.hasPrefix($0) }) else { return organiser }
    return UnitTree.name(organiser, below: superiors)
  }

  /// 计生协 for 叠彩区计生协; nil if it is not a body of this unit.
  private func ownStem(of organiser: String) -> String? {
    let prefixes = [fullName] + ownNames
    return prefixes.first { organiser.hasPrefix($0) && organiser.count > $0.count }
      .map { String(organiser.dropFirst($0.count)) }
  }
}
