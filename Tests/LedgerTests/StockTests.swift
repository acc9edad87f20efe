import GRDB
import Ledger
import Planning
import Recurrence
import TestSupport
import Testing

/// What is left, from what came and went.
struct StockTests {
  private static func quantity(_ phrase: String) -> Quantity {
    (try? CountPhrase(phrase))?.quantity.saying(nil) ?? .unknown()
  }

  private static func move(_ kind: GoodsMove.Kind, _ phrase: String, item: String = "宣传资料") -> GoodsMove {
    GoodsMove(kind, item: item, quantity: quantity(phrase), counter: "份")
  }

  private static func stock(_ moves: [GoodsMove]) -> Stock {
    var stock = Stock(unit: "diecai", item: "宣传资料", counter: "份")
    for move in moves { stock.apply(move) }
    return stock
  }

  @Test(
    arguments: [
      ([(GoodsMove.Kind.receive, "600 份"), (.give, "500 余份")], "至多 100 份"),
      ([(.receive, "183 份"), (.give, "183 份")], "0 份"),
      (
        [(.receive, "600 份"), (.give, "500 份"), (.return, "20 份"), (.damage, "3 份"), (.lose, "2 份")], "115 份"
      ),
      ([(.accept, "100 份"), (.allocate, "30 份"), (.give, "50 份")], "20 份"),
      ([(.receive, "600 余份"), (.give, "500 份")], "100 余份"),
      ([(.receive, "600 份"), (.give, "约 500 份")], "约 100 份"),
      ([(.receive, "600 余份"), (.give, "500 余份")], "约 100 份"),
      ([(.receive, "600 份"), (.give, "不足 500 份")], "100 余份"),
      ([(.receive, "600 份"), (.give, "20-30 份")], "570—580 份"),
      ([(.receive, "600 份"), (.give, "若干份")], "至多 600 份"),
      ([(.receive, "一批"), (.give, "500 份")], "未报数"),
      ([(.receive, "600 份"), (.give, "500 份"), (.receive, "一批")], "100 余份"),
      ([(.receive, "600 份"), (.give, "约 500 份"), (.receive, "一批")], "约 100 份"), ([(.give, "30 份")], "-30 份"),
      ([(.receive, "10 份"), (.borrow, "4 份")], "10 份"),
      ([(.receive, "10 份"), (.count, "8 份"), (.give, "3 份")], "5 份"),
      ([(.receive, "一批"), (.count, "80 份"), (.give, "30 份")], "50 份"),
      ([(.receive, "6 份"), (.borrow, "2 份"), (.count, "4 份")], "6 份"),
      ([(.receive, "6 份"), (.borrow, "2 份"), (.count, "4 份"), (.bringBack, "2 份"), (.give, "1 份")], "5 份"),
      ([(.receive, "6 份"), (.borrow, "2 份"), (.count, "3 份")], "5 份"),
      ([(.receive, "6 份"), (.borrow, "几份"), (.count, "3 份")], "3 余份"),
    ] as [([(GoodsMove.Kind, String)], String)])
  func `what is left`(_ moves: [(GoodsMove.Kind, String)], _ left: String) {
    #expect(Self.stock(moves.map { Self.move($0.0, $0.1) }).left.sumText(.zh, counter: "份") == left)
  }

