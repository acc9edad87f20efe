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

  /// - `text`: One figure, or several with commas between them.
  /// - Throws: ``LedgerFault/quantity(_:)`` if there is no figure in it; nothing is taken then.
  public mutating func attended(_ text: String, role: Count.Role = .public) throws(LedgerFault) {
    var taken = self
    for phrase in PhraseList(text).phrases { try taken.attendedOne(phrase, role) }
    self = taken
  }

  /// A service without a name is 服务.
  public mutating func served(_ text: String) throws(LedgerFault) {
    var taken = self
    for phrase in PhraseList(text).phrases { try taken.servedOne(phrase) }
    self = taken
  }

  /// A thing without a number was handed out in an unknown number. Money must be exact.
  public mutating func gave(_ text: String) throws(LedgerFault) {
    var taken = self
    for phrase in PhraseList(text).phrases { try taken.gaveOne(phrase) }
    self = taken
  }

  private mutating func attendedOne(_ phrase: String, _ role: Count.Role) throws(LedgerFault) {
    try Self.refusePersonal(phrase)
    let read = try figure(phrase)
    if try tookOnline(read, phrase, role, isAttendance: true) { return }
    let thing = Self.attendanceWords.contains(read.subject) ? read.noun : read.thing
    let group = thing.isEmpty || Self.attendanceWords.contains(thing) ? nil : thing
    if let found = group.flatMap(PersonalText.named) { throw .personal(found) }
    let isChild = ["孩子", "儿童", "幼儿", "children"].contains { group?.contains($0) ?? false }
    contents.append(
      .count(
        Count(
          .attendance, group: group, role: role, quantity: read.quantity,
          counter: read.counter ?? CountingWord.person,
          includesChildren: isChild || (read.children ?? .zero) > .zero, isFinal: isFinal)))
  }

  /// Words that say that people came, and not who they were.
  private static let attendanceWords: Set<String> = [
    "参加", "参加人数", "人数", "参与", "参与人数", "参加活动", "出席", "到场", "到会", "来了", "来", "签到", "群众参加", "attended",
  ]

  private mutating func servedOne(_ phrase: String) throws(LedgerFault) {
    try Self.refusePersonal(phrase)
    let read = try figure(phrase)
    if try tookOnline(read, phrase, .public, isAttendance: false) { return }
    let service = read.subject.isEmpty ? (read.noun.isEmpty ? "服务" : read.noun) : read.subject
    contents.append(
      .count(
        Count(
          Count.Measure(rawValue: service), quantity: read.quantity,
          counter: read.counter ?? CountingWord.person, isFinal: isFinal)))
  }

  /// Takes in people who watched from afar.
  ///
  /// - Returns: False if these did not.
  /// - Throws: ``LedgerFault/onlineWithOnSite(_:)`` for one figure of both.
  private mutating func tookOnline(
    _ read: CountPhrase, _ phrase: String, _ role: Count.Role, isAttendance: Bool
  ) throws(LedgerFault) -> Bool {
    let words = [read.subject, read.noun].filter { !$0.isEmpty }.joined(separator: " ")
    guard role == .public, !words.isEmpty else { return false }
    if OnlineAudience.isMixed(words) { throw .onlineWithOnSite(phrase) }
    guard let audience = OnlineAudience(words, counter: read.counter, isAttendance: isAttendance) else {
      return false
    }
    contents.append(
      .count(
        Count(
          .online, group: audience.group, quantity: read.quantity,
          counter: read.counter ?? CountingWord.person,
          isFinal: isFinal)))
    return true
  }

  private mutating func gaveOne(_ phrase: String) throws(LedgerFault) {
    try Self.refusePersonal(phrase)
    let read: CountPhrase
    do throws(QuantityFault) {
      read = try CountPhrase(phrase)
    } catch .notUnderstood where !phrase.trimmed.isEmpty {
      let (item, titles) = Self.titles(in: Self.withoutVerb(phrase.trimmed))
      contents.append(
        .goods(GoodsMove(.give, item: item, quantity: .unknown(), counter: nil, titles: titles)))
      return
    } catch {
      throw .quantity(error)
    }
    if read.counter == CountingWord.yuan, read.quantity.isKnown, read.quantity.certainty != .exact {
      throw .moneyNotExact(phrase)
    }
    if read.isRough { rough.append(phrase) }
    for thing in Self.things(in: read.thing) {
      let (item, titles) = Self.titles(in: Self.withoutVerb(thing))
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

  /// 宣传资料 for 共发放宣传资料.
  private static func withoutVerb(_ thing: String) -> String {
    var rest = thing[...]
    for word in [
      "此次活动", "活动", "现场", "一共", "共计", "累计", "共", "发放了", "发放", "派发", "分发", "赠送", "送出", "发出", "gave ",
    ]
    where rest.hasPrefix(word) && rest.count > word.count {
      // 活动礼包 is a thing.
      if word == "活动", !rest.dropFirst(2).hasPrefix("共") { continue }
      rest = rest.dropFirst(word.count)
    }
    return String(rest).trimmed
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
