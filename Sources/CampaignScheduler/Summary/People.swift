public import Ledger
import Planning

/// Who came and who was served. Persons, person-times and households are never added to one another silently.
public struct People: Hashable, Sendable {
  /// The sum of one measure, in the counting word that it was recorded in.
  public struct Sum: Hashable, Sendable {
    public let total: Quantity
    public let counter: String
    /// The summands, a session each.
    public let parts: Summands
    /// Sums in other counting words, apart from the total.
    public let others: [Other]

    public struct Other: Hashable, Sendable {
      public let total: Quantity
      public let counter: String
    }

    /// What is known of it, as it is printed: the total and those beside it.
    var known: [Other] {
      ([Other(total: total, counter: counter)] + others).filter(\.total.isKnown)
    }
  }

  public let attendance: Sum
  /// Sessions that gave a number of the public attending.
  public let reporting: Int
  public let notReporting: Int
  /// Of whom nobody gave a number, in sessions that counted others.
  public let unknownGroups: [MissingFields.Group]
  /// Those who came, by what they were called; one without a name for the rest.
  public let groups: [Part]
  public let served: Sum
  public let services: [String]
  /// Those served, by service.
  public let serviceParts: [Part]
  /// Services whose number nobody gave.
  public let unknownServices: [String]
  public let unknownServiceEntries: Int
  /// Attendance and services together, as person-times: the sum of their sums, so that it agrees with what stands above it.
  public let reached: Quantity
  public let reachedCounter: String
  /// Whether ``reached`` adds those who came and those who were served, rather than one of them beside nothing, couples or
  /// households.
  public let hasBoth: Bool
  /// Whether it adds persons and person-times of one of the two.
  public let addsTimes: Bool
  /// Who watched from afar; never part of attendance.
  public let online: Sum
  /// Staff, volunteers and speakers, as far as anybody counted them: beside the public, never in it.
  public let helpers: [Helpers]
  /// Those of whom somebody spoke without a number, with or without numbers of others.
  let unknownHelpers: [Helpers]
  /// Who said that they would come: beside those who came, never in them.
  public let signedUp: [Helpers]

  public struct Helpers: Hashable, Sendable {
    public let role: Count.Role
    public let total: Quantity
    /// Entries without a number, beside the total.
    public let unknowns: Int

    fileprivate static func all(_ sums: [Count.Role: QuantitySum]) -> [Helpers] {
      Count.Role.allCases.compactMap { role in
        sums[role].map { Helpers(role: role, total: $0.total, unknowns: $0.unknowns) }
      }
    }
  }

  init(_ sessions: some Sequence<SessionFacts>) {
    var tally = PeopleTally()
    for session in sessions { tally.add(session) }
    self.init(tally)
  }

  init(_ tally: PeopleTally) {
    attendance = tally.attendance.sum
    served = tally.served.sum
    reporting = tally.reporting
    notReporting = tally.sessions - tally.reporting
    unknownGroups = tally.unknownGroups
    groups = tally.groups.parts
    services = tally.services.names
    serviceParts = tally.serviceParts.parts
    unknownServices = tally.unknownServices.names
    unknownServiceEntries = tally.unknownServiceEntries
    let reached = (attendance.known + served.known).filter { CountingWord.countsPersons($0.counter) }
    self.reached = QuantitySum(reached.map(\.total)).total
    hasBoth = [attendance, served].allSatisfy { sum in
      sum.known.contains { CountingWord.countsPersons($0.counter) }
    }
    addsTimes = !hasBoth && reached.count > 1
    let isPersons = reached.allSatisfy { $0.counter == CountingWord.person }
    reachedCounter = !hasBoth && isPersons ? CountingWord.person : CountingWord.personTime
    let helpers = Helpers.all(tally.helpers)
    self.helpers = helpers.filter(\.total.isKnown)
    unknownHelpers = helpers.filter { $0.unknowns > 0 }
    signedUp = Helpers.all(tally.signedUp).filter(\.total.isKnown)
    online = tally.online.sum
  }

  static func unique(_ names: [String]) -> [String] {
    var list = NameList()
    for name in names { list.add(name) }
    return list.names
  }

  var warnings: [SummaryWarning] {
    var found: [SummaryWarning] = []
    if attendance.parts.count > 1 {
      found.append(
        SummaryWarning(
          .repeats, zh: "人数按场次相加，同一人可能重复计算", en: "attendance is added over sessions; a person may count twice"
        ))
    }
    if hasBoth {
      found.append(
        SummaryWarning(
          .measures, zh: "合计服务人次由参加人数与服务人数相加，可能有重复",
          en: "person-times add attendance and services; persons may count twice"))
    }
    if addsTimes {
      found.append(
        SummaryWarning(
          .measures, zh: "合计服务人次由人数与人次相加，可能有重复",
          en: "person-times add persons and person-times; persons may count twice"))
    }
    if ![attendance, served, online].allSatisfy(\.others.isEmpty) {
      found.append(
        SummaryWarning(
          .counters, zh: "有不同的计数单位（人、人次、户），分别合计", en: "persons, person-times and households are summed apart")
      )
    }
    return found
  }
}

