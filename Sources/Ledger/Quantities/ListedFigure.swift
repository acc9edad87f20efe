/// One figure of a list, with what stands around it.
struct ListedFigure {
  enum Bearing: Hashable {
    case counted
    /// Some of another figure of the list, or of one that was given before.
    case part(of: Int?)
    /// How many were to come: 应到 50 人.
    case planned
    /// 请假 5 人.
    case absent
    /// 去年 50 人.
    case earlier
    /// The 签到 58 人 of 签到 58 人，实到 56 人.
    case retold
    /// The 服务居民 200 人次 of 志愿者 12 人，服务居民 200 人次.
    case served
    /// The 领取 500 份 of 领取 500 份，发放 400 份.
    case received
  }

  let phrase: String
  private(set) var read: CountPhrase?
  let clause: Int
  var bearing = Bearing.counted
  var lead: FigureWords.Lead?
  /// Whether it begins what a colon announces: the 家长 30 人 of 58 人：家长 30 人、儿童 28 人.
  let isItemised: Bool
  /// Whether 等 ties it to what it is the sum of: the 42 人 of 党员 8 名、群众 34 名等 42 人.
  let endsList: Bool
  let isLate: Bool
  /// Whether they came and are not on the sheet: 到场未签到 3 人.
  let isUnsigned: Bool
  /// The words on both sides of the figure, without those that only join it to others, and without remarks in brackets.
  var subject: String
  var noun: String
  /// Whom the words name if not the public.
  var role: Count.Role?
  /// What tells it from others here, and elsewhere only says where it was or that people came: 本村 beside 外村.
  var apart: String?
  /// Whether the words tell it from others by the part of the day or the day: 上午 200 人，下午 300 人.
  let isOfDayPart: Bool
  /// That part, or the sitting that the words name: 第一场 30 人.
  private(set) var part: DayParts.Part?
  /// The words without it.
  private(set) var wordsBesidePart: (subject: String, noun: String)
  /// What stood in brackets: 其中儿童 20 人.
  let remarks: [String]
  /// Those of them that count something else: 50 户（120 人次）.
  var otherCounts: [String] { remarks.filter { otherCount($0) != nil } }

  private func otherCount(_ remark: String) -> CountPhrase? {
    let phrases = PhraseList(remark).phrases
    if phrases.count > 1 { return persons(in: phrases) }
    guard phrases.count == 1, let read = try? CountPhrase(remark), let counter else { return nil }
    return read.thing.isEmpty && read.counter != nil && read.counter != counter ? read : nil
  }

  /// The persons of 12 组家庭（家长 15 人，儿童 13 人）.
  private func persons(in phrases: [String]) -> CountPhrase? {
    let read = phrases.compactMap { try? CountPhrase($0, in: .people) }
    guard counter == CountingWord.household, read.count == phrases.count,
      read.allSatisfy({ $0.counter == CountingWord.person && FigureWords.withoutLead($0.subject).lead == nil }
      )
    else { return nil }
    return CountPhrase(
      subject: "", quantity: QuantitySum(read.map(\.quantity)).total, counter: CountingWord.person, noun: "",
      isRough: false)
  }

  /// Households beside persons, and persons beside households, neither of which stands for the other: 12 户 35 人, 50 户（120 人）.
  var companions: [(remark: String, quantity: Quantity, counter: String)] {
    let pair = [CountingWord.person, CountingWord.household]
    let beside = remarks.compactMap { remark in
      otherCount(remark).flatMap { other in
        guard let mine = counter, let its = other.counter, pair.contains(mine), pair.contains(its) else {
          return nil as (remark: String, quantity: Quantity, counter: String)?
        }
        return (remark, other.quantity, its)
      }
    }
    return beside + (read?.householdCount.map { [("", $0, CountingWord.household)] } ?? [])
  }

