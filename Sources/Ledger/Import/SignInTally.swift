import Planning

/// The sums of a sign-in sheet, before and after those who are there twice.
struct SignInTally {
  /// What the rows are counted in: 户 of a list that counts nothing else.
  private let counter: String
  private(set) var before = QuantitySum()
  private var after = QuantitySum()
  /// In the order in which they came.
  private var sums: [Sum] = []
  private var repeated = QuantitySum()
  private(set) var named = 0
  private(set) var children = 0
  private var namedSum = QuantitySum()
  /// Pairs of rows: the first and its repetition.
  private(set) var duplicates: [[Int]] = []
  var samePhone: [[Int]] = []
  var sameName: [[Int]] = []
  /// Pairs of rows of one person that do not say the same number of people.
  private(set) var otherCounts: [[Int]] = []
  /// What the sheet's own last row says.
  var printed: Figure?
  /// How many rows say that somebody did not come, by what they say.
  private(set) var away: [Person.Status: Int] = [:]
  private(set) var subtotals: [BilingualText] = []
  /// Of a list without a column of numbers, where a remark may say whom somebody brought.
  var remarkFigures = RemarkFigures()

  /// Of one kind of people, counted one way.
  private struct Sum {
    let role: Count.Role
    let group: String?
    let counter: String
    var sum = QuantitySum()
  }

  init(counter: String = CountingWord.person) { self.counter = counter }

  /// All rows, before those who are there twice.
  mutating func see(_ person: Signature) {
    for figure in person.figures where figure.counter == counter { before.add(figure.quantity) }
  }

  mutating func add(_ person: Signature) {
    person.figures.forEach { add($0) }
    children += person.children
    if person.name != nil, person.count.quantity.n != .zero {
      named += 1
      namedSum.add(.exact(1))
    }
  }

  private mutating func add(_ figure: SignInFigure) {
    if figure.counter == counter { after.add(figure.quantity) }
    sums[place(of: figure)].sum.add(figure.quantity)
  }

  private mutating func place(of figure: SignInFigure) -> Int {
    let index = sums.firstIndex {
      ($0.role, $0.group, $0.counter) == (figure.role, figure.group, figure.counter)
    }
    if index == nil { sums.append(Sum(role: figure.role, group: figure.group, counter: figure.counter)) }
    return index ?? sums.count - 1
  }

  /// Takes a row out that was the sum of all others.
  mutating func takeOut(_ person: Signature) {
    for figure in person.figures {
      if figure.counter == counter {
        before.subtract(figure.quantity)
        after.subtract(figure.quantity)
      }
      sums[place(of: figure)].sum.subtract(figure.quantity)
    }
    children -= person.children
  }

  /// Some of those of the row above: 其中：志愿者 5.
  mutating func tellApart(_ parts: PartWords, of person: Signature) {
    children += parts.children
    guard person.role == .public, let all = person.figures.first(where: { $0.role == .public }) else {
      return
    }
    for (role, n) in parts.helpers {
      sums[place(of: all)].sum.subtract(.exact(Figure(n)))
      let figure = SignInFigure(role: role, group: nil, counter: all.counter, quantity: .exact(Figure(n)))
      sums[place(of: figure)].sum.add(figure.quantity)
    }
  }

  mutating func add(duplicate person: Signature, of first: Signature) {
    if person.saysAsMany(as: first) {
      duplicates.append([first.row, person.row])
    } else {
      otherCounts.append([first.row, person.row])
    }
    for figure in person.figures where figure.counter == counter { repeated.add(figure.quantity) }
  }

  /// Rows with a signature beside the printed name, and rows without.
  private var signed = 0
  private var unsigned = 0

  private var signatures = ""

  /// - `header`: Of the column that they sign: 签名, 签到时间.
  mutating func sign(isSigned: Bool, under header: String) {
    signatures = header
    if isSigned { signed += 1 } else { unsigned += 1 }
  }

  /// What is said of a sheet that some signed and others did not; nil for any other.
  var unsignedText: BilingualText? {
    guard signed > 0, unsigned > 0 else { return nil }
    return BilingualText(
      zh: "\(signatures)一栏有 \(unsigned) 行空着，仍按来了算；没来的请在备注里写“未到”",
      en:
        "\(unsigned) row\(unsigned == 1 ? " has" : "s have") no signature and \(unsigned == 1 ? "is" : "are") counted as having come; write 'absent' in the remarks of those who did not"
    )
  }

  mutating func leaveOut(_ status: Person.Status) { away[status, default: 0] += 1 }

  /// What the rows are counted in, once each.
  var once: Quantity { after.total }