/// Adds sessions up, one after the other.
struct PeopleTally {
  fileprivate var sessions = 0
  fileprivate var reporting = 0
  fileprivate var attendance = CounterSums()
  fileprivate var unknownGroups: [MissingFields.Group] = []
  fileprivate var served = CounterSums()
  fileprivate var services = NameList()
  fileprivate var groups = PartSums()
  fileprivate var serviceParts = PartSums()
  fileprivate var unknownServices = NameList()
  fileprivate var unknownServiceEntries = 0
  fileprivate var online = CounterSums()
  fileprivate var helpers: [Count.Role: QuantitySum] = [:]
  fileprivate var signedUp: [Count.Role: QuantitySum] = [:]

  mutating func add(_ session: SessionFacts) {
    sessions += 1
    var isReporting = false
    // By position, so that of a count nothing is copied but what is looked at.
    for index in session.counts.indices where add(session.counts[index]) { isReporting = true }
    add(session.missingGroups)
    attendance.endSession()
    served.endSession()
    online.endSession()
    if isReporting { reporting += 1 }
  }

  /// - Returns: Whether it says how many of the public attended.
  private mutating func add(_ count: Count) -> Bool {
    if count.measure == .signedUp {
      signedUp[count.role, default: QuantitySum()].add(count.quantity)
    } else if count.role != .public {
      helpers[count.role, default: QuantitySum()].add(count.quantity)
    } else if count.measure == .attendance {
      attendance.add(count)
      groups.add(count.group ?? "", count)
      return count.quantity.isKnown
    } else if count.measure == .online {
      online.add(count)
    } else {
      addService(count)
    }
    return false
  }

  private mutating func addService(_ count: Count) {
    served.add(count)
    serviceParts.add(count.measure.rawValue, count)
    if count.quantity.isKnown {
      services.add(count.measure.rawValue)
    } else {
      unknownServices.add(count.measure.rawValue)
      unknownServiceEntries += 1
    }
  }

  private mutating func add(_ groups: [MissingFields.Group]) {
    for group in groups where !unknownGroups.contains(group) { unknownGroups.append(group) }
  }

  /// Takes in the sessions that come after its own.
  mutating func add(_ later: PeopleTally) {
    sessions += later.sessions
    reporting += later.reporting
    add(later.unknownGroups)
    attendance.add(later.attendance)
    groups.add(later.groups)
    serviceParts.add(later.serviceParts)
    served.add(later.served)
    _ = services.add(later.services)
    _ = unknownServices.add(later.unknownServices)
    unknownServiceEntries += later.unknownServiceEntries
    online.add(later.online)
    for (role, sum) in later.helpers { helpers[role, default: QuantitySum()].add(sum) }
    for (role, sum) in later.signedUp { signedUp[role, default: QuantitySum()].add(sum) }
  }
}

/// Sums by counting word, with a summand for each session.
private struct CounterSums {
  private var counters: [String] = []
  private var open: [QuantitySum?] = []
  private var parts: [Summands] = []

  mutating func add(_ count: Count) {
    guard count.quantity.isKnown else { return }
    let index = index(of: count.counter)
    var sum = open[index] ?? QuantitySum()
    sum.add(count.quantity)
    open[index] = sum
  }

  mutating func endSession() {
    for index in open.indices {
      guard let sum = open[index] else { continue }
      parts[index].add(sum.total)
      open[index] = nil
    }
  }

  mutating func add(_ later: CounterSums) {
    for (counter, parts) in zip(later.counters, later.parts) { self.parts[index(of: counter)].add(parts) }
  }

  private mutating func index(of counter: String) -> Int {
    if let index = counters.place(of: counter) { return index }
    counters.append(counter)
    open.append(nil)
    parts.append(Summands())
    return counters.count - 1
  }

  /// Persons are the main counting word before others, else the one that came first.
  var sum: People.Sum {
    let main = counters.firstIndex(of: CountingWord.person) ?? (counters.isEmpty ? nil : 0)
    let own = main.map { parts[$0] } ?? Summands()
    return People.Sum(
      total: own.sum.total, counter: main.map { counters[$0] } ?? CountingWord.person, parts: own,
      others: counters.indices.filter { $0 != main }.map {
        People.Sum.Other(total: parts[$0].sum.total, counter: counters[$0])
      })
  }
}
