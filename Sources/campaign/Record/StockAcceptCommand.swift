import ArgumentParser
import CampaignScheduler
import Ledger
import Planning

extension StockCommand {
  struct Accept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "accept", abstract: "Accept what was allocated to a unit. 签收下拨的物资。",
      discussion: """
        Example 例: campaign stock accept 3f9a60c2b1d4e578-17 "90 张"
        Without a number all of it; with a smaller one the rest stays open, unless --last. 不写数量即全部；少于下拨的，余下仍待签收。
        --last alone, after a part was accepted: the rest will not come. 签收过一部分后只写 --last：余下的不会再来。
        """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var stock: StockOptions
    @Argument(help: "The allocation, or item and number with --unit. 下拨的记录编号，或物资与数量。")
    var what: [String]
    @Option(help: "The unit that accepts. 签收单位。", completion: .units)
    var unit: String?
    @Flag(help: "Nothing more of it will come. 余下的不会再来。")
    var last = false

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let book = try await scheduler.stockBook()
      let receiver = try scheduler.current.now.definitions.unit(named: unit ?? options.unitOfOffice)
      let (allocation, phrase) = try find(in: book, receiver)
      if unit != nil, let receiver, receiver.id != allocation.to {
        throw Failure(
          .failed, "这批物资是下拨给 \(allocation.to) 的，不是 \(receiver.id)",
          "this was allocated to \(allocation.to), not to \(receiver.id)")
      }
      guard !allocation.isClosed else { throw BookFault.acceptedAlready(allocation.entry) }
      var move = try move(of: allocation, phrase)
      try check(move, against: allocation)
      move.isLast = last ? true : nil
      move.allocation = allocation.entry.description
      move.from = allocation.from
      let scope = LedgerEntry.Scope(occurrence: allocation.occurrence, unit: allocation.to)
      try await StockMove(kind: .accept, options: options, stock: stock).enter([move], scope, scheduler)
      try await remark(on: allocation.entry, scheduler)
    }

    /// The allocation that is meant, and the words for the number, if there are any.
    private func find(in book: StockBook, _ receiver: Planning.Unit?) throws -> (Allocation, phrase: String?)
    {
      if let id = what.first.flatMap({ EntryID($0) }) {
        guard let allocation = book.allocations.first(where: { $0.entry == id }) else {
          throw BookFault.notAnAllocation(id)
        }
        return (allocation, what.count > 1 ? what.dropFirst().joined(separator: " ") : nil)
      }
      guard let receiver else {
        throw Failure(
          .usage, "请写下拨的记录编号，或 --unit 签收单位", "name the allocation's entry, or the unit with --unit")
      }
      let phrase = what.joined(separator: " ")
      let waiting = book.open.filter { $0.to == receiver.id }
      let read = try? CountPhrase(phrase)
      let item = read?.thing ?? phrase
      let exact = waiting.filter { $0.item == item }
      let fitting = exact.isEmpty && !item.isEmpty ? waiting.filter { $0.item.contains(item) } : exact
      guard fitting.count == 1 else {
        let list = (fitting.isEmpty ? waiting : fitting).map { "\($0.entry) \($0.item)" }
          .joined(separator: "; ")
        throw Failure(
          .failed,
          fitting.isEmpty
            ? "没有下拨给\(receiver.name)、待签收的“\(item)”；待签收：\(list.isEmpty ? "无" : list)。不是下拨来的请用 stock receive"
            : "有几批“\(item)”待签收，请写编号：\(list)",
          fitting.isEmpty
            ? "no '\(item)' waits to be accepted by \(receiver.name); waiting: \(list.isEmpty ? "nothing" : list). What was not allocated is entered with 'stock receive'"
            : "several allocations of '\(item)' wait; name one: \(list)")
      }
      return (fitting[0], read == nil ? nil : phrase)
    }

    private func move(of allocation: Allocation, _ phrase: String?) throws -> GoodsMove {
      guard let phrase else {
        if last { return try nothingMore(of: allocation) }
        return GoodsMove(
          .accept, item: allocation.item, quantity: allocation.remaining, counter: allocation.counter)
      }
      do throws(QuantityFault) {
        let read = try CountPhrase(phrase)
        return GoodsMove(
          .accept, item: allocation.item, quantity: read.quantity, counter: read.counter ?? allocation.counter
        )
      } catch {
        throw LedgerFault.quantity(error)
      }
    }

    /// That the rest will not come is no number of things that came.
    private func nothingMore(of allocation: Allocation) throws -> GoodsMove {
      guard !allocation.acceptances.isEmpty else {
        let counter = allocation.counter ?? ""
        throw Failure(
          .usage,
          "--last 是余下的不会再来：请写实收多少，如 \"\(allocation.item) 50 \(counter)\"；一点没收到写 \"\(allocation.item) 0 \(counter)\"",
          "--last says that no more will come: write how much came, as in '\(allocation.item) 50 \(counter)', or '\(allocation.item) 0 \(counter)' if nothing did"
        )
      }
      return GoodsMove(.accept, item: allocation.item, quantity: .exact(0), counter: allocation.counter)
    }

    private func check(_ move: GoodsMove, against allocation: Allocation) throws {
      if let written = move.counter, let known = allocation.counter, written != known {
        throw BookFault.otherCounter(item: move.item, written: written, known: [known])
      }
      let came = allocation.accepted.total + move.quantity
      guard stock.reason == nil, let sum = came.n, let sent = allocation.quantity.n, sum > sent else {
        return
      }
      func text(_ quantity: Quantity) -> BilingualText {
        BilingualText(
          zh: quantity.sumText(.zh, counter: allocation.counter, of: allocation.item),
          en: quantity.sumText(.en, counter: allocation.counter, of: allocation.item))
      }
      throw BookFault.moreThanAllocated(
        allocation.entry, allocated: text(allocation.quantity), accepted: text(came))
    }

    /// What is still open, and what does not fit.
    private func remark(on id: EntryID, _ scheduler: Scheduler) async throws {
      let book = try await scheduler.stockBook()
      guard let now = book.allocations.first(where: { $0.entry == id }) else { return }
      let output = Output(options)
      if !now.isClosed {
        let rest = now.remaining
        output.note(
          "还有 \(rest.sumText(.zh, counter: now.counter)) 待签收；不会再来的：campaign stock accept \(id) --last，或请下拨方更正",
          "\(rest.sumText(.en, counter: now.counter, of: now.item)) are still to be accepted; if they will not come: 'campaign stock accept \(id) --last', or have the allocation corrected"
        )
      } else if let question = now.question {
        output.note("请核对：\(question.zh)", "please check: \(question.text(.en))")
      }
    }
  }
}
