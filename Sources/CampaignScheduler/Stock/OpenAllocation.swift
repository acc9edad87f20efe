public import Ledger
public import Planning
public import Recurrence

/// An allocation that its receiver has not accepted yet, and by when he should have.
public struct OpenAllocation: Hashable, Sendable {
  public let allocation: Allocation
  /// The last day on which it is in time.
  public let due: CivilDate
  /// Since it was due; negative while there is time.
  public let days: Int

  public var isOverdue: Bool { days > 0 }

  init(_ allocation: Allocation, _ shared: SharedDefinitions, on today: CivilDate) {
    self.allocation = allocation
    due = shared.stock.lastDay(
      allocatedOn: shared.zone.local(at: allocation.at).date, workdays: shared.workdays)
    days = today.days(since: due)
  }

  /// What answers it.
  public var command: String { "campaign stock accept \(allocation.entry)" }

  /// `{"allocation","item","from","to","quantity","accepted","remaining","at","due","overdue"}`.
  public func json(_ language: Language, zone: Zone) -> JSONText {
    func quantity(_ value: Quantity) -> JSONText {
      .object([
        "n": value.json, "certainty": .string(value.certainty.rawValue),
        "text": .string(value.sumText(language, counter: allocation.counter, of: allocation.item)),
      ])
    }
    return .object([
      "allocation": .string(allocation.entry.description), "item": .string(allocation.item),
      "from": .string(allocation.from), "to": .string(allocation.to),
      "quantity": quantity(allocation.quantity), "accepted": quantity(allocation.accepted.total),
      "remaining": quantity(allocation.remaining), "at": .string(zone.format(allocation.at)),
      "due": .string(due.description), "overdue": .bool(isOverdue),
    ])
  }
}

extension Scheduler {
  /// Which goods need two names, and of which only the quantity is kept.
  public var goodsPolicy: GoodsPolicy {
    let state = current.now
    let stock = state.definitions.shared.stock
    return GoodsPolicy(
      health: stock.health ?? GoodsPolicy.usualHealth, relief: stock.relief ?? GoodsPolicy.usualRelief,
      marks: state.campaigns.flatMap(\.goodsMarks))
  }

  /// Every place's stock, what is on its way, and what has to be asked about.
  public func stockBook() async throws -> StockBook {
    let shared = current.now.definitions.shared
    return StockBook(try await ledger.goods(), units: shared.tree, policy: goodsPolicy, zone: shared.zone)
  }

  /// What has been allocated and is not accepted, oldest first.
  public func openAllocations(at now: Timestamp) async throws -> [OpenAllocation] {
    let shared = current.now.definitions.shared
    let today = shared.zone.local(at: now).date
    let book = StockBook(
      try await ledger.allocations(), units: shared.tree, policy: goodsPolicy, zone: shared.zone)
    return book.open.map { OpenAllocation($0, shared, on: today) }
  }
}

extension Campaign {
  fileprivate var goodsMarks: [GoodsPolicy.Mark] {
    materials.flatMap { material -> [GoodsPolicy.Mark] in
      (material.needsTwoSignatures ? [.init(.twoSignatures, material.name, of: id)] : [])
        + (material.isHealthGood ? [.init(.health, material.name, of: id)] : [])
        + (material.isReturnable ? [.init(.equipment, material.name, of: id)] : [])
    }
  }
}
