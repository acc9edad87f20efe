extension LedgerEntry.Content {
  /// A new figure in place of an old one keeps what nobody mentioned: who is counted, whether it is final, what kind of
  /// move it was, who signed.
  public func correcting(_ old: LedgerEntry.Content?) -> LedgerEntry.Content {
    switch (self, old) {
    case (.count(var count), .count(let old)):
      count.role = old.role
      count.isFinal = count.isFinal || old.isFinal
      if count.measure == .service, old.measure.isService { count.measure = old.measure }
      if count.group == nil, count.measure == old.measure {
        count.group = old.group
        count.includesChildren = count.includesChildren || old.includesChildren
      }
      return .count(count)
    case (.goods(let new), .goods(var move)):
      move.quantity = new.quantity
      move.counter = new.counter ?? move.counter
      move.item = new.item
      if !new.titles.isEmpty { move.titles = new.titles }
      move.signers = new.signers ?? move.signers
      return .goods(move)
    default: return self
    }
  }
}
