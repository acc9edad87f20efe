import Ledger
import Planning

/// Adds up what counts towards a campaign's targets.
///
/// A target is reached by the units in its denominator, in its own counting word. What others did, and what was counted
/// in other words, stands beside it.
struct TargetTally {
  private enum Counted {
    case sessions
    case attendance
    /// Households that were visited.
    case households
    /// A service, by each name that it goes by.
    case service([Count.Measure])
    /// What is planned to be handed out.
    case thing(String, counter: String)

    var isThing: Bool { if case .thing = self { true } else { false } }
  }

  private struct Goal {
    let what: BilingualText
    let target: Figure
    let counted: Counted
    /// Whose units have to reach it, each; nil if it is reached by all together.
    let level: Level?
    /// In what the campaign counts a thing that is given; nil for people.
    var counter: String?
    var reached = SumsByCounter()
    /// By units outside the denominator.
    var outside = SumsByCounter()
  }

  /// What each visited household is to get.
  private struct Share {
    let item: String
    let counter: String
    let number: Int
    var given = SumsByCounter()
  }

  private var goals: [Goal] = []
  private var shares: [Share] = []
  /// What the campaign's materials are called, the longest name first: 科普宣传资料 is no other 宣传资料.
  private var things: [String] = []
  private var visited = QuantitySum()
  /// Whether something was given to households that nobody counted.
  private var isOpen = false
  private let members: TargetMembers

  /// Without a campaign there is nothing to reach.
  init(_ campaign: Campaign?, units: UnitTree, under root: Unit?) {
    members = TargetMembers(campaign, units, under: root)
    guard let campaign else { return }
    let targets = campaign.targets
    add("场次", "sessions", targets.sessions, .sessions)
    add("参加人数", "attendance", targets.attendance, .attendance)
    add("户数", "households", targets.households, .households)
    for (service, amount) in targets.services.sorted(by: { $0.key < $1.key }) {
      let thing = campaign.materials.first { $0.name == service }
      add(service, service, amount, .service(Count.Measure(rawValue: service).namings), in: thing?.unit)
    }
    for material in campaign.materials {
      add(
        material.name, material.name, material.plan, .thing(material.name, counter: material.unit),
        in: material.unit)
    }
    things = campaign.materials.map(\.name).sorted { $0.count > $1.count }
    shares = campaign.materials.compactMap { material in
      guard case .eachHousehold(let number)? = material.plan, number > 0 else { return nil }
      return Share(item: material.name, counter: material.unit, number: number)
    }
  }

  private mutating func add(
    _ zh: String, _ en: String, _ amount: Amount?, _ counted: Counted, in counter: String? = nil
  ) {
    guard let target = members.total(amount), target > .zero else { return }
    let level: Level? = if case .each(_, let level)? = amount { level } else { nil }
    goals.append(
      Goal(
        what: BilingualText(zh: zh, en: en), target: target, counted: counted, level: level,
        counter: counter))
  }

  mutating func add(_ session: SessionFacts) {
    for index in goals.indices {
      if members.contains(session.key.unit, towards: goals[index].level) {
        Self.add(session, goals[index].counted, things, to: &goals[index].reached)
      } else {
        Self.add(session, goals[index].counted, things, to: &goals[index].outside)
      }
    }
    if shares.isEmpty { return }
    guard members.contains(session.key.unit, towards: nil) else { return }
    let visits = session.visits.counted
    for count in visits { visited.add(count.quantity) }
    for index in shares.indices {
      let item = shares[index].item
      for move in session.given where move.item.hasSuffix(item) && move.quantity.isKnown {
        shares[index].given.add(move.quantity, move.counter ?? shares[index].counter)
        isOpen = isOpen || visits.isEmpty
      }
    }
  }

