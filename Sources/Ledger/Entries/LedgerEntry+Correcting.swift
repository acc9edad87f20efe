extension LedgerEntry.Content {
  /// A new figure in place of an old one keeps what nobody mentioned: who is counted, whether it is final, what kind of
  /// move it was. Who signed for an amount did not sign for another.
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
      let counter = new.counter ?? move.counter
      let isSame = new.quantity.saying(nil) == move.quantity.saying(nil) && counter == move.counter
      (move.quantity, move.counter) = (new.quantity, counter)
      move.item = new.item
      if !new.titles.isEmpty { move.titles = new.titles }
      move.signers = new.signers ?? (isSame ? move.signers : nil)
      return .goods(move)
    default: return self
    }
  }
}
