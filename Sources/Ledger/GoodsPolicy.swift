import Foundation
public import Planning

/// Which goods need two signatures, and of which nothing but a quantity is kept.
public struct GoodsPolicy: Hashable, Sendable {
  /// Words that mark an item as health goods, such as 叶酸.
  public let health: [String]
  /// Words that mark an item as relief, such as 慰问品.
  public let relief: [String]

  public static let usualHealth = [
    "叶酸", "避孕", "安全套", "验孕", "folic acid", "contraceptive", "condom", "pregnancy test",
  ]
  public static let usualRelief = [
    "慰问品", "慰问金", "慰问物资", "救助", "救济", "补助金", "帮扶金", "relief",
  ]

  public init(health: [String] = usualHealth, relief: [String] = usualRelief) {
    self.health = health
    self.relief = relief
  }

  public func isHealth(_ item: String) -> Bool { Self.names(item, oneOf: health) }

  /// Money, or goods for families in need.
  public func isEarmarked(_ move: GoodsMove) -> Bool {
    move.counter == CountingWord.yuan || Self.names(move.item, oneOf: relief)
  }

  private static func names(_ item: String, oneOf words: [String]) -> Bool {
    let item = item.lowercased()
    return words.contains { !$0.isEmpty && item.contains($0.lowercased()) }
  }

  /// Refuses a move of money or relief without two names and an exact number, and one of health goods with any name.
  ///
  /// - `units`: Receivers may be units; of health goods nobody else is named.
  public func check(_ move: GoodsMove, units: UnitTree) throws(BookFault) {
    if isHealth(move.item) {
      let isForUnits = [move.from, move.to].compactMap(\.self).allSatisfy { units[$0] != nil }
      guard move.signers == nil, !move.isPerHousehold, isForUnits else {
        throw .healthQuantityOnly(item: move.item)
      }
    }
    guard isEarmarked(move) else { return }
    guard move.quantity.certainty == .exact else {
      throw .notExact(
        item: move.item, said: move.quantity.said ?? move.quantity.sumText(.zh, counter: move.counter))
    }
    guard let signers = move.signers, signers.count == 2 else { throw .needsTwoNames(item: move.item) }
  }
}

extension GoodsMove {
  /// Signs it with two names, of which only the first characters are kept.
  ///
  /// - Throws: ``BookFault/sameNameTwice(item:)``; nothing happens without any name.
  public mutating func sign(by first: String?, and second: String?) throws(BookFault) {
    let names = [first, second].compactMap { $0?.trimmed }.filter { !$0.isEmpty }
    guard !names.isEmpty else { return }
    guard names.count == 2 else { throw .needsTwoNames(item: item) }
    guard Self.normal(names[0]) != Self.normal(names[1]) else { throw .sameNameTwice(item: item) }
    signers = names.map(Byline.mask)
  }

  private static func normal(_ name: String) -> String {
    String(name.precomposedStringWithCompatibilityMapping.filter { !$0.isWhitespace }).lowercased()
  }

  /// From where, to whom, why, and who signed, behind the quantity.
  func particulars(_ language: Language) -> String {
    var words = ""
    if let from { words += language("，来自 \(from)", ", from \(from)") }
    if let to { words += language("，给 \(to)", ", to \(to)") }
    if isPerHousehold { words += language("，按户发放", ", household by household") }
    if let allocation { words += language("，下拨 \(allocation)", ", allocation \(allocation)") }
    if let reason { words += language("（\(reason)）", " (\(reason))") }
    if let signers {
      words += language(
        "（签名：\(signers.joined(separator: "、"))）", " (signed: \(signers.joined(separator: ", ")))")
    }
    return words
  }
}