  private static func add(
    _ session: SessionFacts, _ counted: Counted, _ things: [String], to sums: inout SumsByCounter
  ) {
    switch counted {
    case .sessions: sums.add(.exact(1), "场")
    case .attendance:
      for count in session.counts where count.role == .public && count.measure == .attendance {
        sums.add(count.quantity, count.counter)
      }
    case .service(let namings):
      for count in session.counts where count.role == .public && namings.contains(count.measure) {
        sums.add(count.quantity, count.counter)
      }
      // Policies are sold by the 份: what has a target as a service may have been recorded as a thing.
      for move in session.given where namings.contains(where: { move.item.hasSuffix($0.rawValue) }) {
        sums.add(move.quantity, move.counter ?? "")
      }
    case .thing(let name, let counter):
      for move in session.given where things.first(where: { move.item.hasSuffix($0) }) == name {
        sums.add(move.quantity, move.counter ?? counter)
      }
    case .households:
      let visits = session.visits
      for count in visits.counted { sums.add(count.quantity, CountingWord.household) }
      for count in visits.others { sums.addApart(count.quantity, CountingWord.household) }
    }
  }

  /// - `later`: Of the same campaign.
  mutating func add(_ later: TargetTally) {
    for (index, goal) in later.goals.enumerated() {
      goals[index].reached.add(goal.reached)
      goals[index].outside.add(goal.outside)
    }
    for (index, share) in later.shares.enumerated() { shares[index].given.add(share.given) }
    visited.add(later.visited)
    isOpen = isOpen || later.isOpen
  }

  /// - `occurrences`: How many have to reach the targets, each.
  func rows(of occurrences: Int) -> [TargetProgress] {
    goals.filter { !$0.counted.isThing }.map { row($0).repeated(over: occurrences) } + households
  }

  /// What the campaign plans to hand out, and what was handed out of it.
  func materials(of occurrences: Int) -> [TargetProgress] {
    goals.filter(\.counted.isThing).map { row($0).repeated(over: occurrences) } + households
  }

  private func row(_ goal: Goal) -> TargetProgress {
    let counter: String? =
      switch goal.counted {
      case .sessions: "场"
      case .attendance: CountingWord.person
      case .households: CountingWord.household
      case .service:
        goal.counter.flatMap { goal.reached.total(of: $0).isKnown ? $0 : nil } ?? goal.reached.main
      case .thing: goal.counter
      }
    let own = counter.map { goal.reached.total(of: $0) } ?? .unknown()
    // No session at all is a number, too.
    let isNone = if case .sessions = goal.counted { !own.isKnown } else { false }
    var row = TargetProgress(
      what: goal.what, target: goal.target, reached: isNone ? .exact(0) : own, counter: counter)
    row.apart = goal.reached.apart(from: counter, with: goal.outside)
    return row
  }

  /// As much of each thing as households were visited.
  private var households: [TargetProgress] {
    let all = visited.total
    guard let visited = all.n, visited > .zero else { return [] }
    return shares.map { share in
      let each = Quantity.exact(Figure(share.number)).sumText(.en, counter: share.counter, of: share.item)
      var row = TargetProgress(
        what: BilingualText(
          zh: "\(share.item)（每户 \(share.number) \(share.counter)）",
          en: "\(share.item), \(each) a household"),
        target: Figure(ticks: visited.ticks * Int128(share.number)),
        reached: share.given.total(of: share.counter), counter: share.counter)
      row.targetCertainty = isOpen || all.certainty == .range ? .atLeast : all.certainty
      row.apart = share.given.apart(from: share.counter, with: SumsByCounter())
      return row
    }
  }
}

/// Which units' figures count towards a target: those in its denominator, and all below them.
struct TargetMembers {
  private let level: Level?
  /// The units that have to hold it, and everything below them.
  private let inside: Set<String>
  /// What stands above them, by id.
  private let above: [String: Level]
  /// Those that have to hold it themselves.
  let holders: [Unit]
  private let tree: UnitTree

  init(_ campaign: Campaign?, _ tree: UnitTree, under root: Unit?) {
    self.tree = tree
    guard let campaign else {
      (level, inside, above, holders) = (nil, [], [:], [])
      return
    }
    level = campaign.participation.level
    holders = campaign.participation.units(in: tree).filter { unit in
      unit.counted && (root.map { tree.contains(unit, under: $0) } ?? true)
    }
    inside = Set(holders.flatMap { tree.subtree(of: $0) }.filter(\.counted).map(\.id))
    var above: [String: Level] = [:]
    for unit in holders {
      for superior in tree.lineage(of: unit).dropFirst() where superior.counted {
        above[superior.id] = superior.level
      }
    }
    self.above = above
  }

