import Planning

/// The sums of a sign-in sheet, before and after those who are there twice.
struct SignInTally {
  var before = QuantitySum()
  private var after = QuantitySum()
  private var byRole: [Count.Role: QuantitySum] = [:]
  /// Of the public, in the order in which they came.
  private(set) var groups: [(name: String?, sum: QuantitySum)] = []
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

  mutating func add(_ person: Signature) {
    after.add(person.count.quantity)
    byRole[person.role, default: QuantitySum()].add(person.count.quantity)
    children += person.children
    if person.role == .public { add(person.count.quantity, to: person.group) }
    if person.name != nil, person.count.quantity.n != .zero {
      named += 1
      namedSum.add(.exact(1))
    }
  }

  private mutating func add(_ quantity: Quantity, to group: String?) {
    let index = groups.firstIndex { $0.name == group } ?? groups.endIndex
    if index == groups.endIndex { groups.append((group, QuantitySum())) }
    groups[index].sum.add(quantity)
  }

  mutating func add(duplicate person: Signature, of first: Signature) {
    if person.saysAsMany(as: first) {
      duplicates.append([first.row, person.row])
    } else {
      otherCounts.append([first.row, person.row])
    }
    repeated.add(person.count.quantity)
  }

  /// Rows with a signature beside the printed name, and rows without.
  private var signed = 0
  private var unsigned = 0

  mutating func sign(isSigned: Bool) { if isSigned { signed += 1 } else { unsigned += 1 } }

  /// What is said of a sheet that some signed and others did not; nil for any other.
  var unsignedText: BilingualText? {
    guard signed > 0, unsigned > 0 else { return nil }
    return BilingualText(
      zh: "签名一栏有 \(unsigned) 行空着，仍按来了算；没来的请在备注里写“未到”",
      en:
        "\(unsigned) row\(unsigned == 1 ? " has" : "s have") no signature and \(unsigned == 1 ? "is" : "are") counted as having come; write 'absent' in the remarks of those who did not"
    )
  }

  mutating func leaveOut(_ status: Person.Status) { away[status, default: 0] += 1 }

  /// Everybody, once each.
  var persons: Quantity { after.total }

  func total(of role: Count.Role) -> Quantity { byRole[role]?.total ?? .exact(0) }

  /// Those who came with somebody or did not write a name.
  var unnamed: Quantity { persons - namedSum.total }

  /// Attendance by role, of the public by what the list calls them, ready for the ledger. Children are a part of the public and not a group beside it; rows that do
  /// not say how many came stand beside the sum, for nobody knows it whole.
  func counts(_ measure: Count.Measure = .attendance, isFinal: Bool) -> [Count] {
    let helpers = Count.Role.allCases.filter { $0 != .public }.compactMap { role in
      byRole[role].map { (role: role, group: String?.none, sum: $0) }
    }
    let parts = groups.map { (role: Count.Role.public, group: $0.name, sum: $0.sum) } + helpers
    return parts.flatMap { role, group, sum -> [Count] in
      let known = sum.total
      let quantities =
        (known.isKnown && known.n != .zero ? [known] : [])
        + (sum.unknowns > 0 ? [Quantity.unknown(said: "若干")] : [])
      return quantities.map { quantity in
        Count(
          measure, group: group, role: role, quantity: quantity,
          includesChildren: role == .public && children > 0, isFinal: isFinal)
      }
    }
  }

  /// How many rows do not say how many people they stand for.
  var unknowns: Int { after.unknowns }

  mutating func check(subtotal printed: Figure, against sum: Quantity, row: Int) {
    guard sum.n != printed || sum.certainty != .exact else { return }
    let found = sum.sumText(.zh, counter: CountingWord.person)
    subtotals.append(
      BilingualText(
        zh: "第 \(row) 行小计 \(printed) 人，各行相加 \(found)",
        en: "row \(row) has a subtotal of \(printed), its rows add up to \(sum.sumText(.en, counter: nil))"))
  }

  /// The printed sum against the rows; nil if there is none.
  var totalCheck: (message: BilingualText, agrees: Bool)? {
    guard let printed else { return nil }
    let all = before.total
    let once = persons
    func zh(_ quantity: Quantity) -> String {
      quantity.certainty == .exact ? "\(quantity.n ?? .zero)人" : quantity.sumText(.zh, counter: "人")
    }
    func en(_ quantity: Quantity) -> String { quantity.sumText(.en, counter: nil) }
    // Of two numbers of one person one is no repetition: somebody may have come along.
    guard otherCounts.isEmpty, all == .exact(printed) || once == .exact(printed) else {
      return (
        BilingualText(
          zh: "表内合计\(printed)人，各行相加\(zh(all))，去重后\(zh(once))；请核对",
          en:
            "the printed total is \(printed), the rows add up to \(en(all)), \(en(once)) without repetitions; please check"
        ),
        false
      )
    }
    if duplicates.isEmpty {
      return (
        BilingualText(
          zh: "表内合计\(printed)人，与各行相符", en: "the printed total of \(printed) agrees with the rows"), true
      )
    }
    let message =
      all == .exact(printed)
      ? BilingualText(
        zh: "表内合计\(printed)人含重复签到\(zh(repeated.total))，入账\(zh(once))",
        en:
          "the printed total of \(printed) includes \(en(repeated.total)) signed in twice; \(en(once)) are entered"
      )
      : BilingualText(
        zh: "表内合计\(printed)人已去掉重复签到\(zh(repeated.total))，入账\(zh(once))",
        en:
          "the printed total of \(printed) is without \(en(repeated.total)) signed in twice; \(en(once)) are entered"
      )
    return (message, true)
  }
}
