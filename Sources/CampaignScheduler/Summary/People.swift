public import Ledger
import Planning

/// Who came and who was served. Persons, person-times and households are never added to one another silently.
public struct People: Hashable, Sendable {
  /// The sum of one measure, in the counting word that it was recorded in.
  public struct Sum: Hashable, Sendable {
    public let total: Quantity
    public let counter: String
    /// The summands, a session each.
    public let parts: [Quantity]
    /// Sums in other counting words, apart from the total.
    public let others: [Other]

    public struct Other: Hashable, Sendable {
      public let total: Quantity
      public let counter: String
    }
  }

  public let attendance: Sum
  /// Sessions that gave a number of the public attending.
  public let reporting: Int
  public let notReporting: Int
  public let served: Sum
  public let services: [String]
  /// Services whose number nobody gave.
  public let unknownServices: [String]
  public let unknownServiceEntries: Int
  /// Attendance and services together, as person-times.
  public let reached: Quantity
  public let reachedCounter: String
  public let online: Quantity
  /// Staff, volunteers and speakers, as far as anybody counted them: beside the public, never in it.
  public let helpers: [Helpers]

  public struct Helpers: Hashable, Sendable {
    public let role: Count.Role
    public let total: Quantity
  }

  init(_ sessions: [SessionBalance]) {
    let counts = sessions.map { $0.finalCounts() }
    let attending = counts.map { $0.filter { $0.measure == .attendance } }
    let services = counts.map { $0.filter { $0.measure.isService } }
    attendance = Self.sum(attending)
    served = Self.sum(services)
    reporting = attending.count { $0.contains { $0.quantity.isKnown } }
    notReporting = sessions.count - reporting
    let flat = services.flatMap { $0 }
    self.services = Self.unique(flat.filter(\.quantity.isKnown).map(\.measure.rawValue))
    unknownServices = Self.unique(flat.filter { !$0.quantity.isKnown }.map(\.measure.rawValue))
    unknownServiceEntries = flat.count { !$0.quantity.isKnown }
    let heads = (attending + services).flatMap { $0 }.filter { $0.counter != CountingWord.household }
    reached = QuantitySum(heads.map(\.quantity)).total
    let isOneMeasure = !attendance.total.isKnown || !served.total.isKnown
    let isPersons = heads.filter(\.quantity.isKnown).allSatisfy { $0.counter == CountingWord.person }
    reachedCounter = isOneMeasure && isPersons ? CountingWord.person : CountingWord.personTime
    helpers = Count.Role.allCases.filter { $0 != .public }.compactMap { role in
      let total = QuantitySum(sessions.flatMap { $0.finalCounts(role) }.map(\.quantity)).total
      return total.isKnown ? Helpers(role: role, total: total) : nil
    }
    online = QuantitySum(counts.flatMap { $0 }.filter { $0.measure == .online }.map(\.quantity)).total
  }

  /// Sums by counting word; the word of most known entries is the main one, 人 before others.
  private static func sum(_ counts: [[Count]]) -> Sum {
    let counters = unique(counts.flatMap { $0 }.filter(\.quantity.isKnown).map(\.counter))
    let main =
      counters.contains(CountingWord.person) ? CountingWord.person : counters.first ?? CountingWord.person
    func parts(_ counter: String) -> [Quantity] {
      counts.compactMap { session in
        let total = QuantitySum(session.filter { $0.counter == counter }.map(\.quantity)).total
        return total.isKnown ? total : nil
      }
    }
    return Sum(
      total: QuantitySum(parts(main)).total, counter: main, parts: parts(main),
      others: counters.filter { $0 != main }.map {
        Sum.Other(total: QuantitySum(parts($0)).total, counter: $0)
      })
  }

  static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  var warnings: [BilingualText] {
    var found: [BilingualText] = []
    if attendance.parts.count > 1 {
      found.append(
        BilingualText(
          zh: "人数按场次相加，同一人可能重复计算", en: "attendance is added over sessions; a person may count twice"))
    }
    if attendance.total.isKnown, served.total.isKnown {
      found.append(
        BilingualText(
          zh: "合计服务人次由参加人数与服务人数相加，可能有重复",
          en: "person-times add attendance and services; persons may count twice"))
    }
    if !attendance.others.isEmpty || !served.others.isEmpty {
      found.append(
        BilingualText(
          zh: "有不同的计数单位（人、人次、户），分别合计", en: "persons, person-times and households are summed apart"))
    }
    return found
  }
}