  /// - `level`: Whose units have to reach it, each; nil if all together have to.
  func contains(_ unit: String, towards level: Level?) -> Bool {
    if inside.contains(unit) { return true }
    // A city that joins in holds nothing for its counties.
    return above[unit].map { $0 >= level ?? $0 } ?? false
  }

  /// Nil for an amount that is no number of its own.
  func total(_ amount: Amount?) -> Figure? {
    switch amount {
    case .total(let number): Figure(number)
    case .each(let number, let level): Figure(number * count(at: level))
    case .eachHousehold, .allListed, nil: nil
    }
  }

  /// How many units of a level have to reach it, each.
  private func count(at level: Level) -> Int {
    if level == self.level { return holders.count }
    return Set(holders.compactMap { tree.ancestor(of: $0, at: level)?.id }).count
  }
}

/// Sums by counting word, in the order of the words.
private struct SumsByCounter {
  private typealias Sums = [(counter: String, sum: QuantitySum)]

  private var sums: Sums = []
  /// What does not count, in whatever word.
  private var others: Sums = []

  mutating func add(_ quantity: Quantity, _ counter: String) { Self.add(quantity, counter, to: &sums) }

  mutating func addApart(_ quantity: Quantity, _ counter: String) {
    Self.add(quantity, counter, to: &others)
  }

  mutating func add(_ later: SumsByCounter) {
    Self.add(later.sums, to: &sums)
    Self.add(later.others, to: &others)
  }

  private static func add(_ quantity: Quantity, _ counter: String, to sums: inout Sums) {
    guard quantity.isKnown else { return }
    let place = place(of: counter, in: &sums)
    sums[place].sum.add(quantity)
  }

  private static func add(_ later: Sums, to sums: inout Sums) {
    for (counter, sum) in later {
      let place = place(of: counter, in: &sums)
      sums[place].sum.add(sum)
    }
  }

  private static func place(of counter: String, in sums: inout Sums) -> Int {
    if let place = sums.firstIndex(where: { $0.counter == counter }) { return place }
    sums.append((counter, QuantitySum()))
    return sums.endIndex - 1
  }

  /// Persons before others, else what came first; nil if there is nothing.
  var main: String? { sums.first { $0.counter == CountingWord.person }?.counter ?? sums.first?.counter }

  func total(of counter: String) -> Quantity {
    sums.first { $0.counter == counter }?.sum.total ?? .unknown()
  }

  /// All but the sum in one counting word.
  func apart(from counter: String?, with outside: SumsByCounter) -> [TargetProgress.Apart] {
    var all = sums.filter { $0.counter != counter }
    Self.add(others, to: &all)
    Self.add(outside.sums, to: &all)
    Self.add(outside.others, to: &all)
    return all.map { TargetProgress.Apart(total: $0.sum.total, counter: $0.counter) }
  }
}

extension SessionFacts {
  private static let visitWords = [
    "走访", "慰问", "入户", "上门", "探访", "探望", "看望", "访视", "家访", "到户", "进户", "帮扶", "visit", "Visit",
  ]

  /// Households that were visited, once each, and those that are counted for something else: who signs a pledge was not
  /// visited for it, and who was visited may have been given something, too.
  var visits: (counted: [Count], others: [Count]) {
    let all = counts.filter {
      $0.role == .public && $0.counter == CountingWord.household && $0.quantity.isKnown
    }
    guard !all.isEmpty else { return ([], []) }
    let measures = all.map(\.measure)
    let measure =
      measures.first { $0 == .attendance }
      ?? measures.first { measure in Self.visitWords.contains { measure.rawValue.contains($0) } }
    return (all.filter { $0.measure == measure }, all.filter { $0.measure != measure })
  }
}
