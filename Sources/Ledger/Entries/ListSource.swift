public import Planning

/// Where figures come from that a list of people gave, as ``LedgerEntry/source`` says it.
enum ListSource: String, CaseIterable {
  /// An imported list, with the digest of its content behind the session.
  case sheet
  /// Codes that were read at the door.
  case checkin
  /// Names that were registered.
  case persons

  func of(_ session: SessionKey) -> String { "\(rawValue)/\(session)" }

  /// The words of a sheet's source, among them its digest and that of the list which it is the rest of; none of another
  /// source.
  static func sheets(_ source: String?) -> [Substring] {
    source.map { $0.hasPrefix("\(sheet.rawValue)/") ? $0.split(separator: "/") : [] } ?? []
  }
}

extension Standing {
  /// The kind of list that gave it; nil for what somebody told.
  var list: ListSource? {
    source.flatMap { source in
      source.firstIndex(of: "/").flatMap { ListSource(rawValue: String(source[..<$0])) }
    }
  }

  /// Whether a list of people gave it: a sign-in sheet, codes read at the door, registered names.
  public var isOfList: Bool { list != nil }
}

/// How figures of a list and figures that somebody told stand to one another: both may be there, the reporter says which
/// is final, and nothing takes the larger.
public enum ListMeeting: Hashable, Sendable {
  /// Nothing else counts the same people.
  case alone
  /// Nobody said which of the two is final.
  case undecided(Standing<Count>)
  /// What stands is somebody's last word, so that the new figures are evidence.
  case evidence(Standing<Count>)
  /// Both are to be the last word.
  case rivals(Standing<Count>)
}

extension SessionBalance {
  /// How new figures meet those of another kind: figures of a list those that somebody told or another kind of list
  /// gave, figures that somebody tells those of lists. What follows a last word of its own kind is asked about elsewhere,
  /// and 若干 is no figure.
  ///
  /// - `list`: What gave the new figures; nil for somebody.
  func meeting(_ new: [Count], of list: ListSource?) -> ListMeeting {
    let all = counts.filter { known in
      known.value.quantity.isKnown && new.contains { $0.countsAlike(known.value) }
    }
    if all.contains(where: { $0.list == list && $0.value.isFinal }) { return .alone }
    let alike = all.filter { $0.list != list }
    let isFinal = new.contains(where: \.isFinal)
    if let last = alike.first(where: \.value.isFinal) { return isFinal ? .rivals(last) : .evidence(last) }
    return isFinal ? .alone : alike.first.map { .undecided($0) } ?? .alone
  }

  /// How figures that somebody tells meet those of lists.
  public func meeting(told new: [Count]) -> ListMeeting { meeting(new, of: nil) }

  /// How the codes of a door meet what was recorded otherwise.
  public func meeting(atDoor isFinal: Bool) -> ListMeeting {
    meeting([Count(.attendance, quantity: .unknown(), isFinal: isFinal)], of: .checkin)
  }

  /// More of what somebody's last word counts is a part of it, and no evidence beside it.
  public func joiningLastWord(_ count: Count) -> Count {
    var count = count
    count.isFinal =
      count.isFinal || counts.contains { $0.value.isFinal && $0.value.countsAlike(count) }
    return count
  }
}

extension ListMeeting {
  /// What is said before anything is entered; nil if nothing is in the way.
  public var refusal: BilingualText? {
    switch self {
    case .alone, .evidence: nil
    case .undecided(let known):
      BilingualText(
        zh:
          "这一场已记过\(known.isOfList ? "名单：" : "")\(known.told(.zh))（记录 \(known.entry)），没有入账；以这次的为准请加 --final，另有这些人请加 --more",
        en:
          "this session has \(known.told(.en)) already\(known.isOfList ? ", from a list" : "") (entry \(known.entry)), nothing was entered; if these are the last word add --final, if they come on top add --more"
      )
    case .rivals(let known):
      BilingualText(
        zh:
          "这一场已定数：\(known.told(.zh))（记录 \(known.entry)），没有入账；改以这次的为准请先 campaign void \(known.root) --reason …，另有这些人请加 --more",
        en:
          "this session has \(known.told(.en)) as the last word (entry \(known.entry)), nothing was entered; if these take its place use 'campaign void \(known.root) --reason …' first, if they come on top add --more"
      )
    }
  }

  /// What is said of figures that go in as evidence only.
  public var remark: BilingualText? {
    guard case .evidence(let known) = self else { return nil }
    return BilingualText(
      zh:
        "这一场已定数：\(known.told(.zh))（记录 \(known.entry)），这份名单只作旁证，不计入；改以名单为准请先 campaign void \(known.root) --reason …，再加 --final",
      en:
        "this session has \(known.told(.en)) as the last word (entry \(known.entry)), so this list is evidence and not counted; if it is to count use 'campaign void \(known.root) --reason …' first, and then --final"
    )
  }
}

extension Standing<Count> {
  fileprivate func told(_ language: Language) -> String { LedgerEntry.Content.count(value).text(language) }
}
