import Foundation
public import Recurrence

extension LedgerEntry.Content {
  /// What would be refused if this were entered: for those who only try.
  ///
  /// - Throws: ``LedgerFault/personal(_:)``.
  public func refusePersonal(lateReason: String?, at: Timestamp) throws {
    try EntryBody(.record(self)).refusePersonal(lateReason: lateReason, at: at)
  }
}

extension EntryBody {
  /// Refuses words that must not be kept, wherever in the entry they stand. Entries that come from another machine's
  /// export are taken as they are: their hashes cover them.
  ///
  /// - Throws: ``LedgerFault/personal(_:)``.
  func refusePersonal(lateReason: String?, at: Timestamp) throws(LedgerFault) {
    for text in [reason, lateReason].compactMap(\.self) { try Self.refuse(reason: text, at: at) }
    if let found = personalText(at: at) { throw .personal(found) }
  }

  /// As ``refusePersonal(lateReason:at:)``, for words that say why.
  static func refuse(reason: String, at: Timestamp) throws(LedgerFault) {
    if let found = PersonalText.first(in: reason, year: year(at), at: .reason) { throw .personal(found) }
  }

  func personalText(at: Timestamp) -> PersonalText? {
    if let found = namedGroup ?? namedPartner ?? namedTitle ?? namedOfficer { return found }
    // The canonical JSON is looked through as a whole first: taking it apart costs more.
    let signs = PersonalTextScan.signs(in: json)
    if signs.isEmpty || (signs == .names && NameScan(json, at: .label).findings.isEmpty) { return nil }
    guard
      let value = try? JSONSerialization.jsonObject(with: Data(json.utf8))
    else { return nil }
    return Self.first(in: value, year: Self.year(at))
  }

  /// Of a count: 张某等 30 人, 张伟 1 人.
  private var namedGroup: PersonalText? {
    guard kind == "count", mayNameGroup else { return nil }
    let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    guard let group = object?["group"] as? String else { return nil }
    let quantity = object?["quantity"] as? [String: Any]
    return PersonalText.named(in: group, count: (quantity?["n"] as? String).flatMap { Figure($0) })
  }

  /// Of a session: Zhang Wei, who is called by two names that people have; Mary Kay and Li Ning are brands.
  private var namedPartner: PersonalText? {
    guard kind == "session", json.holds("\"partners\":[\"") else { return nil }
    let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let partners = object?["partners"] as? [String] ?? []
    return partners.lazy.filter { partner in
      let words = partner.split(separator: " ").map(String.init)
      return words.count == 2 && words.allSatisfy { WhoText.isEnglishName($0) && !WhoText.isEnglishWord($0) }
    }.compactMap { PersonalText.named(in: $0) }.first
  }

  /// Of a session that is called nothing but Zhang Wei.
  private var namedTitle: PersonalText? {
    guard kind == "session", let first = json.byte(behind: "\"title\":\""), (0x41...0x5A).contains(first),
      let title = text("title"), PersonalTextScan.isName(title)
    else { return nil }
    return PersonalText(kind: .namedPerson, hint: "\(title.prefix(1))○")
  }

  /// Of a stage or an inspection: who says so is a unit or a post.
  private var namedOfficer: PersonalText? {
    switch kind {
    case "stage": text("decidedBy").flatMap(PersonalText.named(asOfficer:))
    case "inspection": text("inspector").flatMap(PersonalText.named(asOfficer:))
    default: nil
    }
  }

  private func text(_ key: String) -> String? {
    (try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])?[key] as? String
  }

  /// Whether its group begins with a surname or in capitals, or 等 or 、 is anywhere in it: it is asked of every count.
  private var mayNameGroup: Bool {
    var json = json
    return json.withUTF8 { bytes in
      bytes.indices.dropLast(2).contains { index in
        switch bytes[index] {
        case 0xE7: bytes[index + 1] == 0xAD && bytes[index + 2] == 0x89
        case 0xE3: bytes[index + 1] == 0x80 && bytes[index + 2] == 0x81
        case UInt8(ascii: "\""): Self.mayNameGroup(bytes[(index + 1)...])
        default: false
        }
      }
    }
  }

  private static func mayNameGroup(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let key: StaticString = "group\":\""
    guard rest.count > 10,
      rest.starts(with: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    else { return false }
    let value = rest.dropFirst(key.utf8CodeUnitCount).prefix(3).map { UInt32($0) }
    if value[0] < 0x80 { return (0x41...0x5A).contains(value[0]) }
    guard (0xE0..<0xF0).contains(value[0]) else { return false }
    let first = (value[0] & 0x0F) << 12 | (value[1] & 0x3F) << 6 | value[2] & 0x3F
    return Unicode.Scalar(first).map { WhoWords.isSurname(Character($0)) || WhoWords.beginsCompound($0) }
      ?? false
  }

  private static func first(in value: Any, year: Int, at place: PersonalText.Place = .words) -> PersonalText?
  {
    switch value {
    case let text as String: PersonalText.first(in: text, year: year, at: place)
    case let list as [Any]: list.lazy.compactMap { first(in: $0, year: year, at: place) }.first
    case let object as [String: Any]:
      object.sorted { $0.key < $1.key }.lazy.filter { !isFigure($0.key, $0.value) }
        .compactMap { first(in: $0.value, year: year, at: Self.place($0.key)) }.first
    default: nil
    }
  }

  private static func place(_ key: String) -> PersonalText.Place {
    switch key {
    case "measure", "group": .label
    case "item": .thing
    case "venue": .venue
    case "reason": .reason
    // Whoever decides or looks at something answers for it.
    case "decidedBy", "inspector": .author
    default: .words
    }
  }

  /// Numbers are kept as text: a large sum of money is no phone. A receiver is under `to`, too.
  private static func isFigure(_ key: String, _ value: Any) -> Bool {
    switch key {
    case "n": true
    case "to": (value as? String).map { Figure($0) != nil } ?? false
    default: false
    }
  }

  /// Near enough: it only tells minors from adults.
  private static func year(_ at: Timestamp) -> Int { 1970 + Int(at.milliseconds / 31_556_952_000) }
}
