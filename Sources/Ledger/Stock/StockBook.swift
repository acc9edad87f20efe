public import Planning
public import Recurrence

/// What is where: every place's stock, what is on its way, and what has to be asked about.
public struct StockBook: Hashable, Sendable {
  /// In the order in which places and items first appear; an item that is counted in two words stands twice.
  public private(set) var stocks: [Stock] = []
  /// Every allocation, oldest first.
  public private(set) var allocations: [Allocation] = []
  private var concerns: [Concern] = []

  /// Something to be asked about, and whose goods it is about.
  private struct Concern: Hashable {
    let units: [String]
    let item: String
    let text: BilingualText
  }

  private struct Shelf: Hashable {
    let unit: String
    let item: String
  }

  /// - `balance`: Must hold all goods and their sessions; goods of cancelled sessions don't count.
  /// - `zone`: In which a session's day ends.
  public init(_ balance: Balance, units: UnitTree, policy: GoodsPolicy = GoodsPolicy(), zone: Zone) {
    let names = ItemNames(units)
    let moves = balance.countedGoods(zone)
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
    concerns += allocations.compactMap { allocation in
      allocation.question.map {
        Concern(units: [allocation.from, allocation.to], item: allocation.item, text: $0)
      }
    }
    for move in moves {
      let item = names.name(of: move.value, at: move.scope.unit)
      concerns += Self.doubts(about: move, policy).map {
        Concern(units: [move.scope.unit], item: item, text: $0)
      }
    }
  }

  public var questions: [BilingualText] { concerns.map(\.text) }

  /// What has to be asked about the goods of a unit and those below it, or about one item.
  public func questions(under unit: Unit?, in tree: UnitTree, item: String? = nil) -> [BilingualText] {
    concerns.filter { concern in
      (item == nil || concern.item == item) && concern.units.contains { Self.lies($0, under: unit, in: tree) }
    }.map(\.text)
  }

  private static func lies(_ id: String, under unit: Unit?, in tree: UnitTree) -> Bool {
    guard let unit else { return true }
    return tree[id].map { tree.contains($0, under: unit) } ?? false
  }

  private mutating func accept(_ move: Standing<GoodsMove>, _ sent: [EntryID: Int]) {
    guard let text = move.value.allocation else { return }
    guard let position = EntryID(text).flatMap({ sent[$0] }) else {
      let question = BilingualText(
        zh: "签收 \(move.entry) 所指的下拨 \(text) 已作废或不在本台账；如不该签收请 campaign void \(move.entry) --reason …",
        en:
          "\(move.entry) accepts \(text), which is void or not in this ledger; if it should not, campaign void \(move.entry) --reason …"
      )
      concerns.append(Concern(units: [move.scope.unit], item: move.value.item, text: question))
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
    let question = BilingualText(
      zh:
        "\(place)的“\(shelf.item)”用了不同的计数单位（\(counters.joined(separator: "、"))），分开计，没有相加；请换算后用 campaign correct 更正",
      en:
        "\(place) counts '\(shelf.item)' in \(counters.joined(separator: ", ")): kept apart and not added; convert them and use campaign correct"
    )
    concerns.append(Concern(units: [shelf.unit], item: shelf.item, text: question))
  }

  /// Money and relief that lack what they need, and amounts that can hardly be right.
  private static func doubts(about move: Standing<GoodsMove>, _ policy: GoodsPolicy) -> [BilingualText] {
    var found: [BilingualText] = []
    switch policy.lack(of: move.value, for: move.scope.occurrence?.campaign) {
    case .needsTwoNames:
      found.append(
        BilingualText(
          zh:
            "记录 \(move.entry)：“\(move.value.item)”是款项或慰问物资，没有两人签名；请用 campaign correct \(move.entry) --gave … --by … --second … --reason … 补签",
          en:
            "entry \(move.entry): '\(move.value.item)' is money or relief and lacks two signatures; have it signed with campaign correct \(move.entry) --gave … --by … --second … --reason …"
        ))
    case .notExact(let item, let said):
      found.append(
        BilingualText(
          zh:
            "记录 \(move.entry)：“\(item)”是款项或慰问物资，数量“\(said)”不准确；请 campaign correct \(move.entry) --gave … --by … --second … --reason …",
          en:
            "entry \(move.entry): '\(item)' is money or relief and '\(said)' is not exact; campaign correct \(move.entry) --gave … --by … --second … --reason …"
        ))
    default: break
    }
    if let doubt = move.value.doubt() {
      found.append(
        BilingualText(zh: "记录 \(move.entry)：\(doubt.zh)", en: "entry \(move.entry): \(doubt.text(.en))"))
    }
    return found
  }

  /// What some unit and those below it have: unit after unit, in the order of their table.
  public func stocks(under unit: Unit?, in tree: UnitTree) -> [Stock] {
    stocks.filter { Self.lies($0.unit, under: unit, in: tree) }.enumerated()
      .map { (place: (tree.index(of: $0.element.unit) ?? .max, $0.offset), stock: $0.element) }
      .sorted { $0.place < $1.place }.map(\.stock)
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
