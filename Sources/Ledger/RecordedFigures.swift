/// What somebody says about a session in the words of a command line, read into entries.
///
/// `58 位家长` came, `咨询义诊 30 多人` were served, `宣传资料 500 余份` were given.
public struct RecordedFigures: Hashable, Sendable {
  public private(set) var contents: [LedgerEntry.Content] = []
  /// Rough orders of magnitude that are worth asking about: 数百份.
  public private(set) var rough: [String] = []
  private let isFinal: Bool

  /// - Parameter isFinal: The reporter's last word; earlier counts of the same measure stay as evidence.
  public init(isFinal: Bool = false) {
    self.isFinal = isFinal
  }

  /// - Throws: ``LedgerFault/quantity(_:)`` if there is no figure in it.
  public mutating func attended(_ phrase: String, role: Count.Role = .public) throws(LedgerFault) {
    try Self.refusePersonal(phrase)
    let read = try figure(phrase)
    let group = read.thing == Count.Measure.attendance.rawValue || read.thing.isEmpty ? nil : read.thing
    contents.append(
      .count(
        Count(
          .attendance, group: group, role: role, quantity: read.quantity,
          counter: read.counter ?? CountingWord.person,
          includesChildren: ["孩子", "儿童", "幼儿"].contains { group?.contains($0) ?? false }, isFinal: isFinal)))
  }

  /// A service without a name is 服务.
  public mutating func served(_ phrase: String) throws(LedgerFault) {
    try Self.refusePersonal(phrase)
    let read = try figure(phrase)
    let service = read.subject.isEmpty ? (read.noun.isEmpty ? "服务" : read.noun) : read.subject
    contents.append(
      .count(
        Count(
          Count.Measure(rawValue: service), quantity: read.quantity,
          counter: read.counter ?? CountingWord.person, isFinal: isFinal)))
  }

  /// A thing without a number was handed out in an unknown number. Money must be exact.
  public mutating func gave(_ phrase: String) throws(LedgerFault) {
    try Self.refusePersonal(phrase)
    let read: CountPhrase
    do throws(QuantityFault) {
      read = try CountPhrase(phrase)
    } catch .notUnderstood where !phrase.trimmed.isEmpty {
      contents.append(.goods(GoodsMove(.give, item: phrase.trimmed, quantity: .unknown(), counter: nil)))
      return
    } catch {
      throw .quantity(error)
    }
    if read.counter == CountingWord.yuan, read.quantity.certainty != .exact { throw .moneyNotExact(phrase) }
    if read.isRough { rough.append(phrase) }
    for thing in Self.things(in: read.thing) {
      let (item, titles) = Self.titles(in: thing)
      guard !item.isEmpty else { throw .missingItem(phrase) }
      contents.append(
        .goods(GoodsMove(.give, item: item, quantity: read.quantity, counter: read.counter, titles: titles)))
    }
  }

  /// Before anything is read: a fault of the figure would repeat the words. Years of birth are left to the ledger, which
  /// knows today.
  private static func refusePersonal(_ phrase: String) throws(LedgerFault) {
    if let found = PersonalText.first(in: phrase, year: 0) { throw .personal(found) }
  }

  private mutating func figure(_ phrase: String) throws(LedgerFault) -> CountPhrase {
    do throws(QuantityFault) {
      let read = try CountPhrase(phrase)
      if read.isRough { rough.append(phrase) }
      return read
    } catch {
      throw .quantity(error)
    }
  }

  /// 宣传册、折页各 as its two things; anything else as one.
  private static func things(in text: String) -> [String] {
    guard text.hasSuffix("各") else { return [text] }
    return text.dropLast().split(whereSeparator: { "、，和及".contains($0) }).map { String($0).trimmed }
  }

  /// 《甲》《乙》等宣传资料 as 宣传资料 with its two titles.
  static func titles(in text: String) -> (item: String, titles: [String]) {
    var rest = text[...]
    var titles: [String] = []
    while rest.first == "《", let end = rest.firstIndex(of: "》") {
      titles.append(String(rest[...end]))
      rest = rest[rest.index(after: end)...].drop { $0 == "、" || $0 == " " }
    }
    if !titles.isEmpty, rest.first == "等" { rest = rest.dropFirst() }
    return rest.isEmpty ? (text, []) : (String(rest), titles)
  }
}
