import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

/// What the commands that move goods have in common.
struct StockOptions: ParsableArguments {
  @Option(help: "Why: how it was damaged or lost, why a count differs. 原因。")
  var reason: String?
  @Option(help: "Who signs for money or relief goods. 签名人。")
  var by: String?
  @Option(help: "Who signs besides. 第二签名人。")
  var second: String?
  @Flag(help: "Packed otherwise: keep it apart from what is counted in another word. 另一种包装，分开计。")
  var apart = false
  @Flag(help: "More of the same: not the same move entered twice. 确是另一批。")
  var more = false
  @OptionGroup var lateness: LateOption
}

/// Where goods are: a unit, perhaps for one occurrence, or a session in which they were given.
struct PlaceOptions: ParsableArguments {
  @Option(
    help: "The unit: id, name or alias; CAMPAIGN_UNIT if that is set. 单位。", completion: .units)
  var unit: String?
  @Option(help: "The session in which it happened. 场次。")
  var session: String?
  @Option(help: "The campaign it is for. 活动编号。", completion: .campaigns)
  var campaign: String?
  @Option(help: "The occurrence it is for. 届次。")
  var occurrence: String?

  func scope(_ scheduler: Scheduler, _ options: GlobalOptions) async throws -> LedgerEntry.Scope {
    if let session {
      guard unit == nil, campaign == nil else {
        throw Failure(
          .usage, "--session 已含单位和活动，不要再写 --unit、--campaign",
          "--session names its unit and campaign; leave out --unit and --campaign")
      }
      return LedgerEntry.Scope(try await scheduler.openSession(named: session).key)
    }
    guard let unit = unit ?? options.unitOfOffice else {
      throw Failure(
        .usage, "请写 --unit 哪个单位的物资，或 --session 哪个场次", "say whose goods they are: --unit, or --session")
    }
    let draft = SessionDraft(scheduler: scheduler, campaign: campaign, occurrence: occurrence, unit: unit)
    let place = try draft.place(on: .unknown(notAfter: nil), today: options.today(scheduler))
    return LedgerEntry.Scope(occurrence: place.occurrence, unit: place.unit.id)
  }
}

/// Reads what somebody wrote about goods, checks it against the books and enters it, all or nothing.
struct StockMove {
  let kind: GoodsMove.Kind
  let options: GlobalOptions
  let stock: StockOptions
  var from: String?
  var to: String?
  var isPerHousehold = false

  func run(_ goods: [String], at place: PlaceOptions) async throws {
    let scheduler = try await options.openScheduler()
    let scope = try await inSession(place.scope(scheduler, options), scheduler)
    var moves = try moves(goods)
    let book = try await scheduler.stockBook()
    let names = ItemNames(scheduler.current.now.definitions.shared.tree)
    for index in moves.indices {
      moves[index].kind = kind
      (moves[index].from, moves[index].to) = (from, to)
      moves[index].isPerHousehold = isPerHousehold
      let known = book.counters(of: names.name(of: moves[index], at: scope.unit), at: scope.unit)
      try fit(&moves[index], to: known)
    }
    try await enter(moves, scope, scheduler)
  }

  /// What was handed out for an occurrence was handed out in a session of it: only there summaries and reports count it.
  private func inSession(_ scope: LedgerEntry.Scope, _ scheduler: Scheduler) async throws -> LedgerEntry.Scope
  {
    guard kind == .give, scope.number == nil else { return scope }
    guard let occurrence = scope.occurrence else {
      Output(options).note(
        "没写场次：只从库存里扣，不计入活动的汇总；属于活动的请写 --session",
        "no session given: it leaves the stock and is in no activity's summary; if it belongs to one give --session"
      )
      return scope
    }
    let all = try await scheduler.ledger.unitBalance(of: occurrence).standings[scope.unit]?.sessions ?? []
    let sessions = all.filter(\.isCounted).map(\.key)
    guard let session = sessions.first else {
      Output(options).note(
        "这一届还没有登记场次：只从库存里扣，不计入活动的汇总；办了活动请用 campaign record … --gave",
        "there is no session of it yet: it leaves the stock and is in no summary; of an event held use 'campaign record … --gave'"
      )
      return scope
    }
    guard sessions.count == 1 else {
      let list = sessions.map(\.description)
      throw Failure(
        .failed, "这一届有几场，请写 --session：\(list.joined(separator: "、"))",
        "there are several sessions of it; give --session: \(list.joined(separator: ", "))")
    }
    return LedgerEntry.Scope(session)
  }

  /// In the words people write: "宣传资料 600 份", also as two words, 宣传资料 and "600 份".
  private func moves(_ goods: [String]) throws -> [GoodsMove] {
    func read(_ phrases: [String]) throws(LedgerFault) -> [GoodsMove] {
      var figures = RecordedFigures()
      for phrase in phrases { try figures.gave(phrase, as: kind) }
      return figures.contents.compactMap { content in
        if case .goods(let move) = content { move } else { nil }
      }
    }
    do throws(LedgerFault) {
      return try read(goods)
    } catch .missingItem where goods.count > 1 {
      return try read([goods.joined(separator: " ")])
    }
  }

