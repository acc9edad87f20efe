import Foundation
public import Planning

/// Which goods need two signatures, and of which nothing but a quantity is kept.
public struct GoodsPolicy: Hashable, Sendable {
  /// Words that mark an item as health goods, such as 叶酸.
  public let health: [String]
  /// Words that mark an item as relief, such as 慰问品.
  public let relief: [String]
  /// What campaigns say of their own materials: `two_signatures`, `handle: health`.
  public let marks: [Mark]

  /// One of a campaign's materials.
  public struct Mark: Hashable, Sendable {
    public enum Handling: Hashable, Sendable { case twoSignatures, health }

    public let campaign: String
    public let item: String
    public let handling: Handling

    public init(_ handling: Handling, _ item: String, of campaign: String) {
      self.handling = handling
      self.item = item
      self.campaign = campaign
    }
  }

  public static let usualHealth = [
    "叶酸", "避孕", "安全套", "验孕", "folic acid", "contraceptive", "condom", "pregnancy test",
  ]
  public static let usualRelief = [
    "慰问", "救灾", "赈灾", "抗灾", "救助", "救济", "扶贫", "济困", "补助金", "补助款", "帮扶金", "帮扶款", "帮扶物资", "爱心物资", "爱心款",
    "捐款", "善款", "现金", "红包", "代金券", "购物券", "消费券", "提货券", "购物卡", "提货卡", "储值卡", "充值卡", "relief", "voucher",
    "gift card", "red packet", "red envelope",
  ]
  /// What only tells of relief: 救助政策宣传单, 慰问信.
  private static let printed = [
    "宣传单", "传单", "宣传册", "手册", "折页", "资料", "海报", "信", "倡议书", "申请表", "登记表", "展板", "横幅", "联系卡", "服务卡", "贺卡",
    "指南",
    "leaflet", "leaflets", "brochure", "brochures", "booklet", "booklets", "poster", "posters", "letter",
    "letters",
    "banner", "banners",
  ]

  public init(health: [String] = usualHealth, relief: [String] = usualRelief, marks: [Mark] = []) {
    self.health = health
    self.relief = relief
    self.marks = marks
  }

  /// - `campaign`: What the goods are for; nil for a unit's own stock, from which any campaign may be served.
  public func isHealth(_ item: String, for campaign: String? = nil) -> Bool {
    Self.names(item, oneOf: health) || isMarked(.health, item, for: campaign)
  }

  /// Money, goods for families in need, or what its campaign wants two signatures for.
  public func isEarmarked(_ move: GoodsMove, for campaign: String? = nil) -> Bool {
    if move.counter == CountingWord.yuan || isRelief(move.item) { return true }
    return isMarked(.twoSignatures, move.item, for: campaign) && !isHealth(move.item, for: campaign)
  }

  private func isRelief(_ item: String) -> Bool {
    guard Self.names(item, oneOf: relief) else { return false }
    let item = item.lowercased()
    return !Self.printed.contains { item.hasSuffix($0) }
  }

  private func isMarked(_ handling: Mark.Handling, _ item: String, for campaign: String?) -> Bool {
    marks.contains { mark in
      mark.handling == handling && (campaign == nil || campaign == mark.campaign)
        && Self.names(item, oneOf: [mark.item])
    }
  }

  /// What a move of money or relief lacks: two names, an exact number. Nil if it lacks nothing, or needs nothing.
  public func lack(of move: GoodsMove, for campaign: String? = nil) -> BookFault? {
    guard isEarmarked(move, for: campaign) else { return nil }
    guard move.quantity.certainty == .exact else {
      return .notExact(
        item: move.item, said: move.quantity.said ?? move.quantity.sumText(.zh, counter: move.counter))
    }
    return move.signers?.count == 2 ? nil : .needsTwoNames(item: move.item)
  }

  private static func names(_ item: String, oneOf words: [String]) -> Bool {
    let item = item.lowercased()
    return words.contains { !$0.isEmpty && item.contains($0.lowercased()) }
  }

  /// Refuses a move of money or relief without two names and an exact number, and one of health goods with any name.
  ///
  /// - `units`: Receivers may be units; of health goods nobody else is named.
  public func check(_ move: GoodsMove, for campaign: String? = nil, units: UnitTree) throws(BookFault) {
    if isHealth(move.item, for: campaign) {
      let isForUnits = [move.from, move.to].compactMap(\.self).allSatisfy { units[$0] != nil }
      guard move.signers == nil, !move.isPerHousehold, isForUnits else {
        throw .healthQuantityOnly(item: move.item)
      }
    }
    if let person = move.namedPerson(units) { throw .personNamed(person) }
    if let fault = lack(of: move, for: campaign) { throw fault }
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

  /// Who gets it, has it or brings it, where that is a person's name: it should say which unit or which group.
  fileprivate func namedPerson(_ units: UnitTree) -> String? {
    // Where goods come from may be called after anybody.
    guard kind != .receive else { return nil }
    return [from, to].compactMap(\.self).first { units[$0] == nil && PersonalNames.isPerson($0.trimmed) }
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