  @Test func `moves in any order leave the same, and so do their parts`() {
    var random = SeededGenerator(seed: 7)
    let kinds: [GoodsMove.Kind] = [
      .receive, .accept, .return, .allocate, .give, .damage, .lose, .borrow, .bringBack,
    ]
    let forms = ["58 份", "500 余份", "不足 40 份", "近 30 份", "约 20 份", "20-30 份", "若干份", "7 份"]
    for _ in 0..<200 {
      let moves = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        Self.move(kinds.randomElement(using: &random)!, forms.randomElement(using: &random)!)
      }
      let usual = Self.stock(moves)
      for _ in 0..<4 {
        let other = Self.stock(moves.shuffled(using: &random))
        #expect(other.left == usual.left && other.out == usual.out, "\(moves)")
        #expect(other.received.total == usual.received.total && other.given.total == usual.given.total)
      }
    }
  }

  @Test func `a stocktaking shows what is missing and why, unless it can be what the books say`() {
    var stock = Self.stock([Self.move(.receive, "100 份")])
    var count = Self.move(.count, "95 份")
    count.reason = "登记时少记"
    stock.apply(count)
    #expect(stock.differences.map(\.difference) == [.exact(-5)])
    #expect(stock.differences.map(\.reason) == ["登记时少记"])
    #expect(stock.left == .exact(95))
    for (expected, counted, differs) in [
      ("600 份,500 余份", "90 份", false), ("600 份,500 余份", "110 份", true), ("600 份,约 500 份", "90 份", false),
      ("600 份,20-30 份", "575 份", false), ("600 份,20-30 份", "569 份", true), ("600 余份,500 份", "99 份", true),
    ] {
      let phrases = expected.split(separator: ",").map(String.init)
      let stock = Self.stock([
        Self.move(.receive, phrases[0]), Self.move(.give, phrases[1]), Self.move(.count, counted),
      ])
      #expect(stock.counts.map(\.differs) == [differs], "\(expected) \(counted)")
    }
    #expect(Self.stock([Self.move(.count, "40 份")]).differences == [])
    // What is lent can't be counted.
    for (counted, difference) in [("4 份", nil), ("6 份", 2), ("3 份", -1)] as [(String, Figure?)] {
      let stock = Self.stock([
        Self.move(.receive, "6 份"), Self.move(.borrow, "2 份"), Self.move(.count, counted),
      ])
      #expect(stock.differences.map(\.difference) == (difference.map { [.exact($0)] } ?? []))
    }
  }

  @Test(arguments: [
    ("600 份,约 500 份", "90 份", true), ("600 份,约 500 份", "约 100 份", false), ("600 份,500 份", "100 份", false),
    ("600 份,500 份", "90 份", false), ("600 份,500 余份", "90 份", true), ("600 份,500 余份", "110 份", false),
  ])
  func `a count says more than books that are only rough`(
    _ moves: String, _ counted: String, _ isCloser: Bool
  ) {
    let phrases = moves.split(separator: ",").map(String.init)
    var stock = Self.stock([
      Self.move(.receive, phrases[0]), Self.move(.give, phrases[1]), Self.move(.count, counted),
    ])
    #expect(stock.counts.map(\.isCloser) == [isCloser])
    #expect(stock.freshCount == stock.counts[0])
    stock.apply(Self.move(.borrow, "1 份"))
    #expect(stock.freshCount == nil)
  }

  @Test(
    arguments: [
      ([(.borrow, "10 份"), (.bringBack, "12 份")], .overBroughtBack),
      ([(.borrow, "10 份"), (.bringBack, "10 份")], nil),
      ([(.borrow, "10 余份"), (.bringBack, "12 份")], nil),
      ([(.borrow, "约 10 份"), (.bringBack, "12 份")], .overBroughtBack),
      ([(.borrow, "10 份"), (.borrow, "若干份"), (.bringBack, "12 份")], nil),
      ([(.bringBack, "2 份")], .overBroughtBack),
      ([(.receive, "5 份"), (.borrow, "6 份")], .overLent), ([(.receive, "5 份"), (.borrow, "5 份")], nil),
      ([(.receive, "5 余份"), (.borrow, "6 份")], nil), ([(.borrow, "6 份")], nil),
      ([(.receive, "50 份"), (.give, "20 份"), (.return, "21 份")], .overReturned),
      ([(.receive, "50 份"), (.give, "20 份"), (.allocate, "9 份"), (.return, "29 份")], nil),
      ([(.receive, "50 份"), (.give, "20 余份"), (.return, "21 份")], nil),
      ([(.receive, "50 份"), (.give, "若干份"), (.return, "21 份")], nil),
      ([(.return, "7 份")], .overReturned), ([(.receive, "50 份"), (.return, "若干份")], nil),
      ([(.give, "30 份")], .overdrawn), ([(.give, "30 余份")], .overdrawn), ([(.give, "不足 30 份")], nil),
      ([(.give, "若干份")], nil), ([(.receive, "600 份"), (.give, "600 余份")], nil),
      ([(.receive, "600 份"), (.give, "610 余份")], .overdrawn),
      ([(.receive, "60 份"), (.allocate, "61 份")], .overdrawn), ([(.lose, "3 份")], .overdrawn),
      ([(.receive, "60 份"), (.count, "10 份"), (.give, "11 份")], .overdrawn),
    ] as [([(GoodsMove.Kind, String)], Stock.Doubt?)])
  func `what can't be is pointed out, if it surely can't`(
    _ moves: [(GoodsMove.Kind, String)], _ doubt: Stock.Doubt?
  ) {
    let stock = Self.stock(moves.map { Self.move($0.0, $0.1) })
    #expect(stock.doubts == [doubt].compactMap(\.self))
    for doubt in stock.doubts {
      let text = stock.text(of: doubt, at: "叠彩区")
      #expect(text.zh.hasPrefix("叠彩区的“宣传资料”（份）") && text.text(.en).hasPrefix("'宣传资料' (copies) at 叠彩区: more "))
    }
  }

  @Test(arguments: [
    ("折页 100000 份", true, false), ("折页 100001 份", true, true), ("折页 100001 份", false, false),
    ("手册 9999999999999 本", false, true), ("手册 3.5 本", false, true), ("大米 3.5 公斤", false, false),
    ("慰问金 500000 元", true, false), ("慰问金 88.5 元", true, false), ("慰问金 200000000 元", false, true),
    ("手册 3 本", true, false), ("若干手册", true, false),
  ])
  func `an amount that can hardly be right is pointed out`(
    _ phrase: String, _ isLowest: Bool, _ isDoubted: Bool
  )
    throws
  {
    var figures = RecordedFigures()
    try figures.gave(phrase)
    guard case .goods(let move)? = figures.contents.first else {
      Issue.record("\(phrase) is no move")
      return
    }
    #expect((move.doubt(isLowest: isLowest) != nil) == isDoubted)
  }
}