  /// - `earlier`: What stands before it, and says of what the 下午 300 份 of 宣传资料上午 200 份，下午 300 份 are.
  init(
    _ phrase: String, _ read: CountPhrase?, clause: Int, behind earlier: ListedFigure?,
    ofPeople isPeople: Bool
  ) {
    let isBehindColon = phrase.first.map { "：:".contains($0) } ?? false
    self.phrase = isBehindColon ? phrase.withoutMarks : phrase
    self.read = read
    self.clause = clause
    let words = read?.subject ?? phrase.trimmed
    let takesIn = isPeople && FigureWords.takesIn(words, phrase, alone: earlier == nil)
    var (subject, lead) = takesIn ? ("", nil) : FigureWords.withoutLead(words)
    var (noun, isOfThem) = FigureWords.withoutOfThem(read?.noun ?? "")
    if isPeople, noun.hasPrefix("是") {
      noun = String(noun.dropFirst())
      isOfThem = isOfThem || earlier != nil
    }
    if isPeople, lead == nil, let apart = FigureWords.setApart(subject, noun) {
      (subject, noun) = apart
      // 除志愿者 5 人外，群众 60 人参加: both came.
      lead = earlier == nil ? nil : .apart
    }
    let wordsOnSheet = subject + noun
    if isPeople {
      (subject, noun) = (FigureWords.withoutUnsigned(subject), FigureWords.withoutUnsigned(noun))
    }
    isUnsigned = subject + noun != wordsOnSheet
    endsList = isPeople && earlier != nil && subject.hasPrefix("等") && !subject.hasPrefix("等级")
    if endsList { subject = String(subject.dropFirst()).trimmed }
    isItemised = isBehindColon && lead == nil
    isLate = FigureWords.isLate(subject, noun)
    let isPart = isOfThem || isBehindColon || isLate
    self.lead = lead ?? (isPart ? .part : nil)
    let left = BracketedFigure.remarks(in: subject, ofPeople: isPeople)
    let right = BracketedFigure.remarks(in: noun, ofPeople: isPeople)
    let (who, thing) = (DayParts.without(left.rest.trimmed), DayParts.without(right.rest.trimmed))
    isOfDayPart = who.word != nil || thing.word != nil
    let told = DayParts.part(of: left.rest.trimmed)
    let toldBehind = told == nil ? DayParts.part(of: right.rest.trimmed) : nil
    part = told?.part ?? toldBehind?.part
    // 上午 40 人 and 下午 35 人 of 群众上午 40 人，下午 35 人; but 第二天 is not of 第一天上午.
    let isOfSame =
      who.word != nil && who.rest.isEmpty && thing.rest.isEmpty && self.lead == nil
      && earlier.map { $0.isOfDayPart && $0.part?.kind == told?.part.kind } ?? false
    self.subject = isOfSame ? earlier?.subject ?? "" : who.rest
    self.noun = isOfSame ? earlier?.noun ?? "" : thing.rest
    wordsBesidePart =
      isOfDayPart ? (self.subject, self.noun) : (told?.rest ?? self.subject, toldBehind?.rest ?? self.noun)
    remarks = left.remarks + right.remarks
    role = FigureWords.role(of: PhraseFrame.people(self.subject, self.noun, said: read?.quantity.said ?? ""))
  }

  /// Told from others by no word of its own.
  mutating func setApart(as part: DayParts.Part) {
    self.part = part
    wordsBesidePart = ("", noun)
  }

  /// Says what it counts, which others beside it say.
  ///
  /// - `receiver`: Who got that, which no entry holds.
  mutating func name(_ subject: String, _ noun: String = "", for receiver: String = "") {
    (self.subject, self.noun, wordsBesidePart) = (subject, noun, (subject, noun))
    role = FigureWords.role(of: PhraseFrame.people(subject, noun, said: said)) ?? role
    guard !receiver.isEmpty, read?.aside.contains(where: { $0.said == receiver }) == false else { return }
    let why: RecordedFigures.LeftOut.Reason =
      GroupWords.isSettlement(receiver) || GroupWords.endsAsPlace(receiver) ? .places : .receivers
    read?.aside.append(CountPhrase.Aside(said: receiver, why: why))
  }

  var thing: String { subject.isEmpty ? noun : subject }
  var quantity: Quantity { read?.quantity ?? .unknown() }
  var counter: String? { read?.counter }
  var said: String { quantity.said ?? "" }
  /// Its number, if it is exact.
  var exact: Figure? { quantity.certainty == .exact ? quantity.n : nil }
  /// Who came, without where, when and how; empty where nobody says.
  var who: String { apart ?? PhraseFrame.people(subject, noun, said: said) }
  /// Whether nobody came by this figure yet: 应到 60 人, 60 invited.
  var isPlan: Bool { FigureWords.isPlanned(subject) || FigureWords.planned.contains(noun.lowercased()) }
  /// Whether it counts those who said that they would come: 报名 50 人, 60 人报名.
  var isSignUp: Bool { FigureWords.isSignUp(subject) || FigureWords.isSignUp(noun) }

  var isSex: Bool { FigureWords.isSex(subject) || FigureWords.isSex(noun) }

  /// 义诊男 30 人, 群众男 30 人: beside women, and not all of these.
  func endsInSex(ofServed isServed: Bool) -> Bool {
    guard let rest = FigureWords.sexBehind(subject)?.rest else { return false }
    return FigureWords.isAnybody(rest) || isServed && ServedWords.beginsWithService(rest)
  }

  /// Whether the words of a bracket count more than the figure, so that they are no part of it: 50 人（60 人）.
  func isExceeded(by remark: String) -> Bool {
    guard let n = quantity.n, let other = (try? CountPhrase(remark, in: .people))?.quantity.n else {
      return false
    }
    return other > n
  }

  func names(nothingBut words: Set<String>) -> Bool {
    apart == nil && [subject, noun].allSatisfy { $0.isEmpty || words.contains($0) }
  }
}