  /// Everybody, once each.
  var persons: Quantity { total(in: CountingWord.person) ?? .unknown() }

  /// All that is counted one way, once each; nil if nothing is.
  func total(in counter: String) -> Quantity? {
    var all = QuantitySum()
    for sum in sums where sum.counter == counter { all.add(sum.sum) }
    return all.isEmpty ? nil : all.total
  }

  /// Counting words, people first.
  var counters: [String] {
    sums.map(\.counter).reduce(into: [CountingWord.person]) { known, counter in
      if !known.contains(counter) { known.append(counter) }
    }
  }

  func total(of role: Count.Role) -> Quantity {
    var all = QuantitySum()
    for sum in sums where sum.role == role && sum.counter == CountingWord.person { all.add(sum.sum) }
    return all.isEmpty ? .exact(0) : all.total
  }

  /// Of the public, by what the list calls them.
  var groups: [(name: String, total: Quantity)] {
    sums.compactMap { sum in
      sum.role == .public && sum.counter == CountingWord.person ? sum.group.map { ($0, sum.sum.total) } : nil
    }
  }

  /// Those who came with somebody or did not write a name.
  var unnamed: Quantity { persons - namedSum.total }

  /// Attendance by role, of the public by what the list calls them, ready for the ledger: people apart from person-times and
  /// households. Children are a part of the public and not a group beside it; rows that do not say how many came stand beside
  /// the sum, for nobody knows it whole.
  func counts(_ measure: Count.Measure = .attendance, isFinal: Bool) -> [Count] {
    Count.Role.allCases.flatMap { role in sums.filter { $0.role == role } }.flatMap { sum -> [Count] in
      let known = sum.sum.total
      let quantities =
        (known.isKnown && known.n != .zero ? [known] : [])
        + (sum.sum.unknowns > 0 ? [Quantity.unknown(said: "若干")] : [])
      return quantities.map { quantity in
        Count(
          measure, group: sum.group, role: sum.role, quantity: quantity, counter: sum.counter,
          includesChildren: sum.role == .public && sum.counter == CountingWord.person && children > 0,
          isFinal: isFinal)
      }
    }
  }

  /// How many rows do not say how many people they stand for.
  var unknowns: Int { sums.reduce(0) { $0 + $1.sum.unknowns } }

  mutating func check(subtotal printed: Figure, against sum: Quantity, row: Int) {
    guard sum.n != printed || sum.certainty != .exact else { return }
    let found = sum.sumText(.zh, counter: counter)
    subtotals.append(
      BilingualText(
        zh: "第 \(row) 行小计 \(printed) \(counter)，各行相加 \(found)",
        en: "row \(row) has a subtotal of \(printed), its rows add up to \(sum.sumText(.en, counter: nil))"))
  }

  /// The printed sum against the rows; nil if there is none.
  var totalCheck: (message: BilingualText, agrees: Bool)? {
    guard let printed else { return nil }
    let all = before.total
    let once = after.total
    func zh(_ quantity: Quantity) -> String {
      quantity.certainty == .exact
        ? "\(quantity.n ?? .zero)\(counter)" : quantity.sumText(.zh, counter: counter)
    }
    func en(_ quantity: Quantity) -> String { quantity.sumText(.en, counter: nil) }
    // Of two numbers of one person one is no repetition: somebody may have come along.
    guard otherCounts.isEmpty, all == .exact(printed) || once == .exact(printed) else {
      return (
        BilingualText(
          zh: "表内合计\(printed)\(counter)，各行相加\(zh(all))，去重后\(zh(once))；请核对",
          en:
            "the printed total is \(printed), the rows add up to \(en(all)), \(en(once)) without repetitions; please check"
        ),
        false
      )
    }
    if duplicates.isEmpty {
      return (
        BilingualText(
          zh: "表内合计\(printed)\(counter)，与各行相符", en: "the printed total of \(printed) agrees with the rows"),
        true
      )
    }
    let message =
      all == .exact(printed)
      ? BilingualText(
        zh: "表内合计\(printed)\(counter)含重复签到\(zh(repeated.total))，入账\(zh(once))",
        en:
          "the printed total of \(printed) includes \(en(repeated.total)) signed in twice; \(en(once)) are entered"
      )
      : BilingualText(
        zh: "表内合计\(printed)\(counter)已去掉重复签到\(zh(repeated.total))，入账\(zh(once))",
        en:
          "the printed total of \(printed) is without \(en(repeated.total)) signed in twice; \(en(once)) are entered"
      )
    return (message, true)
  }
}