/// The books of several places.
struct StockBookTests {
  private func draft(_ unit: String, _ move: GoodsMove) -> LedgerDraft {
    LedgerDraft(scope: .init(unit: unit), .record(.goods(move)))
  }

  private func move(
    _ kind: GoodsMove.Kind, _ n: Int, _ item: String = "服务卡", _ counter: String? = "张", to: String? = nil,
    of allocation: EntryID? = nil
  ) -> GoodsMove {
    var move = GoodsMove(kind, item: item, quantity: .exact(Figure(n)), counter: counter, to: to)
    move.allocation = allocation?.description
    return move
  }

  private func book(_ store: LedgerStore) async throws -> StockBook {
    StockBook(try await store.goods(), units: try smallRegion(), zone: .utc)
  }

  @Test func `what sessions gave counts against their unit's stock, what was cancelled does not`()
    async throws
  {
    try await withLedger { store, _ in
      _ = try await store.append([draft("diecai", move(.receive, 600, "叠彩区计生协宣传资料", "份"))], by: "县", at: noon)
      let gift: LedgerEntry.Content = .goods(
        GoodsMove(.give, item: "宣传资料", quantity: try CountPhrase("500 余份").quantity, counter: "份"))
      _ = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", figures: [gift], by: "县", at: noon)
      let other = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", figures: [gift], by: "县", at: noon
      ).key
      _ = try await store.record([.status(.cancelled)], in: other, by: "县", at: noon)
      let stocks = try await book(store).stocks
      #expect(stocks.map(\.item) == ["宣传资料"])
      #expect(stocks.map { $0.left.sumText(.zh, counter: "份") } == ["至多 100 份"])
      #expect(
        stocks[0].json(.zh).description.hasPrefix(
          #"{"item":"宣传资料","unit":"diecai","received":{"n":600,"certainty":"exact","text":"600 份"},"#
            + #""given":{"n":500,"certainty":"atLeast","text":"500 余份"},"left":{"n":100,"certainty":"atMost","text":"至多 100 份"}"#
        ))
    }
  }

  @Test func `stocks stand unit by unit, and questions with the unit and item they are about`() async throws {
    let tree = try smallRegion()
    try await withLedger { store, _ in
      _ = try await store.append(
        [
          draft("qixing", move(.receive, 4, "铅笔", "支")), draft("diecai", move(.receive, 10, "叶酸", "盒")),
          draft("qixing", move(.receive, 500, "慰问金", "元")), draft("diecai", move(.give, 3, "叶酸", "份")),
        ], by: "县", at: noon)
      let book = try await book(store)
      #expect(
        book.stocks(under: tree["gx"], in: tree).map { "\($0.unit) \($0.item)" } == [
          "diecai 叶酸", "diecai 叶酸", "qixing 铅笔", "qixing 慰问金",
        ])
      func questions(_ unit: String?, _ item: String? = nil) -> Int {
        book.questions(under: unit.flatMap { tree[$0] }, in: tree, item: item).count
      }
      #expect(book.questions.count == 2)
      #expect(questions(nil) == 2 && questions("guilin") == 2 && questions("tianyang") == 0)
      #expect(questions("diecai") == 1 && questions("diecai", "铅笔") == 0 && questions(nil, "慰问金") == 1)
    }
  }

  @Test func `different counting words are kept apart and asked about`() async throws {
    try await withLedger { store, _ in
      _ = try await store.append(
        [
          draft("diecai", move(.receive, 10, "叶酸", "盒")), draft("diecai", move(.give, 30, "叶酸", "份")),
          draft("diecai", move(.give, 5, "叶酸", nil)), draft("qixing", move(.receive, 4, "叶酸", "盒")),
          draft("qixing", move(.give, 1, "叶酸", nil)),
        ], by: "县", at: noon)
      let book = try await book(store)
      #expect(book.stocks.map(\.counter) == ["盒", "份", nil, "盒"])
      #expect(book.stocks.map(\.left) == [.exact(10), .exact(-30), .exact(-5), .exact(3)])
      #expect(book.questions.count == 1 && book.questions[0].zh.contains("盒、份"))
      #expect(book.counters(of: "叶酸", at: "diecai") == ["盒", "份"])
    }
  }

  @Test func `an allocation is open until its receiver has accepted all of it`() async throws {
    try await withLedger { store, _ in
      let item = "叠彩区计生协暖心服务卡"
      let sent = try await store.append(
        [
          draft("guilin", move(.receive, 300, "暖心服务卡")),
          draft("guilin", move(.allocate, 183, item, to: "diecai")),
        ], by: "市", at: noon)[1].id
      var now = try await book(store)
      #expect(now.open.map(\.remaining) == [.exact(183)])
      #expect(now.stocks.map(\.left) == [.exact(117)])
      _ = try await store.append([draft("diecai", move(.accept, 100, "暖心服务卡", of: sent))], by: "县", at: noon)
      now = try await book(store)
      #expect(now.open.map(\.remaining) == [.exact(83)])
      let second = try await store.append(
        [draft("diecai", move(.accept, 83, "暖心服务卡", of: sent))], by: "县", at: noon)[0]
      now = try await book(store)
      #expect(now.open == [] && now.questions == [])
      #expect(now.stocks.map(\.left) == [.exact(117), .exact(183)])
      // The same from the entries of allocations alone, which is what a plan reads.
      let lean = StockBook(try await store.allocations(), units: try smallRegion(), zone: .utc)
      #expect(lean.allocations == now.allocations)
      _ = try await store.void(second.id, reason: "没到", by: "县", at: noon)
      #expect(try await book(store).open.map(\.remaining) == [.exact(83)])
      // The sender says what it really was.
      _ = try await store.correct(
        sent, with: .goods(move(.allocate, 100, item, to: "diecai")), reason: "只发了 100", by: "市", at: noon)
      now = try await book(store)
      #expect(now.open == [] && now.questions == [])
    }
  }

  @Test func `what does not fit an allocation is asked about`() async throws {
    try await withLedger { store, _ in
      func allocate(_ n: Int) async throws -> EntryID {
        try await store.append([draft("guilin", move(.allocate, n, to: "diecai"))], by: "市", at: noon)[0].id
      }
      let (over, short, void, other) = (
        try await allocate(10), try await allocate(20), try await allocate(30), try await allocate(40)
      )
      var last = move(.accept, 19, of: short)
      last.isLast = true
      _ = try await store.append(
        [
          draft("diecai", move(.accept, 12, of: over)), draft("diecai", last),
          draft("diecai", move(.accept, 30, of: void)),
          draft("diecai", move(.accept, 40, "服务卡", "盒", of: other)),
        ], by: "县", at: noon)
      _ = try await store.void(void, reason: "没发", by: "市", at: noon)
      let book = try await book(store)
      #expect(book.open == [])
      let questions = book.questions.map(\.zh).joined(separator: "\n")
      #expect(questions.contains("下拨 10 张，签收 12 张"))
      #expect(questions.contains("下拨 20 张，签收 19 张"))
      #expect(questions.contains("所指的下拨 \(void) 已作废"))
      #expect(questions.contains("下拨与签收的计数单位不同"))
    }
  }

  @Test func `a thousand units keep apart, whatever the order`() async throws {
    try await withLedger { store, _ in
      var random = SeededGenerator(seed: 3)
      var drafts: [LedgerDraft] = []
      var left: [String: Int] = [:]
      for unit in 0..<1000 {
        for kind in [GoodsMove.Kind.receive, .give, .damage, .return] {
          let n = Int.random(in: 1...500, using: &random)
          drafts.append(draft("u\(unit)", move(kind, n)))
          left["u\(unit)", default: 0] += [.receive, .return].contains(kind) ? n : -n
        }
      }
      _ = try await store.append(drafts.shuffled(using: &random), by: "县", at: noon)
      let stocks = try await book(store).stocks
      #expect(stocks.count == 1000)
      for stock in stocks { #expect(stock.left == .exact(Figure(left[stock.unit] ?? -1))) }
    }
  }

  @Test func `a stocktaking has seen what a session gave before it, however late its sheet came`()
    async throws
  {
    try await withLedger { store, _ in
      // Noon of 2026-05-29 by the clock of the ledger; the session was the day before the count.
      func enter(_ kind: GoodsMove.Kind, _ n: Int, daysLater: Int64) async throws {
        _ = try await store.append(
          [draft("diecai", move(kind, n))], by: "县", at: noon.advanced(by: .seconds(daysLater * 86_400)))
      }
      try await enter(.receive, 100, daysLater: 0)
      try await enter(.count, 70, daysLater: 4)
      let held = Zone.utc.local(at: noon).date.adding(days: 2)
      _ = try await store.addSession(
        lecture(on: held.description), occurrence: nil, unit: "diecai", figures: [.goods(move(.give, 30))],
        by: "县", at: noon.advanced(by: .seconds(5 * 86_400)))
      let stock = try #require(try await book(store).stocks.first)
      #expect(stock.left == .exact(70) && stock.differences.isEmpty)
      // What is given after it is taken from what was counted.
      _ = try await store.addSession(
        lecture(on: held.adding(days: 3).description), occurrence: nil, unit: "diecai",
        figures: [.goods(move(.give, 5))], by: "县", at: noon.advanced(by: .seconds(6 * 86_400)))
      #expect(try await book(store).stocks.map(\.left) == [.exact(65)])
    }
  }

  // MARK: - Names

  private func check(_ move: GoodsMove) throws { try GoodsPolicy().check(move, units: try smallRegion()) }

  @Test func `money and relief need two masked names and an exact number`() throws {
    for (item, counter) in [
      ("慰问金", "元"), ("活动经费", "元"), ("慰问品", "份"), ("慰问大米", "袋"), ("救灾棉被", "床"), ("赈灾帐篷", "顶"),
      ("扶贫物资", "份"), ("爱心物资", "份"), ("红包", "个"), ("购物卡", "张"), ("代金券", "张"), ("Gift cards", "张"),
      ("帐篷", "顶"), ("棉被", "床"), ("折叠床", "张"), ("加厚毛毯", "条"), ("救灾卫生纸", "包"), ("慰问床单", "条"), ("扶贫电话卡", "张"),
      ("购物卡（100 元）", "张"), ("慰问包", "个"), ("现金补助", "份"), ("Blankets", "条"),
    ] {
      var move = move(.give, 500, item, counter)
      #expect(throws: BookFault.needsTwoNames(item: item)) { try check(move) }
      #expect(throws: BookFault.needsTwoNames(item: item)) { try move.sign(by: "张三丰", and: nil) }
      #expect(throws: BookFault.sameNameTwice(item: item)) { try move.sign(by: "张三丰", and: "张 三丰") }
      try move.sign(by: "张三丰", and: "李四")
      #expect(move.signers == ["张○○", "李○"])
      try check(move)
      move.quantity = try CountPhrase("500 余份").quantity
      #expect(throws: BookFault.self) { try check(move) }
    }
  }

  @Test(arguments: [
    "救助政策宣传单", "慰问信", "救灾知识手册", "扶贫政策折页", "Relief leaflets", "暖心服务卡", "宣传资料", "大米",
    "代金券宣传页", "扶贫日历", "红包袋", "充值卡贴纸", "捐款箱", "救助明白卡", "扶贫宣传扇", "Gift card stickers", "Red packet bags",
    "遮阳帐篷",
    "Course content",
  ])
  func `what only tells of relief needs no names`(_ item: String) throws {
    try check(move(.give, 500, item, "份"))
  }

  @Test func `what moved without a number is listed, and in no sum`() throws {
    var stock = Stock(unit: "c1", item: "宣传册", counter: "本")
    for quantity in [Quantity.unknown(), .exact(5)] {
      stock.apply(GoodsMove(.give, item: "宣传册", quantity: quantity, counter: "本"))
    }
    stock.apply(GoodsMove(.receive, item: "宣传册", quantity: .unknown(), counter: "本"))
    #expect(Stock.total(stock.given) == .exact(5))
    #expect(stock.unreported.map { "\($0.kind.rawValue) \($0.times)" } == ["receive 1", "give 1"])
  }

  @Test func `of health goods nothing is kept but the quantity`() throws {
    for item in ["叶酸", "避孕药具", "叶酸片", "Folic acid"] {
      try check(move(.give, 30, item, "盒"))
      try check(move(.allocate, 30, item, "盒", to: "diecai"))
      var named = move(.give, 30, item, "盒")
      try named.sign(by: "张三", and: "李四")
      var household = move(.give, 30, item, "盒")
      household.isPerHousehold = true
      for refused in [named, household, move(.give, 30, item, "盒", to: "王五")] {
        #expect(throws: BookFault.healthQuantityOnly(item: item)) { try check(refused) }
      }
    }
    let own = GoodsPolicy(health: ["钙片"], relief: [])
    #expect(own.isHealth("儿童钙片") && !own.isHealth("叶酸"))
  }

  @Test func `what a campaign says of its materials holds for its goods and for a unit's own stock`() throws {
    let policy = GoodsPolicy(marks: [
      .init(.twoSignatures, "米油", of: "visits"), .init(.health, "营养包", of: "visits"),
      .init(.twoSignatures, "营养包", of: "visits"), .init(.equipment, "帐篷", of: "lectures"),
    ])
    let rice = move(.give, 20, "米油", "袋")
    for (campaign, isEarmarked) in [("visits", true), (nil, true), ("lectures", false)] {
      #expect(policy.isEarmarked(rice, for: campaign) == isEarmarked)
      #expect(policy.isHealth("儿童营养包", for: campaign) == isEarmarked)
    }
    // A tent that comes back stands over a stall.
    for (item, isEarmarked) in [("帐篷", false), ("救灾帐篷", true)] {
      #expect(policy.isEarmarked(move(.give, 2, item, "顶"), for: "lectures") == isEarmarked)
    }
    #expect(policy.isEarmarked(move(.give, 2, "帐篷", "顶"), for: "visits"))
    // And so does one that is lent.
    for kind in [GoodsMove.Kind.borrow, .bringBack] {
      #expect(!policy.isEarmarked(move(kind, 2, "帐篷", "顶"), for: "visits"))
    }
    #expect(policy.lack(of: rice, for: "visits") == .needsTwoNames(item: "米油"))
    var rough = rice
    rough.quantity = try CountPhrase("20 余袋").quantity
    #expect(policy.lack(of: rough, for: "visits") == .notExact(item: "米油", said: "20 余袋"))
    // Who is given health goods is nobody's business, whatever else the file asks.
    #expect(policy.lack(of: move(.give, 5, "营养包", "份"), for: "visits") == nil)
    #expect(throws: BookFault.needsTwoNames(item: "米油")) {
      try policy.check(rice, for: "visits", units: try smallRegion())
    }
    try policy.check(rice, for: "lectures", units: try smallRegion())
  }

  @Test(arguments: [
    ("张大山", true), ("王小明家", true), ("李四同志", true), ("高龄老人", false), ("黄村", false), ("计生家庭", false),
    ("叠彩区", false), ("施工队", false), ("志愿者", false), ("diecai", false), ("孕产妇", false), ("困难群众", false),
  ])
  func `goods go to a unit or a group and to no name`(_ to: String, _ isRefused: Bool) throws {
    let gift = move(.give, 3, "折页", "份", to: to)
    if isRefused {
      #expect(throws: BookFault.personNamed(to)) { try check(gift) }
    } else {
      try check(gift)
    }
    try check(GoodsMove(.receive, item: "折页", quantity: .exact(3), counter: "份", from: to))
  }

  @Test func `a special family's name is refused as a receiver, and a range is no phone`() async throws {
    try await withLedger { store, _ in
      await #expect(throws: LedgerFault.self) {
        try await store.append([draft("diecai", move(.give, 3, "折页", "份", to: "特殊家庭张大山"))], by: "县", at: noon)
      }
      let range = GoodsMove(
        .give, item: "折页", quantity: .range(13_800_000_000, 13_900_000_000), counter: "份", to: "特殊家庭")
      let entries = try await store.append([draft("diecai", range)], by: "县", at: noon)
      #expect(entries.count == 1)
    }
  }

  @Test func `money that was recorded without signatures is asked about`() async throws {
    try await withLedger { store, _ in
      var figures = RecordedFigures()
      try figures.gave("慰问金 5000 元")
      _ = try await store.addSession(
        lecture(), occurrence: nil, unit: "diecai", figures: figures.contents, by: "县", at: noon)
      let questions = try await book(store).questions
      #expect(questions.map { $0.zh.contains("没有两人签名") } == [true])
    }
  }
}

extension StockTests {
  @Test(arguments: [("慰问金 40000 元", true), ("慰问金 4 万元", true), ("慰问金 9 万元", false), ("慰问金 40000 份", false)])
  func `who signed for an amount did not sign for another`(_ phrase: String, _ isSigned: Bool) throws {
    func move(_ phrase: String) throws -> GoodsMove {
      var figures = RecordedFigures()
      try figures.gave(phrase)
      guard case .goods(let move) = try #require(figures.contents.first) else { throw CancellationError() }
      return move
    }
    var old = try move("慰问金 4 万元")
    try old.sign(by: "王某某", and: "赵某某")
    guard case .goods(var new) = LedgerEntry.Content.goods(try move(phrase)).correcting(.goods(old)) else {
      throw CancellationError()
    }
    #expect((new.signers == old.signers) == isSigned)
    try new.sign(by: "张某某", and: "李某某")
    #expect(LedgerEntry.Content.goods(new).correcting(.goods(old)) == .goods(new))
  }
}
