public import Planning
public import Recurrence

/// Goods on their way from one unit to another, until the receiver has signed for them.
public struct Allocation: Hashable, Sendable {
  public let entry: EntryID
  public let from: String
  /// The unit that is to accept it.
  public let to: String
  public let item: String
  public let counter: String?
  public let quantity: Quantity
  public let at: Timestamp
  /// The occurrence that it was for, if any.
  public let occurrence: OccurrenceKey?
  public private(set) var accepted = QuantitySum()
  /// The entries that accept it.
  public private(set) var acceptances: [EntryID] = []
  private var isLast = false
  private var hasOtherCounter = false

  init(_ standing: Standing<GoodsMove>, to unit: String, item: String) {
    entry = standing.root
    from = standing.scope.unit
    to = unit
    self.item = item
    counter = standing.value.counter
    quantity = standing.value.quantity.saying(nil)
    at = standing.at
    occurrence = standing.scope.occurrence
  }

  mutating func accept(_ standing: Standing<GoodsMove>) {
    acceptances.append(standing.entry)
    isLast = isLast || standing.value.isLast == true
    if let other = standing.value.counter, let counter, other != counter {
      hasOtherCounter = true
    } else {
      accepted.add(standing.value.quantity)
    }
  }

  /// What the receiver has not signed for; unknown if the allocation has no number.
  public var remaining: Quantity {
    guard !acceptances.isEmpty else { return quantity }
    return accepted.total.isKnown ? quantity - accepted.total : quantity
  }

  /// Whether the receiver has signed for all of it, or said that nothing more will come.
  public var isClosed: Bool {
    guard !acceptances.isEmpty, !isLast, !hasOtherCounter, accepted.unknowns == 0,
      let sent = quantity.n, let came = accepted.total.n
    else { return !acceptances.isEmpty }
    return came >= sent
  }

  /// What does not fit, and is to be asked about.
  public var question: BilingualText? {
    guard !acceptances.isEmpty else { return nil }
    let mend = "campaign correct \(acceptances[acceptances.count - 1]) --gave … --reason …"
    if hasOtherCounter {
      return BilingualText(
        zh: "下拨 \(entry)：\(item) 下拨与签收的计数单位不同；核对后 \(mend)",
        en:
          "allocation \(entry): \(item) was accepted in another counting word than it was sent in; check, then \(mend)"
      )
    }
    if accepted.unknowns > 0 {
      return BilingualText(
        zh: "下拨 \(entry)：\(item) 的签收没有写数量；请 \(mend)",
        en: "allocation \(entry): \(item) was accepted without a number; \(mend)")
    }
    guard let sent = quantity.n, let came = accepted.total.n, isClosed, came != sent else { return nil }
    let (zh, en) = (amounts(.zh), amounts(.en))
    return BilingualText(
      zh: "下拨 \(entry)：\(item) 下拨 \(zh.sent)，签收 \(zh.came)，数量不符；核对后 \(mend)",
      en: "allocation \(entry): \(en.sent) of \(item) were sent and \(en.came) accepted; check, then \(mend)")
  }

  private func amounts(_ language: Language) -> (sent: String, came: String) {
    (
      quantity.sumText(language, counter: counter, of: item),
      accepted.total.sumText(language, counter: counter, of: item)
    )
  }
}