  /// Takes over the word in which the item is counted at its place; another one is asked about.
  private func fit(_ move: inout GoodsMove, to known: [String]) throws(BookFault) {
    guard !known.isEmpty, !stock.apart else { return }
    if move.counter == nil, known.count == 1, move.quantity.isKnown { move.counter = known[0] }
    guard let written = move.counter else {
      guard move.quantity.isKnown else { return }
      throw .otherCounter(item: move.item, written: "", known: known)
    }
    guard known.contains(written) else {
      throw .otherCounter(item: move.item, written: written, known: known)
    }
  }

  /// Signs, checks and enters moves, and says what the books show now.
  func enter(_ drafts: [GoodsMove], _ scope: LedgerEntry.Scope, _ scheduler: Scheduler) async throws {
    let tree = scheduler.current.now.definitions.shared.tree
    let policy = scheduler.goodsPolicy
    let campaign = scope.occurrence?.campaign
    var moves = drafts
    for index in moves.indices {
      moves[index].reason = stock.reason
      // Before anything is said about a second name.
      if policy.isHealth(moves[index].item, for: campaign), stock.by != nil || stock.second != nil {
        throw BookFault.healthQuantityOnly(item: moves[index].item)
      }
      try moves[index].sign(by: stock.by, and: stock.second)
      try policy.check(moves[index], for: campaign, units: tree)
    }
    let late = try await stock.lateness.reason(for: scope.occurrence, scheduler, options)
    if try await gaveReason(moves, scope, scheduler, late) { return }
    if !stock.more { try await refuseRepeats(moves, scope, scheduler) }
    let entries = try await scheduler.ledger.append(
      moves.map { LedgerDraft(scope: scope, .record(.goods($0)), lateReason: late) }, by: options.author,
      at: options.clock.now)
    EntryLines(options, scheduler).print(entries)
    FigureNotes(scheduler, options).printDoubts(moves.map { .goods($0) }, at: scope.unit)
    try await remark(on: moves, Set(entries.map(\.id)), scope, scheduler)
  }

  /// What the books show now.
  private func remark(
    on moves: [GoodsMove], _ entries: Set<EntryID>, _ scope: LedgerEntry.Scope, _ scheduler: Scheduler
  ) async throws {
    let shared = scheduler.current.now.definitions.shared
    let names = ItemNames(shared.tree)
    let items = Set(moves.map { names.name(of: $0, at: scope.unit) })
    let printer = StockPrinter(options, tree: shared.tree, zone: shared.zone)
    let book = try await scheduler.stockBook()
    for stock in book.stocks where stock.unit == scope.unit && items.contains(stock.item) {
      printer.remarks(on: stock, waiting: book.open)
      for count in stock.counts where count.isCloser && count.entry.map(entries.contains) ?? false {
        printer.remark(onCloser: count, of: stock)
      }
    }
  }

  /// A count that is entered once more, now with its reason, gives the first one its reason.
  ///
  /// - Returns: Whether that is what it was.
  private func gaveReason(
    _ moves: [GoodsMove], _ scope: LedgerEntry.Scope, _ scheduler: Scheduler, _ late: String?
  ) async throws -> Bool {
    guard kind == .count, moves.count == 1, let reason = moves[0].reason, !stock.more else { return false }
    let item = ItemNames(scheduler.current.now.definitions.shared.tree).name(of: moves[0], at: scope.unit)
    let fresh = try await scheduler.stockBook().stocks.first {
      ($0.unit, $0.item, $0.counter) == (scope.unit, item, moves[0].counter)
    }?.freshCount
    guard let fresh, fresh.reason == nil, fresh.counted.saying(nil) == moves[0].quantity.saying(nil),
      let entry = fresh.entry
    else { return false }
    let corrected = try await scheduler.ledger.correct(
      entry, with: .goods(moves[0]), reason: reason, by: options.author, at: options.clock.now,
      lateReason: late)
    EntryLines(options, scheduler).print([corrected])
    Output(options).note(
      "已补记 \(entry) 的原因，没有另记一次盘点", "the count \(entry) has its reason now; no other count was entered")
    try await remark(on: moves, [], scope, scheduler)
    return true
  }

  /// The same move of one session, or of the same day, is more often one entered twice.
  private func refuseRepeats(
    _ moves: [GoodsMove], _ scope: LedgerEntry.Scope, _ scheduler: Scheduler
  ) async throws {
    let zone = scheduler.current.now.definitions.shared.zone
    let today = zone.local(at: options.clock.now).date
    let earlier = try await scheduler.ledger.goods().goods.filter {
      $0.scope == scope && (scope.number != nil || zone.local(at: $0.at).date == today)
    }
    let when =
      scope.number == nil
      ? BilingualText(zh: "今天", en: "today") : BilingualText(zh: "本场", en: "for this session")
    for move in moves {
      guard let same = earlier.first(where: { $0.value.isRepeat(of: move) }) else { continue }
      let said =
        "\(move.item) \(move.quantity.entryText(options.language, counter: move.counter, of: move.item))"
      throw Failure(
        .failed, "\(when.zh)已记过 “\(said)”（记录 \(same.entry)）；确是另一批请加 --more",
        "'\(said)' was entered \(when.text(.en)) already (entry \(same.entry)); if it is more of the same add --more"
      )
    }
  }
}

extension GoodsMove {
  fileprivate func isRepeat(of other: GoodsMove) -> Bool {
    kind == other.kind && item == other.item && quantity.saying(nil) == other.quantity.saying(nil)
      && counter == other.counter && from == other.from && to == other.to && allocation == other.allocation
  }
}
