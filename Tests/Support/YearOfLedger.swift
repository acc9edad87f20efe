public import Ledger
public import Recurrence

/// A made-up year of sessions for some units, with totals of its own: reckoned from plain whole numbers, by the rules
/// as they are written down, and not by the code that they test.
///
/// The same seed gives the same year. Figures have every certainty; some are corrected later and some are void.
public struct YearOfLedger: Sendable {
  /// What one session leaves in the ledger.
  public struct Held: Sendable {
    public let key: SessionKey
    public let session: Session
    public let figures: [LedgerEntry.Content]
    /// What stands instead of the first figure after a correction; nil if none is made.
    public let correction: LedgerEntry.Content?
    /// Whether the last figure is void.
    public let isLastVoid: Bool
  }

  public private(set) var totals = Totals()
  private var random: SeededGenerator
  private let units: [(id: String, city: String)]
  private let year: Int
  private let withAmendments: Bool
  private var numbers: [Int]
  private var next = 0
  private static let kinds = ["lecture", "outreach", "clinic", "visit"]
  private static let tasks = ["宣传教育", "优生优育指导", "计生家庭帮扶", "家庭健康促进"]
  private static let items = ["宣传资料", "宣传折页", "活动礼包", "暖心服务卡", "叶酸"]

  /// - `units`: Each with the city that it is in.
  public init(units: [(id: String, city: String)], year: Int, seed: UInt64, withAmendments: Bool = true) {
    self.units = units
    self.year = year
    self.withAmendments = withAmendments
    random = SeededGenerator(seed: seed)
    numbers = Array(repeating: 0, count: units.count)
  }

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: list.indices, using: &random)]
  }
  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  /// The next session: one of each unit in turn.
  public mutating func session() -> Held {
    let place = next % units.count
    next += 1
    numbers[place] += 1
    var session = Session(title: "家长课堂第 \(numbers[place]) 期", date: date(), status: .held)
    session.kind = pick(Self.kinds)
    session.keyTask = pick(Self.tasks)
    totals.add(session, in: units[place].city)
    var figures = [attendance(), served()]
    figures += (0..<2).map { _ in given() }
    let isCorrected = withAmendments && chance(4)
    let correction = isCorrected ? attendance() : nil
    let isLastVoid = withAmendments && chance(3)
    let standing = [correction ?? figures[0]] + figures.dropFirst().dropLast(isLastVoid ? 1 : 0)
    totals.add(standing)
    return Held(
      key: SessionKey(
        occurrence: OccurrenceKey(campaign: "classes", occurrence: "\(year)"), unit: units[place].id,
        number: numbers[place]),
      session: session, figures: figures, correction: correction, isLastVoid: isLastVoid)
  }

  private mutating func date() -> SessionDate {
    let first = CivilDate(year: year, month: 1, day: 1) ?? .min
    let day = first.adding(days: Int.random(in: 0..<355, using: &random))
    switch Int.random(in: 0..<20, using: &random) {
    case 0: return SessionDate(.interval(day, day.adding(days: 6)), said: "近期")
    case 1: return SessionDate(.unknown(notAfter: day), said: "近日")
    default: return SessionDate(.exact(day))
    }
  }

  private mutating func attendance() -> LedgerEntry.Content {
    .count(Count(.attendance, group: pick(["家长", "群众"]), quantity: quantity(upTo: 120)))
  }

  private mutating func served() -> LedgerEntry.Content {
    .count(Count(Count.Measure(rawValue: pick(["咨询", "义诊"])), quantity: quantity(upTo: 60)))
  }

  private mutating func given() -> LedgerEntry.Content {
    .goods(GoodsMove(.give, item: pick(Self.items), quantity: quantity(upTo: 500), counter: "份"))
  }

  /// Mostly exact or a lower bound, as people write; what follows from few others still comes.
  private mutating func quantity(upTo most: Int) -> Quantity {
    let n = Int.random(in: 1...most, using: &random)
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<45: return .exact(Figure(n))
    case 45..<75: return Quantity(Figure(n), .atLeast, said: "\(n)余份") ?? .unknown()
    case 75..<80: return Quantity(Figure(n), .below) ?? .unknown()
    case 80..<84: return Quantity(Figure(n), .about) ?? .unknown()
    case 84..<87: return Quantity(Figure(n), .nearly) ?? .unknown()
    case 87..<91: return .range(Figure(n), Figure(n + 10))
    default: return .unknown(said: "若干")
    }
  }
}

