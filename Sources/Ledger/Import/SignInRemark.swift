import Planning

/// What the words beside somebody on a list say of how many came, and whether they came at all.
struct SignInRemark {
  let came: HeadCount?
  let company: HeadCount?
  let namesMore: Bool
  let namesAbsent: Bool
  /// Those among the people: 含志愿者5人.
  let parts: PartWords?

  init(_ text: String) {
    came = Self.came(text)
    company = Self.company(text)
    namesMore = Self.namesMore(text)
    namesAbsent = Self.namesAbsent(text)
    parts = PartWords.mayStand(in: text) ? PartWords(text.inHalfWidth) : nil
  }

  /// How many came, of words that tell them from those who were to come: 实到2人, 3（实到2）, 报3到2; but 2到3 may be a range.
  static func came(_ text: String) -> HeadCount? {
    guard holds(text, comings) else { return nil }
    return pieces(of: text).lazy.compactMap(cameAlone).first
  }

  private static let plans = ["报名", "报", "应到", "预约", "登记"]
  private static let verbs = ["实际到", "实际", "实到", "实来", "只到", "只来", "到", "来"]

  /// Of one piece: [报3]到2, [3]实到2.
  private static func cameAlone(_ piece: String) -> HeadCount? {
    var rest = piece[...]
    let plan = rest.removePrefix(of: plans)
    let first = rest.removeNumber()
    if plan != nil, first == nil { return nil }
    guard let verb = rest.removePrefix(of: verbs) else { return nil }
    if rest.first == "了" { rest.removeFirst() }
    guard let number = rest.removeNumber(orOneOf: "一二两三四五六七八九十"), rest.isEmpty,
      let said = try? HeadCount(String(number))
    else { return nil }
    guard plan == nil, !verb.hasPrefix("实"), let first = first.flatMap({ Figure($0) }) else { return said }
    return said.quantity.n.map { $0 < first } ?? false ? said : nil
  }

  /// Whoever signs and those whom they bring, where the words name these: 带2个小孩, 一家三口.
  private static func company(_ text: String) -> HeadCount? {
    guard !text.isEmpty else { return nil }
    return pieces(of: text).lazy.filter { ChainFigures.isCount($0) }
      .compactMap { try? HeadCount(ChainFigures.bare($0)) }.first
  }

  /// Whether they bring some whom a number beside it may not count: 另带孩子1人. Those of 另有孩子1人 it does not.
  static func namesMore(_ text: String) -> Bool {
    guard holds(text, additions) else { return false }
    return pieces(of: text).contains { piece in
      ["另", "加", "外加", "还"].contains(where: piece.hasPrefix) && HeadCount.company(piece) != nil
        && PartWords(piece) == nil
    }
  }

  /// Whether some did not come: 请假1人, 1人没来.
  private static func namesAbsent(_ text: String) -> Bool {
    guard holds(text, absences) else { return false }
    return pieces(of: text).contains { piece in
      do throws(QuantityFault) {
        _ = try CountPhrase(piece)
        return false
      } catch {
        return error == .absent(piece) || error == .change(piece)
      }
    }
  }

  /// Whether they watched from afar: 线上参加, 看直播; but 线上报名 says how they signed up.
  static func isOnline(_ text: String) -> Bool {
    guard holds(text, places) else { return false }
    return pieces(of: text).contains { piece in
      let words = piece.first.map { "看听".contains($0) } ?? false ? String(piece.dropFirst()) : piece
      return OnlineAudience(words, counter: nil, isAttendance: false) != nil
    }
  }

  private static let comings = Set("到来实".unicodeScalars)
  private static let absences = Set("未没缺少假".unicodeScalars)
  private static let additions = Set("另加还".unicodeScalars)
  private static let places = Set("线网播云群号oO".unicodeScalars)

  /// Asked of every row: most remarks hold none of the signs.
  private static func holds(_ text: String, _ signs: Set<Unicode.Scalar>) -> Bool {
    text.unicodeScalars.contains { signs.contains($0) }
  }

  private static func pieces(of text: String) -> [String] {
    let plain: [Character] = text.map(\.halfWidth).filter { $0 != ":" && $0 != " " }
    return plain.split { "、,;。.()【】[]!\n".contains($0) }.map { String($0) }
  }
}

