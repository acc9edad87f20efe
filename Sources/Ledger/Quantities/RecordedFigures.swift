/// What somebody says about a session in the words of a command line, read into entries.
///
/// `58 位家长` came, `咨询义诊 30 多人` were served, `宣传资料 500 余份` were given.
public struct RecordedFigures: Hashable, Sendable {
  public private(set) var contents: [LedgerEntry.Content] = []
  /// Rough orders of magnitude that are worth asking about: 数百份.
  public private(set) var rough: [String] = []
  /// Figures that are no summands, and why.
  public private(set) var leftOut: [LeftOut] = []
  private let isFinal: Bool

  /// A figure that was read and not entered.
  public struct LeftOut: Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
      /// Some of another figure.
      case part
      case planned, absent
      /// The same counted in another word: the 120 人 of 50 户（120 人）.
      case otherCount
    }

    public let phrase: String
    public let why: Reason
  }

  /// - Parameter isFinal: The reporter's last word; earlier counts of the same measure stay as evidence.
  public init(isFinal: Bool = false) {
    self.isFinal = isFinal
  }

  /// - `text`: One figure, or several with commas between them. Of those that are some of another one (其中) or were only
  ///   planned (应到), ``leftOut`` tells. Volunteers, staff and speakers are counted as such, also among the public.
  /// - Throws: ``LedgerFault/quantity(_:)`` if there is no figure in it; nothing is taken then.
  public mutating func attended(_ text: String, role: Count.Role = .public) throws(LedgerFault) {
    var taken = self
    let list = try taken.list(text, ofPeople: true)
    for (index, figure) in list.members.enumerated() {
      try taken.attendedOne(figure, of: list, at: index, role)
    }
    self = taken
  }

  /// A service without a name is 服务.
  public mutating func served(_ text: String) throws(LedgerFault) {
    var taken = self
    for figure in try taken.list(text, ofPeople: true, keepingParts: true).members where taken.counts(figure)
    {
      try taken.servedOne(figure)
    }
    self = taken
  }

  /// A thing without a number was handed out in an unknown number. Money must be exact.
  public mutating func gave(_ text: String) throws(LedgerFault) {
    var taken = self
    for figure in try taken.list(text, ofPeople: false).members where taken.counts(figure) {
      try taken.gaveOne(figure)
    }
    self = taken
  }

  private mutating func list(_ text: String, ofPeople isPeople: Bool, keepingParts keepsParts: Bool = false)
    throws(LedgerFault) -> FigureList
  {
    let follows = contents.contains { content in
      if case .count = content { isPeople } else if case .goods = content { !isPeople } else { false }
    }
    var rough: [String] = []
    let list = try FigureList(text, ofPeople: isPeople, following: follows, keepingParts: keepsParts) {
      phrase throws(LedgerFault) in
      try Self.refusePersonal(phrase)
      do throws(QuantityFault) {
        let read = try CountPhrase(phrase, in: isPeople ? keepsParts ? .served : .people : .goods)
        if read.isRough { rough.append(phrase) }
        return read
      } catch .notUnderstood where !isPeople && !phrase.trimmed.isEmpty {
        try Self.refuseNames(phrase)
        return nil
      } catch {
        if case .notUnderstood = error { try Self.refuseNames(phrase, allNames: true) }
        throw .quantity(error)
      }
    }
    self.rough += rough
    return list
  }

  /// Whether a figure is to be entered; says so if not.
  private mutating func counts(_ figure: ListedFigure) -> Bool {
    let others = figure.otherCounts
    leftOut += figure.remarks.map { LeftOut(phrase: $0, why: others.contains($0) ? .otherCount : .part) }
    let why: LeftOut.Reason
    switch figure.bearing {
    case .counted: return true
    case .part: why = .part
    case .planned: why = .planned
    case .absent: why = .absent
    }
    leftOut.append(LeftOut(phrase: figure.phrase, why: why))
    return false
  }

  private mutating func attendedOne(
    _ figure: ListedFigure, of list: FigureList, at index: Int, _ role: Count.Role
  ) throws(LedgerFault) {
    let helpers = role == .public ? list.helpers(of: index) : []
    let isHelper = list.isHelper(index, role)
    guard isHelper || counts(figure) else { return }
    guard let read = figure.read else { return }
    if try tookOnline(figure, role, isAttendance: true) { return }
    let thing = FigureWords.saysThatPeopleCame(figure.subject) ? figure.noun : figure.thing
    var group = Self.groupName(thing)
    let named = role == .public ? FigureWords.role(of: thing) : nil
    if named != nil, FigureWords.isPlainRole(thing) { group = nil }
    if let group { try Self.refuse(PersonalText.named(in: group, count: figure.quantity.n)) }
    let inside = list.parts(of: index).flatMap { [$0.phrase] + $0.remarks } + figure.remarks
    let hasChildren = ([group ?? ""] + inside).contains(where: FigureWords.namesChildren)
    let isPromise = FigureWords.signedUp.contains(thing)
    contents.append(
      .count(
        Count(
          isPromise ? .signedUp : .attendance, group: isPromise ? nil : group, role: named ?? role,
          quantity: Self.without(helpers, figure.quantity), counter: try Self.peopleCounter(figure),
          includesChildren: hasChildren || (read.children ?? .zero) > .zero, isFinal: isFinal)))
  }

  /// 家长 for 家长参加了培训; nil for words that only say that people came.
  private static func groupName(_ thing: String) -> String? {
    let comings = ["参加", "参与", "到场", "前来", "到会", "出席", "全部到", "均到", "均参"].compactMap {
      thing.firstRange(of: $0)?.lowerBound
    }.filter { $0 > thing.startIndex }
    let name = comings.min().map { String(thing[..<$0]).trimmed } ?? thing
    return name.isEmpty || FigureWords.saysThatPeopleCame(thing) || FigureWords.attendance.contains(name)
      ? nil : name
  }

  /// The public alone, of a number that includes volunteers or staff.
  private static func without(_ helpers: [ListedFigure], _ quantity: Quantity) -> Quantity {
    guard !helpers.isEmpty, let n = quantity.n else { return quantity }
    return .exact(helpers.reduce(n) { $0 - ($1.exact ?? .zero) })
  }

  /// More people than any county has are a slip.
  static let mostPeople: Figure = 10_000_000

  /// 人, 人次 or 户, or another word that counts people; of a service also how often it was held.
  private static func peopleCounter(_ figure: ListedFigure, ofService isService: Bool = false)
    throws(LedgerFault) -> String
  {
    if let n = figure.quantity.upper, n > mostPeople { throw .quantity(.tooLarge(figure.phrase)) }
    // 来了 58 个.
    let isOther = GroupWords.begins(figure.thing, loosely: false) || FigureWords.isNobody(figure.thing)
    guard let counter = figure.counter, counter != "个" || isOther else { return CountingWord.person }
    guard CountingWord.countsPeople(counter) || (isService && counter == "场") else {
      throw .notPeople(figure.phrase, counter: counter)
    }
    return counter
  }

  private mutating func servedOne(_ figure: ListedFigure) throws(LedgerFault) {
    if try tookOnline(figure, .public, isAttendance: false) { return }
    let served = ServedWords(figure)
    try Self.refuse(PersonalText.named(in: figure.thing, count: figure.quantity.n))
    if let group = served.group { try Self.refuse(PersonalText.named(in: group, count: figure.quantity.n)) }
    contents.append(
      .count(
        Count(
          Count.Measure(rawValue: served.service), group: served.group, quantity: figure.quantity,
          counter: try Self.peopleCounter(figure, ofService: true), isFinal: isFinal)))
  }

  /// Takes in people who watched from afar.
  ///
  /// - Returns: False if these did not.
  /// - Throws: ``LedgerFault/onlineWithOnSite(_:)`` for one figure of both.
  private mutating func tookOnline(_ figure: ListedFigure, _ role: Count.Role, isAttendance: Bool)
    throws(LedgerFault) -> Bool
  {
    let words = [figure.subject, figure.noun].filter { !$0.isEmpty }.joined(separator: " ")
    guard role == .public, !words.isEmpty else { return false }
    if OnlineAudience.isMixed(words) { throw .onlineWithOnSite(figure.phrase) }
    guard let audience = OnlineAudience(words, counter: figure.counter, isAttendance: isAttendance) else {
      return false
    }
    contents.append(
      .count(
        Count(
          .online, group: audience.group, quantity: figure.quantity,
          counter: figure.counter ?? CountingWord.person,
          isFinal: isFinal)))
    return true
  }

  private mutating func gaveOne(_ figure: ListedFigure) throws(LedgerFault) {
    guard let read = figure.read else {
      let (item, titles) = Self.item(figure.subject)
      guard !item.isEmpty else { throw .missingItem(figure.phrase) }
      contents.append(
        .goods(GoodsMove(.give, item: item, quantity: .unknown(), counter: nil, titles: titles)))
      return
    }
    // 无: nothing was given, and nothing of any name.
    if read.thing.isEmpty, read.counter == nil, read.quantity.certainty == .exact, read.quantity.n == .zero {
      return
    }
    if read.counter == CountingWord.yuan, read.quantity.isKnown, read.quantity.certainty != .exact {
      throw .moneyNotExact(figure.phrase)
    }
    if FigureWords.isRest(figure.subject) { throw .quantity(.change(figure.phrase)) }
    if let counter = read.counter, read.quantity.isKnown, CountingWord.countsHeads(counter) {
      throw .notGoods(figure.phrase, counter: counter)
    }
    // 发放 500 份宣传资料, 价值 3000 元的慰问品.
    let isVerb = !figure.noun.isEmpty && QuantityWords.beforeSize.contains(where: figure.subject.hasSuffix)
    for thing in Self.things(in: isVerb ? figure.noun : figure.thing) {
      let (item, titles) = Self.item(thing)
      guard !item.isEmpty else { throw .missingItem(figure.phrase) }
      contents.append(
        .goods(GoodsMove(.give, item: item, quantity: read.quantity, counter: read.counter, titles: titles)))
    }
  }

  /// Before anything is read: a fault of the figure would repeat the words. Years of birth are left to the ledger, which
  /// knows today.
  private static func refusePersonal(_ phrase: String) throws(LedgerFault) {
    try refuse(PersonalText.first(in: phrase, year: 0, at: .label))
  }

  private static func refuse(_ found: PersonalText?) throws(LedgerFault) {
    if let found { throw .personal(found) }
  }

  /// 张三、李四 are no figure.
  ///
  /// - `allNames`: Also those that end in no numeral, where things may be called so.
  private static func refuseNames(_ phrase: String, allNames: Bool = false) throws(LedgerFault) {
    let plain = phrase.count <= 4 ? phrase.filter { !$0.isWhitespace } : phrase
    let words = plain.split { "、，,和及与 ".contains($0) }.map(String.init)
    guard allNames || (!words.isEmpty && words.allSatisfy(PersonalNames.isNumeralName)) else { return }
    try refuse(PersonalText.named(in: plain, count: PersonalNames.isNumeralName(plain) ? 1 : nil))
  }

  /// 宣传资料 with its titles, of 发放《甲》等 4 种宣传资料.
  private static func item(_ thing: String) -> (item: String, titles: [String]) {
    let (item, titles) = GoodsTitles.parted(withoutVerb(thing))
    guard let kinds = try? CountPhrase(item, in: .goods), kinds.subject.isEmpty, !kinds.noun.isEmpty,
      let counter = kinds.counter, GroupWords.kinds.contains(counter)
    else { return (item, titles) }
    return (kinds.noun, titles)
  }

  /// 宣传资料 for 共发放宣传资料, 雨伞 for 为老人发放雨伞.
  private static func withoutVerb(_ thing: String) -> String {
    if Receivers.named(before: thing), let item = Receivers.item(in: thing) { return item }
    var rest = thing[...]
    for word in [
      "此次活动", "活动", "现场", "免费", "一共", "共计", "累计", "共", "发放了", "发放", "派发", "分发", "赠送", "送出", "发出", "gave ",
    ]
    where rest.hasPrefix(word) && rest.count > word.count {
      // 活动礼包 is a thing.
      if word == "活动", !rest.dropFirst(2).hasPrefix("共") { continue }
      rest = rest.dropFirst(word.count)
    }
    // 手册、折页等 5 种 800 份; 慰问品价值 3000 元.
    for word in ["等", "总价值", "价值"] where rest.hasSuffix(word) && rest.count > word.count {
      rest = rest.dropLast(word.count)
    }
    return String(rest).trimmed
  }

  /// 宣传册、折页各 as its two things; anything else as one.
  private static func things(in text: String) -> [String] {
    guard let things = QuantityWords.things(before: text), things.count > 1 else { return [text] }
    return things
  }
}
