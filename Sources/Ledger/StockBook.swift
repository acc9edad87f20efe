public import Planning

/// What is where: every place's stock, what is on its way, and what has to be asked about.
public struct StockBook: Hashable, Sendable {
  /// In the order in which places and items first appear; an item that is counted in two words stands twice.
  public private(set) var stocks: [Stock] = []
  /// Every allocation, oldest first.
  public private(set) var allocations: [Allocation] = []
  public private(set) var questions: [BilingualText] = []

  private struct Shelf: Hashable {
    let unit: String
    let item: String
  }

  /// - `balance`: Must hold all goods and their sessions; goods of cancelled sessions don't count.
  public init(_ balance: Balance, units: UnitTree, policy: GoodsPolicy = GoodsPolicy()) {
    let names = ItemNames(units)
    let moves = balance.countedGoods
    var shelves: [Shelf: [Standing<GoodsMove>]] = [:]
    var order: [Shelf] = []
    var sent: [EntryID: Int] = [:]
    for move in moves {
      let shelf = Shelf(unit: move.scope.unit, item: names.name(of: move.value, at: move.scope.unit))
      if shelves[shelf] == nil { order.append(shelf) }
      shelves[shelf, default: []].append(move)
      if move.value.kind == .allocate, let receiver = move.value.to {
        sent[move.root] = allocations.count
        allocations.append(Allocation(move, to: receiver, item: shelf.item))
      }
    }
    for move in moves where move.value.kind == .accept { accept(move, sent) }
    for shelf in order { fill(shelf, shelves[shelf] ?? [], units) }
    questions += allocations.compactMap(\.question)
    askForSignatures(moves, policy)
  }

  private mutating func accept(_ move: Standing<GoodsMove>, _ sent: [EntryID: Int]) {
    guard let text = move.value.allocation else { return }
    guard let position = EntryID(text).flatMap({ sent[$0] }) else {
      questions.append(
        BilingualText(
          zh: "签收 \(move.entry) 所指的下拨 \(text) 已作废或不在本台账",
          en: "\(move.entry) accepts \(text), which is void or not in this ledger"))
      return
    }
    allocations[position].accept(move)
  }

  /// Different counting words are never added: each gets a line of its own, and somebody is asked.
  private mutating func fill(_ shelf: Shelf, _ moves: [Standing<GoodsMove>], _ units: UnitTree) {
    var counters: [String] = []
    for counter in moves.compactMap(\.value.counter) where !counters.contains(counter) {
      counters.append(counter)
    }
    let lines: [String?] = counters.isEmpty ? [nil] : counters
    var filled = lines.map { Stock(unit: shelf.unit, item: shelf.item, counter: $0) }
    var bare = Stock(unit: shelf.unit, item: shelf.item)
    var hasBare = false
    for move in moves {
      let position = counters.count > 1 ? counters.firstIndex { $0 == move.value.counter } : 0
      if let position {
        filled[position].apply(move.value, entry: move.entry)
      } else {
        bare.apply(move.value, entry: move.entry)
        hasBare = true
      }
    }
    stocks += filled + (hasBare ? [bare] : [])
    guard counters.count > 1 else { return }
    let place = units[shelf.unit]?.name ?? shelf.unit
    questions.append(
      BilingualText(
        zh: "\(place)的“\(shelf.item)”用了不同的计数单位（\(counters.joined(separator: "、"))），分开计，没有相加；请换算后更正",
        en:
          "\(place) counts '\(shelf.item)' in \(counters.joined(separator: ", ")): kept apart and not added; convert and correct them"
      ))
  }

  private mutating func askForSignatures(_ moves: [Standing<GoodsMove>], _ policy: GoodsPolicy) {
    for move in moves where policy.isEarmarked(move.value) && move.value.signers == nil {
      questions.append(
        BilingualText(
          zh: "记录 \(move.entry)：“\(move.value.item)”是款项或慰问物资，没有两人签名",
          en: "entry \(move.entry): '\(move.value.item)' is money or relief and lacks two signatures"))
    }
  }

  /// What some unit and those below it have.
  public func stocks(under unit: Unit?, in tree: UnitTree) -> [Stock] {
    guard let unit else { return stocks }
    return stocks.filter { stock in tree[stock.unit].map { tree.contains($0, under: unit) } ?? false }
  }

  /// Allocations that their receivers have not accepted, oldest first.
  public var open: [Allocation] { allocations.filter { !$0.isClosed } }

  /// The counting words of an item at a place.
  public func counters(of item: String, at unit: String) -> [String] {
    stocks.filter { $0.unit == unit && $0.item == item }.compactMap(\.counter)
  }
}

/// Items by their own names: 叠彩区计生协暖心服务卡 is 暖心服务卡 at 叠彩区, and where it is sent to 叠彩区.
public final class ItemNames {
  private struct Known: Hashable {
    let item: String
    let unit: String
  }

  private let units: UnitTree
  private let matcher: UnitMatcher
  private var known: [Known: String] = [:]

  public init(_ units: UnitTree) {
    self.units = units
    matcher = UnitMatcher(units)
  }

  public func name(of move: GoodsMove, at unit: String) -> String {
    let own = name(of: move.item.trimmed, givenBy: unit)
    guard move.kind == .allocate, let to = move.to else { return own }
    return name(of: own, givenBy: to)
  }

  private func name(of item: String, givenBy id: String) -> String {
    let key = Known(item: item, unit: id)
    if let name = known[key] { return name }
    let name = units[id].map { matcher.item(item, givenBy: $0) } ?? item
    known[key] = name
    return name
  }
}
