/// What somebody says about a session in the words of a command line, read into entries.
///
/// `58 位家长` came, `咨询义诊 30 多人` were served, `宣传资料 500 余份` were given.
public struct RecordedFigures: Hashable, Sendable {
  public private(set) var contents: [LedgerEntry.Content] = []
  /// Rough orders of magnitude that are worth asking about: 数百份.
  public private(set) var rough: [String] = []
  /// Phrases whose one figure was taken for several things together: 叶酸、宣传资料 500 份.
  public private(set) var joint: [String] = []
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
    let list = try taken.list(text, .attended)
    for (index, figure) in list.members.enumerated() where !figure.isFamily {
      try taken.attendedOne(figure, of: list, at: index, role)
    }
    try taken.attended(list.members.filter(\.isFamily), role)
    self = taken
  }

  /// A service without a name is 服务; one without a number was rendered to nobody knows how many.
  public mutating func served(_ text: String) throws(LedgerFault) {
    var taken = self
    for figure in try taken.list(text, .served).members where taken.counts(figure) {
      try taken.servedOne(figure)
    }
    self = taken
  }

  /// A thing without a number was handed out in an unknown number. Money must be exact.
  ///
  /// - `isGift`: False for goods that move otherwise, so that 收到 and 剩余 are right before them.
  public mutating func gave(_ text: String, isGift: Bool = true) throws(LedgerFault) {
    var taken = self
    let members = try taken.list(text, .gave).members
    for figure in members where taken.counts(figure) {
      if members.count > 1, PhraseFrame.isRemark(figure.phrase) {
        if figure.quantity.isKnown { taken.leftOut.append(LeftOut(phrase: figure.phrase, why: .otherCount)) }
        continue
      }
      if isGift, PhraseFrame.isNotGiven(figure.subject, figure.noun) { throw .notGiven(figure.phrase) }
      try taken.gaveOne(figure)
    }
    self = taken
  }

  private enum Told { case attended, served, gave }

  private mutating func list(_ text: String, _ told: Told) throws(LedgerFault) -> FigureList {
    let isPeople = told != .gave
    let follows = contents.contains { content in
      if case .count = content { isPeople } else if case .goods = content { !isPeople } else { false }
    }
    var rough: [String] = []
    let list = try FigureList(text, ofPeople: isPeople, following: follows, keepingParts: told == .served) {
      phrase throws(LedgerFault) in
      try Self.refusePersonal(phrase, at: isPeople ? .label : .thing)
      do throws(QuantityFault) {
        let read = try CountPhrase(phrase, in: isPeople ? told == .served ? .served : .people : .goods)
        if read.isRough { rough.append(phrase) }
        return read
      } catch .notUnderstood where Self.mayLackNumber(phrase, told) {
        try Self.refuseNames(phrase, allNames: told == .served)
        return nil
      } catch {
        if case .notUnderstood = error { try Self.refuseNames(phrase, allNames: true) }
        throw .quantity(error)
      }
    }
    self.rough += rough
    return list
  }

  /// Anything may be handed out, and what names a service may have been rendered, without anybody counting it.
  private static func mayLackNumber(_ phrase: String, _ told: Told) -> Bool {
    switch told {
    case .attended: false
    case .served: ServedWords.names(aServiceIn: phrase)
    case .gave: !phrase.trimmed.isEmpty
    }
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
    if list.members.count > 1, GroupWords.areCounted(by: figure.counter, figure.noun) {
      leftOut.append(LeftOut(phrase: figure.phrase, why: .otherCount))
      return
    }
    if try tookOnline(figure, role, isAttendance: true) { return }
    let who = figure.who
    let named = role == .public ? FigureWords.role(of: who) : nil
    let isNamed = !who.isEmpty && !(named != nil && FigureWords.isPlainRole(who))
    let group = isNamed ? who : nil
    if let group { try Self.refuse(PersonalText.named(in: group, count: figure.quantity.n)) }
    let inside = list.parts(of: index).flatMap { [$0.phrase] + $0.remarks } + figure.remarks
    let hasChildren = ([figure.subject, figure.noun] + inside).contains(where: FigureWords.namesChildren)
    let isPromise = FigureWords.signedUp.contains(figure.thing)
    contents.append(
      .count(
        Count(
          isPromise ? .signedUp : .attendance, group: isPromise ? nil : group, role: named ?? role,
          quantity: Self.without(helpers, figure.quantity), counter: try Self.peopleCounter(figure),
          includesChildren: hasChildren || (read.children ?? .zero) > .zero, isFinal: isFinal)))
  }

  /// 2大1小、1大2小 as the one figure that they are, with a note of the children and the households: nothing but a note can
  /// hold these beside it.
  private mutating func attended(_ families: [ListedFigure], _ role: Count.Role) throws(LedgerFault) {
    guard let first = families.first else { return }
    let children = families.reduce(Figure.zero) { $0 + ($1.read?.children ?? .zero) }
    let households = families.reduce(Figure.zero) { $0 + ($1.read?.households ?? .zero) }
    contents.append(
      .count(
        Count(
          .attendance, role: role,
          quantity: families.count == 1 ? first.quantity : QuantitySum(families.map(\.quantity)).total,
          includesChildren: children > .zero, isFinal: isFinal)))
    let told = households > .zero ? "，共 \(households) 户" : ""
    contents.append(.note("其中儿童 \(children) 人\(told)"))
  }

  /// The public alone, of a number that includes volunteers or staff.
  private static func without(_ helpers: [ListedFigure], _ quantity: Quantity) -> Quantity {
    guard !helpers.isEmpty, let n = quantity.n else { return quantity }
    return .exact(helpers.reduce(n) { $0 - ($1.exact ?? .zero) })
  }

  /// More people than any county has are a slip.
  static let mostPeople: Figure = 10_000_000

  /// 人, 人次 or 户, or another word that counts people.
  ///
  /// - `isThing`: Whether words beside the figure name something else than people, so that 个 doesn't count these.
  private static func peopleCounter(_ figure: ListedFigure, ofThing isThing: Bool = false) throws(LedgerFault)
    -> String
  {
    if let n = figure.quantity.upper, n > mostPeople { throw .quantity(.tooLarge(figure.phrase)) }
    // 来了 58 个.
    let isOther =
      isThing || GroupWords.begins(figure.thing, loosely: false) || FigureWords.isNobody(figure.thing)
    guard let counter = figure.counter, counter != "个" || isOther else { return CountingWord.person }
    guard CountingWord.countsPeople(counter) else { throw .notPeople(figure.phrase, counter: counter) }
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
          counter: try Self.peopleCounter(figure, ofThing: served.isUnnamed ? false : served.group == nil),
          isFinal: isFinal)))
  }

  /// Takes in people who watched from afar.
  ///
  /// - Returns: False if these did not.
  /// - Throws: ``LedgerFault/onlineWithOnSite(_:)`` for one figure of both, ``LedgerFault/notServed(_:)`` for 点赞 and the like.
  private mutating func tookOnline(_ figure: ListedFigure, _ role: Count.Role, isAttendance: Bool)
    throws(LedgerFault) -> Bool
  {
    let words = [figure.subject, figure.noun].filter { !$0.isEmpty }.joined(separator: " ")
    guard role == .public, !words.isEmpty else { return false }
    if OnlineAudience.isReaction(words) { throw .notServed(figure.phrase) }
    if OnlineAudience.isMixed(words) { throw .onlineWithOnSite(figure.phrase) }
    guard let audience = OnlineAudience(words, counter: figure.counter, isAttendance: isAttendance) else {
      return false
    }
    contents.append(
      .count(
        Count(
          .online, group: audience.group, quantity: figure.quantity, counter: audience.counter,
          isFinal: isFinal)))
    return true
  }

  private mutating func gaveOne(_ figure: ListedFigure) throws(LedgerFault) {
    let (quantity, counter) = (figure.quantity, figure.counter)
    // 无: nothing was given, and nothing of any name.
    if figure.thing.isEmpty, counter == nil, quantity.certainty == .exact, quantity.n == .zero { return }
    if counter == CountingWord.yuan, quantity.isKnown, quantity.certainty != .exact {
      throw .moneyNotExact(figure.phrase)
    }
    if FigureWords.isRest(figure.subject) { throw .quantity(.change(figure.phrase)) }
    if let counter, CountingWord.countsHeads(counter) {
      throw .notGoods(figure.phrase, counter: counter)
    }
    // 价值 3000 元的慰问品.
    let isSize = !figure.noun.isEmpty && QuantityWords.beforeSize.contains(where: figure.subject.hasSuffix)
    let each = QuantityWords.things(before: figure.thing) ?? []
    for thing in each.count > 1 ? each : [isSize ? "" : figure.subject] {
      let (item, titles) = Self.item(thing, each.count > 1 ? "" : figure.noun)
      guard !item.isEmpty else { throw .missingItem(figure.phrase) }
      let parts = titles.isEmpty ? PhrasePieces.things(in: item) : [item]
      if quantity.isKnown, parts.count > 1 { joint.append(figure.phrase) }
      for item in quantity.isKnown ? [item] : parts {
        contents.append(
          .goods(GoodsMove(.give, item: item, quantity: quantity, counter: counter, titles: titles)))
      }
    }
  }

  /// Before anything is read: a fault of the figure would repeat the words. Years of birth are left to the ledger, which
  /// knows today.
  private static func refusePersonal(_ phrase: String, at place: PersonalText.Place) throws(LedgerFault) {
    try refuse(PersonalText.first(in: phrase, year: 0, at: place))
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

  /// 宣传资料 with its titles, of 发放《甲》等 4 种宣传资料; 雨伞 of 为老人发放雨伞.
  private static func item(_ subject: String, _ noun: String) -> (item: String, titles: [String]) {
    let given = Receivers.named(before: subject) ? Receivers.item(in: subject) : nil
    var thing = given ?? PhraseFrame.item(subject, noun)
    // 手册、折页等 5 种 800 份; 慰问品价值 3000 元.
    for word in ["等", "总价值", "价值"] where thing.hasSuffix(word) && thing.count > word.count {
      thing = String(thing.dropLast(word.count))
    }
    let (item, titles) = GoodsTitles.parted(thing)
    guard let kinds = try? CountPhrase(item, in: .goods), kinds.subject.isEmpty, !kinds.noun.isEmpty,
      let counter = kinds.counter, GroupWords.kinds.contains(counter)
    else { return (item, titles) }
    return (kinds.noun, titles)
  }
}

extension ListedFigure {
  /// 2大1小 and nothing else.
  fileprivate var isFamily: Bool {
    bearing == .counted && read?.children != nil && thing.isEmpty && remarks.isEmpty
  }
}
