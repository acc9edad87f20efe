import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct StockCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stock",
    abstract: "Goods: what came, what was handed out, what is left, who has to accept what. 物资的收发、库存与签收。",
    discussion: """
      Example 例: campaign stock receive "宣传资料 600 份" --unit diecai
      What sessions gave is taken from their unit's stock. 场次里发放的，从该单位的库存里扣。
      """,
    subcommands: [
      Show.self, Receive.self, Allocate.self, Accept.self, Give.self, Return.self, Damage.self, Lose.self,
      Borrow.self, BringBack.self, Count.self,
    ], defaultSubcommand: Show.self)

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "What is left where; with --open what nobody has accepted. 库存与待签收。",
      discussion: "Example 例: campaign stock show --unit guilin --open")

    @OptionGroup var options: GlobalOptions
    @Option(help: "One unit and all below it. 单位。", completion: .units)
    var unit: String?
    @Option(help: "One item. 物资名称。")
    var item: String?
    @Flag(help: "What was allocated and is not accepted yet. 已下拨、未签收的。")
    var open = false

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let definitions = scheduler.current.now.definitions
      let tree = definitions.shared.tree
      let under = try definitions.unit(named: unit)
      let book = try await scheduler.stockBook()
      let waiting = try await scheduler.openAllocations(at: options.clock.now).filter { item in
        guard let under else { return true }
        return [item.allocation.from, item.allocation.to].contains { id in
          tree[id].map { tree.contains($0, under: under) } ?? false
        }
      }.filter { item == nil || $0.allocation.item == item }
      let printer = StockPrinter(
        options, tree: tree, zone: definitions.shared.zone,
        plans: MaterialPlans(
          definitions.campaigns, definitions.shared, year: options.today(scheduler).year))
      guard !open else { return printer.print(waiting) }
      printer.print(
        book.stocks(under: under, in: tree).filter { item == nil || $0.item == item }, waiting: book.open)
      if !options.json, !waiting.isEmpty {
        Output(options).line("")
        printer.print(waiting)
      }
      for question in book.questions(under: under, in: tree, item: item) {
        Output(options).note("待核：\(question.zh)", "to check: \(question.text(.en))")
      }
    }
  }
}

/// Stocks and allocations, for people and for programs.
struct StockPrinter {
  private let output: Output
  private let options: GlobalOptions
  private let tree: UnitTree
  private let zone: Zone
  private let plans: MaterialPlans?

  /// - `plans`: Nil where no stocks are printed.
  init(_ options: GlobalOptions, tree: UnitTree, zone: Zone, plans: MaterialPlans? = nil) {
    self.plans = plans
    self.options = options
    self.tree = tree
    self.zone = zone
    output = Output(options)
  }

  private func name(_ unit: String) -> String { tree[unit]?.name ?? unit }

  /// - `waiting`: What is on its way to any of them.
  func print(_ stocks: [Stock], waiting: [Allocation]) {
    let planned = stocks.map { stock in plans?.planned(stock) }
    guard !options.json else {
      for (stock, planned) in zip(stocks, planned) { output.line(json(stock, planned)) }
      return
    }
    guard !stocks.isEmpty else {
      return output.note(
        "还没有物资；campaign stock receive 登记领入", "no goods yet; 'campaign stock receive' enters what came")
    }
    let heading = [
      ("单位", "unit"), ("物资", "item"), ("领入", "received"), ("发放", "given"), ("下拨", "allocated"),
      ("结存", "left"),
      ("在外", "out"),
    ].map { options.language($0.0, $0.1) }
    var table = [heading] + stocks.map(cells)
    if let plans, planned.contains(where: { $0 != nil }) {
      let column = [options.language("\(plans.year) 年计划（含下级）", "planned in \(plans.year), with all below")]
      let amounts = zip(stocks, planned).map { stock, planned in
        planned.map { Quantity.exact($0).sumText(options.language, counter: stock.counter, of: stock.item) }
          ?? ""
      }
      table = zip(table, column + amounts).map { $0 + [$1] }
    }
    for line in Output.table(table) { output.line(line) }
    for stock in stocks { remarks(on: stock, waiting: waiting) }
  }

  private func json(_ stock: Stock, _ planned: Figure?) -> JSONText {
    guard let plans, case .object(let members) = stock.json(options.language) else {
      return stock.json(options.language)
    }
    return .object(
      members + [
        .init("planned", planned.map { stock.json(.exact($0), options.language) } ?? .null),
        .init("plannedYear", .number(plans.year)),
      ])
  }