extension SignInCount {
  /// What the name or the remark says where the number says something else or nothing, which somebody should look at.
  ///
  /// - `written`: As the columns of numbers have it.
  mutating func told(_ row: TableRow, beside written: HeadCount) -> (HeadCount, CellDoubt)? {
    let isSaid = saysHowMany(row)
    if !isSaid, let name = header[.name], let party = SignInName.party(row[name]) {
      return (party.count, CellDoubt(name, .severalNamed(party.count.quantity)))
    }
    guard let remark = header[.remark], !row[remark].isEmpty else { return nil }
    let said = remarks.meaning(of: row[remark], read: SignInRemark.init)
    if let count = said.came, count.quantity != written.quantity {
      return (count, CellDoubt(remark, .countedByRemark(count.quantity)))
    }
    if said.namesAbsent { return (written, CellDoubt(remark, .someAbsent)) }
    if isSaid, said.namesMore { return (written, CellDoubt(remark, .someMore)) }
    if !isSaid, let count = said.company, count.quantity != written.quantity {
      return (count, CellDoubt(remark, .countedByRemark(count.quantity)))
    }
    return nil
  }

  /// The column that says that they watched from afar; nil of those who came.
  func online(_ row: TableRow) -> Int? {
    [header[.status], header[.remark], header[.count]].lazy.compactMap(\.self)
      .first { SignInRemark.isOnline(row[$0]) }
  }
}

extension BilingualText {
  fileprivate static func countedByRemark(_ quantity: Quantity) -> BilingualText {
    BilingualText(
      zh: "按备注里的 \(quantity.sumText(.zh, counter: CountingWord.person))算，是否正确？",
      en: "counted as the remark says, \(quantity.sumText(.en, counter: nil)): is that right?")
  }

  fileprivate static func severalNamed(_ quantity: Quantity) -> BilingualText {
    BilingualText(
      zh: "姓名一栏不止一个人，按 \(quantity.sumText(.zh, counter: CountingWord.person))算，是否正确？",
      en:
        "the name's cell holds more than one: \(quantity.sumText(.en, counter: nil)) counted, is that right?")
  }

  fileprivate static let someAbsent = BilingualText(
    zh: "备注说有人没来，仍按人数一栏算；是否正确？",
    en: "the remark says that some did not come; counted as the number says, is that right?")

  fileprivate static let someMore = BilingualText(
    zh: "备注说另带了人，仍按人数一栏算；是否正确？不包括他们的，请改人数",
    en:
      "the remark says that others came along; counted as the number says, is that right? If it leaves them out change it"
  )

  static let watchedOnline = BilingualText(
    zh: "写明线上参加，没有算到场人数；线上人数请另记",
    en: "took part online: not counted as having come; record those online by themselves")

  static func countedByName(_ quantity: Quantity) -> BilingualText {
    guard quantity.isKnown else {
      return BilingualText(zh: "姓名一栏写的是若干人，没有人数", en: "the name stands for several people, not said how many")
    }
    let zh = quantity.sumText(.zh, counter: CountingWord.person)
    return BilingualText(
      zh: "姓名一栏写的是人数，按 \(zh)算，是否正确？",
      en:
        "the name's cell holds a number of people: \(quantity.sumText(.en, counter: nil)) counted, is that right?"
    )
  }
}

extension Substring {
  /// The first of some words that it begins with, which it loses.
  fileprivate mutating func removePrefix(of words: [String]) -> String? {
    guard let word = words.first(where: hasPrefix) else { return nil }
    removeFirst(word.count)
    return word
  }

  /// A number that it begins with, which it loses with its counting word.
  fileprivate mutating func removeNumber(orOneOf numerals: String = "") -> Substring? {
    var digits = prefix(4).prefix(while: \.isASCIIDigit)
    if digits.isEmpty { digits = prefix(1).prefix { numerals.contains($0) } }
    guard !digits.isEmpty else { return nil }
    self = self[digits.endIndex...]
    if let counter = first, "人名位个".contains(counter) { removeFirst() }
    return digits
  }
}