extension YearOfLedger {
  /// Sums in whole numbers.
  public struct Sum: Hashable, Sendable {
    public private(set) var low = 0
    public private(set) var high = 0
    public private(set) var known = 0
    public private(set) var unknown = 0
    private var kinds: Set<Quantity.Certainty> = []

    public init() {}

    mutating func add(_ quantity: Quantity) {
      guard let n = quantity.n.flatMap({ Int($0.description) }),
        let upper = quantity.upper.flatMap({ Int($0.description) })
      else {
        unknown += 1
        return
      }
      known += 1
      low += n
      high += upper
      kinds.insert(quantity.certainty)
    }

    /// `exact 115`, `atLeast 600`, `range 20-30`, by the rules for sums.
    public var text: String {
      if known == 0 { return "unknown" }
      let isLower = kinds.contains(.atLeast)
      let isUpper = kinds.contains(.below) || kinds.contains(.atMost)
      if kinds.contains(.about) || kinds.contains(.nearly) || (isLower && isUpper) {
        return "about \(low)"
      }
      if isLower { return "atLeast \(low)" }
      if isUpper { return "atMost \(high)" }
      return low == high ? "exact \(low)" : "range \(low)-\(high)"
    }
  }

  public struct Totals: Sendable {
    public private(set) var sessions = 0
    public private(set) var byMonth: [String: Int] = [:]
    public private(set) var byCity: [String: Int] = [:]
    public private(set) var byKind: [String: Int] = [:]
    public private(set) var byKeyTask: [String: Int] = [:]
    public private(set) var attendance = Sum()
    public private(set) var served = Sum()
    public private(set) var items: [String: Sum] = [:]
    public private(set) var reporting = 0

    mutating func add(_ session: Session, in city: String) {
      sessions += 1
      let day = session.date.precision == .none ? nil : session.date.first
      byMonth[day.map { String($0.description.prefix(7)) } ?? "undated", default: 0] += 1
      byCity[city, default: 0] += 1
      byKind[session.kind ?? "", default: 0] += 1
      byKeyTask[session.keyTask ?? "", default: 0] += 1
    }

    mutating func add(_ contents: [LedgerEntry.Content]) {
      for content in contents {
        switch content {
        case .count(let count) where count.measure == .attendance:
          attendance.add(count.quantity)
          if count.quantity.isKnown { reporting += 1 }
        case .count(let count): served.add(count.quantity)
        case .goods(let move): items[move.item, default: Sum()].add(move.quantity)
        default: break
        }
      }
    }
  }
}

extension LedgerStore {
  /// Enters sessions of a year, and amends some of them afterwards.
  ///
  /// - Returns: How many entries that made.
  public func enter(_ sessions: [YearOfLedger.Held], at: Timestamp) async throws -> Int {
    let drafts = sessions.flatMap { held in
      ([.session(held.session)] + held.figures).map { LedgerDraft(scope: .init(held.key), .record($0)) }
    }
    let entries = try await append(drafts, by: "甲", at: at)
    var amendments: [LedgerDraft] = []
    var place = 0
    for held in sessions {
      let own = entries[place..<place + 1 + held.figures.count]
      place += own.count
      if let correction = held.correction {
        amendments.append(
          LedgerDraft(scope: .init(held.key), .correct(own[own.startIndex + 1].id, correction, reason: "重数")))
      }
      if held.isLastVoid, let last = own.last {
        amendments.append(LedgerDraft(scope: .init(held.key), .void(last.id, reason: "记错")))
      }
    }
    if !amendments.isEmpty { _ = try await append(amendments, by: "乙", at: at.advanced(by: .seconds(1))) }
    return drafts.count + amendments.count
  }
}