  private func cells(_ stock: Stock) -> [String] {
    func text(_ quantity: Quantity) -> String {
      quantity.sumText(options.language, counter: stock.counter, of: stock.item)
    }
    return [
      name(stock.unit), stock.item, text(Stock.total(stock.received)), text(Stock.total(stock.given)),
      text(Stock.total(stock.allocated)), text(stock.left), stock.out == .exact(0) ? "" : text(stock.out),
    ]
  }

  /// What can't be, and what stocktakings showed.
  func remarks(on stock: Stock, waiting: [Allocation]) {
    let place = name(stock.unit)
    let sent = waiting.first { ($0.to, $0.item) == (stock.unit, stock.item) }
    for doubt in stock.doubts {
      let text = stock.text(of: doubt, at: place, sent: sent?.entry)
      output.note("注意：\(text.zh)", "note: \(text.text(.en))")
    }
    let unreported = stock.unreported
    if !unreported.isEmpty {
      func list(_ language: Language) -> String {
        unreported.map {
          language("\($0.kind.text(.zh)) \($0.times) 次", "\($0.kind.text(.en)) (\($0.times))")
        }
        .joined(separator: language("、", ", "))
      }
      output.note(
        "\(place)的“\(stock.item)”另有未报数的，不在合计内：\(list(.zh))",
        "of '\(stock.item)' at \(place) some moves have no number and are in no sum: \(list(.en))")
    }
    for count in stock.differences { remark(on: count, of: stock) }
  }

  private func remark(on count: Stock.Checkpoint, of stock: Stock) {
    func text(_ quantity: Quantity, _ language: Language) -> String {
      quantity.saying(nil).sumText(language, counter: stock.counter, of: stock.item)
    }
    func lent(_ language: Language) -> String {
      if count.out == .exact(0) { return "" }
      let out = text(count.out, language)
      return language("（另借出 \(out)，不在现场）", " (\(out) more, lent, is not there)")
    }
    let place = name(stock.unit)
    let command =
      "campaign stock count \"\(stock.item) \(text(count.counted, .zh))\" --unit \(stock.unit) --reason …"
    let isFresh = stock.freshCount == count
    let zh = count.reason ?? (isFresh ? "未写，请补记：\(command)" : "未写")
    let en = count.reason ?? (isFresh ? "none given, please add it: \(command)" : "none given")
    output.note(
      "盘点：\(place)的“\(stock.item)”账面 \(text(count.expected, .zh))\(lent(.zh))，实有 \(text(count.counted, .zh))，相差 \(text(count.difference, .zh))；原因：\(zh)",
      "counted: \(place) should have \(text(count.expected, .en)) of '\(stock.item)'\(lent(.en)) and has \(text(count.counted, .en)), a difference of \(text(count.difference, .en)); reason: \(en)"
    )
  }

  /// What a count says that the books knew only roughly.
  func remark(onCloser count: Stock.Checkpoint, of stock: Stock) {
    func text(_ quantity: Quantity, _ language: Language) -> String {
      quantity.saying(nil).sumText(language, counter: stock.counter, of: stock.item)
    }
    output.note(
      "盘点：“\(stock.item)”账面 \(text(count.expected, .zh))，实有 \(text(count.counted, .zh))，以后按实有数算",
      "counted: the books said \(text(count.expected, .en)) of '\(stock.item)', there are \(text(count.counted, .en)), which counts from now on"
    )
  }

  func print(_ waiting: [OpenAllocation]) {
    guard !options.json else {
      return waiting.forEach { output.line($0.json(options.language, zone: zone)) }
    }
    guard !waiting.isEmpty else { return output.note("没有待签收的下拨", "nothing waits to be accepted") }
    output.say("待签收：", "To be accepted:")
    let rows = waiting.map { item in
      [
        item.allocation.entry.description,
        "\(name(item.allocation.from)) → \(name(item.allocation.to))", item.allocation.item,
        item.allocation.remaining.sumText(
          options.language, counter: item.allocation.counter, of: item.allocation.item),
        item.isOverdue
          ? options.language(
            "已逾期 \(item.days) 天", item.days == 1 ? "1 day overdue" : "\(item.days) days overdue")
          : options.language("最迟 \(item.due) 签收", "due \(item.due)"),
      ]
    }
    for line in Output.table(rows) { output.line("  " + line) }
  }
}
