/// What somebody says about a session in the words of a command line, read into entries.
///
/// `58 位家长` came, `咨询义诊 30 多人` were served, `宣传资料 500 余份` were given.
public struct RecordedFigures: Hashable, Sendable {
  public internal(set) var contents: [LedgerEntry.Content] = []
  /// Rough orders of magnitude that are worth asking about: 数百份.
  public private(set) var rough: [String] = []
  /// Phrases whose one figure was taken for several things together: 叶酸、宣传资料 500 份.
  public internal(set) var joint: [String] = []
  /// Figures that are no summands, and why.
  public internal(set) var leftOut: [LeftOut] = []
  private let isFinal: Bool
  /// Whom the words of those who came named beside the public.
  private var roles: Set<Count.Role> = []

  /// A figure that was read and not entered.
  public struct LeftOut: Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
      /// Some of another figure.
      case part
      /// Words without a number: 大部分是老人, and what only tells a share.
      case remark
      case planned, absent
      /// Of another year: 去年 50 人.
      case earlier
      /// The same counted in another word: the 120 人次 of 50 户（120 人次）.
      case otherCount
      /// Hung up, made or bought: 悬挂横幅 3 条.
      case notGiven
      /// Who got it: 慰问 12 户.
      case receivers
      /// Given out beside people who were counted: 发放资料 300 份.
      case goods
      /// Where it went: 覆盖 8 个村.
      case places
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
    guard role == .public || !roles.contains(role) else { throw .toldTwice(text) }
    let list = try taken.list(text, .attended, role)
    for (index, figure) in list.members.enumerated() where !figure.isFamily {
      let start = taken.contents.count
      try taken.attendedOne(figure, of: list, at: index, role)
      taken.tellAside(figure, from: start)
    }
    try taken.attended(list.members.filter(\.isFamily), role)
    self = taken
  }

  /// A service without a name is 服务; one without a number was rendered to nobody knows how many.
  public mutating func served(_ text: String) throws(LedgerFault) {
    var taken = self
    var earlier: (words: ServedWords, figure: ListedFigure)?
    let members = try taken.list(text, .served).members
    // 男 30 人，女 40 人: of a service that nobody named.
    let counted = members.filter { $0.bearing == .counted }
    let words = counted.map { ServedWords($0) }
    let areOfficials = words.allSatisfy { $0.isOfOffice || FigureWords.isAnybody($0.service) }
    let areGroups = words.count > 1 && words.allSatisfy { $0.isGroup(besideOfficials: areOfficials) }
    for figure in members where taken.counts(figure) && !taken.isGoods(figure, among: members) {
      var served = ServedWords(
        figure, after: earlier?.figure.clause == figure.clause ? earlier?.words.service : nil)
      if let earlier, figure.lead == nil, served.isOnlyPeople {
        // 义诊 50 人，老人 30 人: some of them? But 慰问失独家庭 8 户，困难家庭 5 户 were told apart before.
        guard earlier.words.group != nil else { throw .unclearPart(figure.phrase) }
        served = ServedWords(figure, after: earlier.words.service)
      } else if areGroups {
        served = ServedWords(figure, after: Count.Measure.service.rawValue)
      }
      if served.isOfHelpers, words.contains(where: \.isOfDeed) { throw .unclearPart(figure.phrase) }
      let start = taken.contents.count
      try taken.servedOne(figure, served)
      taken.tellAside(figure, from: start)
      earlier = (served, figure)
    }
    self = taken
  }

  enum Told { case attended, served, gave }

  mutating func list(_ text: String, _ told: Told, _ role: Count.Role = .public) throws(LedgerFault)
    -> FigureList
  {
    let isPeople = told != .gave
    let follows = contents.contains { content in
      if case .count = content { isPeople } else if case .goods = content { !isPeople } else { false }
    }
    var rough: [String] = []
    let list = try FigureList(
      text, ofPeople: isPeople, role, following: follows, keepingParts: told == .served
    ) {
      phrase throws(LedgerFault) in
      try Self.refusePersonal(phrase, at: isPeople ? .label : .thing)
      try Self.refuseSigners(phrase)
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
  mutating func counts(_ figure: ListedFigure) -> Bool {
    let others = figure.otherCounts
    let companions = figure.companions.map(\.remark)
    leftOut += figure.remarks.filter { !companions.contains($0) }.map {
      let isOther =
        others.contains($0) || figure.isExceeded(by: $0)
        || FigureWords.tellsWhom($0) && FigureWords.withoutLead($0).lead == nil
      return LeftOut(
        phrase: $0,
        why: Self.isAbsent($0) ? .absent : Self.isEarlier($0) ? .earlier : isOther ? .otherCount : .part)
    }
    let why: LeftOut.Reason
    switch figure.bearing {
    case .counted: return true
    case .part: why = figure.read == nil ? .remark : .part
    case .planned: why = .planned
    case .absent: why = .absent
    case .earlier: why = .earlier
    case .retold: why = .otherCount
    case .served: why = .receivers
    case .received: why = .notGiven
    }
    leftOut.append(LeftOut(phrase: figure.phrase, why: why))
    return false
  }

  /// Says which figures of a phrase are neither entered nor part of a name that is: the 12 户 of 给 12 户老人送大米 12 袋.
  ///
  /// - `start`: Where what was entered of it begins.
  mutating func tellAside(_ figure: ListedFigure, from start: Int) {
    let names = contents[start...].map { content in
      switch content {
      case .count(let count): (count.group ?? "") + count.measure.rawValue
      case .goods(let move): move.item + move.titles.joined()
      default: ""
      }
    }
    leftOut += (names.isEmpty ? [] : figure.read?.aside ?? []).filter { aside in
      !names.contains { $0.contains(aside.said) }
    }.map { LeftOut(phrase: $0.said, why: $0.why) }
  }

  /// Whether it is goods that were given out, beside people; says so if it is.
  private mutating func isGoods(_ figure: ListedFigure, among members: [ListedFigure]) -> Bool {
    guard let counter = figure.counter, !CountingWord.countsPeople(counter),
      PhraseFrame.isGiven(figure.subject),
      members.contains(where: { $0.counter.map(CountingWord.countsPeople) ?? false })
    else { return false }
    leftOut.append(LeftOut(phrase: figure.phrase, why: .goods))
    return true
  }

  /// The （上次 50 人） of 60 人（上次 50 人）.
  private static func isEarlier(_ remark: String) -> Bool {
    (try? CountPhrase(remark, in: .people)).map { FigureWords.isEarlier($0.thing) } ?? false
  }

  /// The （缺席 2 人） of 58 人（缺席 2 人）.
  private static func isAbsent(_ remark: String) -> Bool {
    (try? CountPhrase(remark, in: .people)).map { FigureWords.isAbsent($0.subject, $0.noun) } ?? false
  }

  private mutating func attendedOne(
    _ figure: ListedFigure, of list: FigureList, at index: Int, _ role: Count.Role
  ) throws(LedgerFault) {
    let helpers = role == .public ? list.helpers(of: index) : []
    let isHelper = list.isHelper(index, role)
    guard isHelper || counts(figure), !isGoods(figure, among: list.members) else { return }
    guard let read = figure.read else { return }
    // --volunteers "志愿者 12 人，群众 60 人"
    if role != .public, figure.role == nil, !figure.who.isEmpty, FigureWords.isAnybody(figure.who),
      list.members.contains(where: { $0.role == role })
    {
      throw .unclearPart(figure.phrase)
    }
    if list.members.count > 1, GroupWords.areCounted(by: figure.counter, figure.noun) {
      leftOut.append(LeftOut(phrase: figure.phrase, why: .otherCount))
      return
    }
    if try tookOnline(figure, role, isAttendance: true) { return }
    let inside = list.parts(of: index).flatMap { [$0.phrase] + $0.remarks } + figure.remarks
    // 58 人（线上 12 人）, 线上 12 人，线下 46 人，共 58 人.
    if role == .public,
      OnlineAudience.isMixed(figure.countedWords) || inside.contains(where: OnlineAudience.isCounted(in:))
    {
      throw .onlineWithOnSite(figure.phrase)
    }
    let who = figure.who
    let own = FigureWords.helps(who, as: role) ? role : figure.role
    let named = own == role ? nil : own
    if let named { roles.insert(named) }
    let isNamed = !who.isEmpty && !(own == (named ?? role) && FigureWords.isPlainRole(who))
    let group = isNamed ? who : nil
    if let group { try Self.refuse(PersonalText.named(in: group, count: figure.quantity.n)) }
    let hasChildren = ([figure.subject, figure.noun] + inside).contains(where: FigureWords.namesChildren)
    let isPromise = figure.isSignUp
    append(
      Count(
        isPromise ? .signedUp : .attendance, group: isPromise ? nil : group, role: named ?? role,
        quantity: Self.without(helpers, figure.quantity), counter: try Self.peopleCounter(figure),
        includesChildren: hasChildren || (read.children ?? .zero) > .zero, isFinal: isFinal), of: figure)
  }

  /// With the households of the same people, or the people of the same households, if both were counted.
  private mutating func append(_ count: Count, of figure: ListedFigure) {
    contents.append(.count(count))
    for other in figure.companions {
      var beside = count
      (beside.quantity, beside.counter) = (other.quantity, other.counter)
      contents.append(.count(beside))
    }
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
    contents.append(.note(UsualNote.ofFamilies(children: children, households: households)))
  }

  /// The public alone, of a number that includes volunteers or staff.
  private static func without(_ helpers: [ListedFigure], _ quantity: Quantity) -> Quantity {
    guard !helpers.isEmpty else { return quantity }
    var sum = QuantitySum([quantity])
    for helper in helpers { sum.subtract(helper.quantity) }
    return sum.total
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
    if figure.counter == nil || figure.counter == "个",
      FigureWords.households.contains(figure.thing.lowercased())
    {
      return CountingWord.household
    }
    // 来了 58 个.
    let isOther =
      isThing || GroupWords.begins(figure.thing, loosely: false) || FigureWords.isNobody(figure.thing)
    guard let counter = figure.counter, counter != "个" || isOther else { return CountingWord.person }
    guard CountingWord.countsPeople(counter) else { throw .notPeople(figure.phrase, counter: counter) }
    return counter
  }

  private mutating func servedOne(_ figure: ListedFigure, _ served: ServedWords) throws(LedgerFault) {
    if try tookOnline(figure, .public, isAttendance: false) { return }
    try Self.refuse(PersonalText.named(in: figure.thing, count: figure.quantity.n))
    if let group = served.group { try Self.refuse(PersonalText.named(in: group, count: figure.quantity.n)) }
    append(
      Count(
        Count.Measure(rawValue: served.service), group: served.group, quantity: figure.quantity,
        counter: try Self.peopleCounter(figure, ofThing: served.isUnnamed ? false : served.group == nil),
        isFinal: isFinal), of: figure)
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

  /// Before anything is read: a fault of the figure would repeat the words. Years of birth are left to the ledger, which
  /// knows today.
  private static func refusePersonal(_ phrase: String, at place: PersonalText.Place) throws(LedgerFault) {
    try refuse(PersonalText.first(in: phrase, year: 0, at: place))
  }

  /// Whoever answers for it is told in brackets, which nothing else reads: 义诊 30 人（签收人张三）.
  private static func refuseSigners(_ phrase: String) throws(LedgerFault) {
    for remark in BracketedFigure.inner(of: phrase) {
      guard let post = remark.prefix(4).lastIndex(of: "人"), post != remark.startIndex else { continue }
      let name = remark[remark.index(after: post)...].drop { "：:为是 ".contains($0) }
      try refuse(PersonalText.named(asOfficer: String(name)))
    }
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
}

extension ListedFigure {
  /// All its words, without who is set apart: 到场群众 120 余人 of 到场群众 120 余人（不含线上）.
  fileprivate var countedWords: String {
    let told = BracketedFigure.remarks(in: phrase, ofPeople: true)
    return ([told.rest] + told.remarks).joined(separator: " ")
  }

  /// 2大1小 and nothing else.
  fileprivate var isFamily: Bool {
    bearing == .counted && read?.children != nil && thing.isEmpty && remarks.isEmpty
  }
}
