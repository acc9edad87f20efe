import GRDB
import Planning
import Recurrence
import TestSupport
import Testing

@testable import Ledger

/// The fast writer of entries' bodies writes what the general encoder writes: hashes cover the bytes.
struct EntryJSONTests {
  private static let texts = [
    "", "家长课堂", "a/b \"c\" \\ d", "\u{7F}\u{80}\u{2028}é👨‍👩‍👧",
    String(String.UnicodeScalarView((1..<0x20).compactMap { Unicode.Scalar($0) })),
  ]
  private static let day = CivilDate(year: 2026, month: 5, day: 29)!

  private func expectSame(_ content: LedgerEntry.Content) throws {
    #expect(EntryJSON.text(of: content) == (try content.encodedJSON()))
  }

  @Test(arguments: texts) func `every property of a session is written as the encoder writes it`(
    _ text: String
  ) throws {
    var session = Session(
      title: text,
      date: SessionDate(
        .exact(Self.day), said: text, partOfDay: text, completedOn: Self.day, isInferred: true, isOpen: true),
      status: .held)
    try expectSame(.session(session))
    (session.name, session.englishTitle, session.kind, session.keyTask) = (text, text, text, text)
    (session.venue, session.speaker, session.verb, session.scope) = (text, text, text, text)
    (session.hours, session.after) = (text, text)
    (session.organisers, session.partners, session.activities) = ([text], [text, text], [text])
    (session.channels, session.topics) = ([text], [text, "b"])
    session.byline = Byline(unit: text, name: "刘强")
    session.mentions = [
      Mention(document: text, words: text, isSupposed: true),
      Mention(document: "b", words: nil, isSupposed: false),
    ]
    try expectSame(.session(session))
    session.byline = Byline(unit: text, name: nil)
    try expectSame(.session(session))
  }

  @Test(arguments: [
    SessionDate.Day.interval(day, day.adding(days: 2)), .unknown(notAfter: nil), .unknown(notAfter: day),
  ])
  func `every kind of date is written as the encoder writes it`(_ day: SessionDate.Day) throws {
    try expectSame(.session(Session(title: "义诊", date: SessionDate(day), status: .planned)))
  }

  @Test(arguments: texts) func `counts and goods are written as the encoder writes them`(_ text: String)
    throws
  {
    let quantities: [Quantity] = [
      .exact(58), .exact(-3), .exact(.largest, said: text), .exact(Figure("360800.25")!), .unknown(),
      .unknown(said: text), .range(20, 30, said: text), Quantity(500, .atLeast)!, .exact(.zero),
      .exact(Figure(ticks: .max)), .exact(Figure(ticks: -12_345)),
    ]
    for quantity in quantities {
      try expectSame(.count(Count(.attendance, quantity: quantity)))
      try expectSame(
        .count(
          Count(
            Count.Measure(rawValue: text), group: text, role: .speakers, quantity: quantity, counter: text,
            includesChildren: true, isFinal: true)))
      var move = GoodsMove(.return, item: text, quantity: quantity, counter: nil)
      try expectSame(.goods(move))
      move = GoodsMove(
        .bringBack, item: text, quantity: quantity, counter: text, titles: [text, text], from: text,
        to: text, reason: text, isPerHousehold: true)
      (move.signers, move.allocation, move.isLast) = ([text], text, false)
      try expectSame(.goods(move))
    }
  }

  @Test func `no property was added that the fast writer does not know`() {
    let date = SessionDate(.unknown(notAfter: nil))
    func properties(_ value: Any) -> Int { Mirror(reflecting: value).children.count }
    #expect(properties(Session(title: "", date: date, status: .held)) == 20)
    #expect(properties(date) == 6)
    #expect(properties(Byline(unit: "", name: nil)) == 2)
    #expect(properties(Mention(document: "", words: nil, isSupposed: false)) == 3)
    #expect(properties(Count(.attendance, quantity: .exact(1))) == 7)
    #expect(properties(GoodsMove(.give, item: "", quantity: .exact(1), counter: nil)) == 12)
  }

  @Test(arguments: 1...20) func `random sessions and figures are written as the encoder writes them`(
    _ seed: UInt64
  ) async throws {
    try await withLedger { store, pool in
      var ledger = RandomLedger(seed: seed)
      try await ledger.take(30, in: store, pool)
      for entry in try await pool.read({ try EntryRow.fetch($0, where: "kind IS NOT NULL", []) }) {
        guard let content = entry.act.content, let json = EntryJSON.text(of: content) else { continue }
        #expect(json == (try content.encodedJSON()))
      }
    }
  }
}
