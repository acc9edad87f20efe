import GRDB
@testable import Ledger
import Planning
import Recurrence
import TestSupport

/// Somebody who records, corrects and voids at random: the same seed, the same ledger.
struct RandomLedger {
  private var random: SeededGenerator
  /// The time that the machine's clock shows.
  private var clock = noon
  /// Sets the clock wrong before each step, back and forth by up to an hour; nil for one that goes right.
  private var wrong: SeededGenerator?
  private static let units = ["diecai", "qixing", "tianyang"]
  private static let occurrences = [
    nil, memberDay, OccurrenceKey(campaign: "breastfeeding-week", occurrence: "2026"),
  ]

  init(seed: UInt64, clockSeed: UInt64? = nil) {
    random = SeededGenerator(seed: seed)
    wrong = clockSeed.map { SeededGenerator(seed: $0) }
  }

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: list.indices, using: &random)]
  }
  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  /// Takes some steps, each one or more entries. Entries of other origins may be corrected and voided, too.
  mutating func take(_ steps: Int, in store: LedgerStore, _ pool: DatabasePool) async throws {
    for _ in 0..<steps {
      // Entries of one moment are told apart by origin and number.
      if chance(80) { clock = clock.advanced(by: .seconds(1)) }
      if wrong != nil { clock = noon.advanced(by: .seconds(Int.random(in: -3600...3600, using: &wrong!))) }
      let entries = try await pool.read { try EntryRow.fetch($0, where: "TRUE", []) }
      switch Int.random(in: 0..<10, using: &random) {
      case 0...2: try await add(to: store)
      case 3...5: try await record(in: store, entries)
      case 6, 7: try await correct(in: store, entries)
      case 8: try await void(in: store, entries)
      default:
        _ = try await store.append([sheet()], by: "甲", at: clock)
      }
    }
  }

  private mutating func add(to store: LedgerStore) async throws {
    let figures = (0..<Int.random(in: 0...3, using: &random)).map { _ in figure() }
    _ = try await store.addSession(
      session(), occurrence: pick(Self.occurrences), unit: pick(Self.units), figures: figures, by: "甲",
      at: clock)
  }

  private mutating func record(in store: LedgerStore, _ entries: [LedgerEntry]) async throws {
    let keys = entries.compactMap(\.scope.session)
    guard !keys.isEmpty else { return }
    let key = pick(keys)
    // Only where the session itself was added: figures of none are refused.
    guard entries.contains(where: { $0.scope.session == key && $0.act.content?.kind == "session" }) else {
      return
    }
    _ = try await store.record([content()], in: key, by: "乙", at: clock)
  }

  private mutating func correct(in store: LedgerStore, _ entries: [LedgerEntry]) async throws {
    let open = entries.filter { $0.act.content != nil }
    guard !open.isEmpty else { return }
    let target = pick(open)
    let content: LedgerEntry.Content =
      switch target.act.content {
      case .session: .session(session())
      case .moved: .moved(date())
      case .status: .status(pick(Session.Status.allCases))
      case .count: .count(count())
      case .goods: .goods(goods())
      case .sheet: sheet().act.content ?? .note("")
      default: .note("改过")
      }
    do {
      _ = try await store.correct(target.id, with: content, reason: "重数", by: "乙", at: clock)
    } catch LedgerFault.voided {
    } catch LedgerFault.otherKind {}
  }

  private mutating func void(in store: LedgerStore, _ entries: [LedgerEntry]) async throws {
    guard !entries.isEmpty else { return }
    do {
      _ = try await store.void(pick(entries).id, reason: "记错", by: "乙", at: clock)
    } catch LedgerFault.voided {}
  }

  // MARK: Contents

  private mutating func content() -> LedgerEntry.Content {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: .moved(date())
    case 1: .status(pick(Session.Status.allCases))
    case 2: .note("备注")
    case 3: .session(session())
    default: figure()
    }
  }

  private mutating func figure() -> LedgerEntry.Content { chance(60) ? .count(count()) : .goods(goods()) }

  private mutating func session() -> Session {
    var session = Session(
      title: pick(["家长课堂", "义诊\u{1}“咨询”", ""]), date: date(), status: pick(Session.Status.allCases))
    session.kind = pick([nil, "lecture", "clinic"])
    session.keyTask = pick([nil, "宣传教育"])
    session.venue = pick([nil, "会议室（容纳 60 人）"])
    if chance(20) {
      session.mentions = [Mention(document: "综述", words: pick([nil, "开展义诊"]), isSupposed: chance(50))]
    }
    return session
  }

  private mutating func date() -> SessionDate {
    let day = CivilDate(dayNumber: Int32.random(in: 20_000..<21_000, using: &random))
    let choice: SessionDate.Day = pick([
      .exact(day), .interval(day, day.adding(days: 9)), .unknown(notAfter: nil), .unknown(notAfter: day),
    ])
    return SessionDate(
      choice, said: pick([nil, "8 月中旬"]), partOfDay: pick([nil, "下午"]), completedOn: pick([nil, day]),
      isInferred: chance(30))
  }

  mutating func quantity() -> Quantity {
    let n = Figure(
      ticks: Int128(Int.random(in: 0...2_000_000_000, using: &random)) * (chance(80) ? 10_000 : 1))
    let said: String? = pick([nil, "500 余份"])
    return switch pick(Quantity.Certainty.allCases) {
    case .unknown: .unknown(said: said)
    case .range: .range(n, n + Figure(Int.random(in: 0...9, using: &random)), said: said)
    case let certainty: Quantity(n, certainty, said: said) ?? .unknown()
    }
  }

  private mutating func count() -> Count {
    Count(
      pick([.attendance, .online, Count.Measure(rawValue: "咨询义诊")]), group: pick([nil, "家长", "合计"]),
      role: pick(Count.Role.allCases), quantity: quantity(), counter: pick(["人", "人次", "户"]),
      includesChildren: chance(20), isFinal: chance(15))
  }

  private mutating func goods() -> GoodsMove {
    GoodsMove(
      pick(GoodsMove.Kind.allCases), item: pick(["宣传资料", "叠彩区计生协暖心服务卡"]), quantity: quantity(),
      counter: pick([nil, "份"]), titles: pick([[], ["《优生优育》"]]), from: pick([nil, "甲"]),
      to: pick([nil, "乙"]),
      reason: pick([nil, "潮湿"]), isPerHousehold: chance(20))
  }

  private mutating func sheet() -> LedgerDraft {
    LedgerDraft(
      scope: LedgerEntry.Scope(unit: "gx"),
      .record(.sheet(Sheet(section: .staffing, id: pick(["甲", "乙"]), value: .map(["posts": .text("5")])))))
  }
}
