import Ledger
import Planning
import Testing

/// The table of phrases in Fixtures/phrases.tsv: what people write, and what it must mean.
struct PhraseTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let cells: [String]

    /// An empty cell stands at the end of most rows.
    subscript(index: Int) -> String { index < cells.count ? cells[index] : "" }
    var testDescription: String { cells[0] }
  }

  static let rows: [Row] = ((try? fixture("phrases.tsv")) ?? "").split(separator: "\n").filter {
    !$0.hasPrefix("#")
  }.map { Row(cells: $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)) }

  @Test func `the table is there`() {
    #expect(Self.rows.count > 300)
    #expect(Set(Self.rows.map { $0[0] }).count == Self.rows.count)
  }

  @Test(arguments: rows.filter { $0[1] != "!" })
  func `a phrase means what its row says`(_ row: Row) throws {
    let read = try CountPhrase(row[0])
    let quantity = read.quantity
    let n =
      switch quantity.certainty {
      case .unknown: "-"
      case .range: "\(quantity.n?.description ?? "")..\(quantity.upper?.description ?? "")"
      default: quantity.n?.description ?? ""
      }
    #expect(n == row[1])
    #expect(quantity.certainty.rawValue == row[2])
    #expect((read.counter ?? "-") == row[3])
    if row[4] != "" { #expect(read.subject == row[4]) }
    if row[5] != "" { #expect(read.noun == row[5]) }
  }

  @Test(arguments: rows.filter { $0[1] == "!" })
  func `a phrase that is no figure is refused with its reason, in both languages`(_ row: Row) throws {
    let phrase = row[0]
    let faults: [String: QuantityFault] = [
      "notUnderstood": .notUnderstood(phrase), "negative": .negative(phrase), "tooLarge": .tooLarge(phrase),
      "severalFigures": .severalFigures(phrase), "malformed": .malformed(phrase), "share": .share(phrase),
      "notACount": .notACount(phrase), "notWhole": .notWhole(phrase), "rate": .rate(phrase),
      "change": .change(phrase), "negated": .negated(phrase), "absent": .absent(phrase),
      "foreignMoney": .foreignMoney(phrase), "halfRange": .halfRange(phrase),
    ]
    let fault = try #require(faults[row[2]])
    #expect(throws: fault) { try CountPhrase(phrase) }
    #expect(fault.text(.zh).contains(phrase) && fault.text(.en).contains(phrase))
  }

  @Test(arguments: [
    "数百份", "几十人", "上百人", "成百上千人", "数以千计", "好几百份", "百八十人", "hundreds of people", "dozens",
    "several hundred parents", "百人", "百万元",
  ])
  func `an order of magnitude is marked as rough`(_ phrase: String) throws {
    #expect(try CountPhrase(phrase).isRough)
  }

  @Test(arguments: ["十余场", "500 余份", "近百人", "百余人", "二三十人", "about 50", "2大1小"])
  func `a figure that somebody meant is not`(_ phrase: String) throws {
    #expect(try !CountPhrase(phrase).isRough)
  }

  @Test(arguments: [("一家三口", 3, 1), ("两家六口", 6, 2), ("五口之家", 5, 1), ("全家三口人", 3, 1)])
  func `a family is its persons, of so many households`(_ phrase: String, _ persons: Int, _ households: Int)
    throws
  {
    let read = try CountPhrase(phrase)
    #expect(read.quantity.saying(nil) == .exact(Figure(persons)))
    #expect(read.households == Figure(households))
    #expect(read.meaning(.zh) == "\(persons) 人（\(households) 户）")
    #expect(
      read.meaning(.en) == "\(persons) people (\(households) \(households == 1 ? "household" : "households"))"
    )
  }

  @Test func `adults and children are three persons, one of them a child`() throws {
    let read = try CountPhrase("2大1小")
    #expect(read.quantity == .exact(3, said: "2大1小"))
    #expect(read.children == 1)
    #expect(try CountPhrase("三大两小").children == 2)
  }

  @Test(arguments: [
    ("共58人", "58人"), ("宣传资料 500 余份", "500 余份"), ("58 位家长", "58 位"), ("累计超过 500 人次", "超过 500 人次"),
    ("约20-30人", "约20-30人"), ("about 50 people came", "about 50 people"),
  ])
  func `the writer's own words are kept, without what stands around them`(_ phrase: String, _ words: String)
    throws
  {
    #expect(try CountPhrase(phrase).quantity.said == words)
  }
}
