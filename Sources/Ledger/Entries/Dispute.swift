public import Planning

/// Something on which the ledgers of two machines disagree after they met. Both branches are kept until a person says
/// which one stands.
public struct Dispute: Hashable, Sendable {
  public enum Subject: Hashable, Sendable {
    /// Two corrections of one entry, or a correction of what another machine voided.
    case amendments
    /// Two machines added a session under the same key.
    case sessions(SessionKey)
    /// Two machines recorded the same figure of a session, neither knowing of the other's.
    case figures(SessionKey)
    /// Two machines moved a session to different days, or one cancelled what the other moved, held or counted.
    case course(SessionKey)
    /// A machine recorded something without a word of its being late, not knowing that another had closed the occurrence.
    case late(OccurrenceKey)
  }

  public let subject: Subject
  /// The entry that is amended, or the one that came later.
  public let entry: EntryID
  /// The amendments, or the entries that added the sessions, the rival records, the closing and what came after it; at
  /// least two, or one beside the entry itself.
  public let branches: [EntryID]

  init(_ subject: Subject, entry: EntryID, branches: [EntryID]) {
    self.subject = subject
    self.entry = entry
    self.branches = branches
  }

  /// What disagrees, how it counts meanwhile, and what to do.
  public var text: BilingualText {
    let list = branches.map(\.description)
    let (zh, en) = (list.joined(separator: "、"), list.joined(separator: ", "))
    return switch subject {
    case .amendments:
      BilingualText(
        zh: "记录 \(entry) 有几处互相矛盾的更正或作废（\(zh)），有作废的暂按作废计，否则暂按较晚的更正计；\(command)",
        en:
          "entry \(entry) has amendments that disagree (\(en)); a void or else the later correction counts for now: \(command)"
      )
    case .sessions(let key):
      BilingualText(
        zh: "两台机器都登记了场次 \(key)（\(zh)），暂时都计；\(command)，确是两场用 --both",
        en:
          "two machines added the session \(key) (\(en)); both count for now: \(command), or --both if they are two"
      )
    case .figures(let key):
      BilingualText(
        zh: "两台机器都记了场次 \(key) 的同一项数（\(zh)），暂只按较晚的计；\(command)，确是两批用 --both",
        en:
          "two machines recorded the same figure of the session \(key) (\(en)); only the later one counts for now: \(command), or --both if they are two"
      )
    case .course(let key):
      BilingualText(
        zh: "两台机器记的场次 \(key) 的日期或状态不一（\(zh)），暂按较晚的计；\(command)",
        en:
          "two machines say different things of the day or the state of the session \(key) (\(en)); the later one counts for now: \(command)"
      )
    case .late(let key):
      BilingualText(
        zh: "届次 \(key) 结束后，另一台机器仍记了数，没写补录原因（\(zh)），暂时计入；算补录：\(accept)，不算：\(command)",
        en:
          "after the occurrence \(key) was closed another machine recorded more, without a reason why it came late (\(en)); it counts for now: \(accept) to let it in, \(command) to leave it out"
      )
    }
  }

  private var command: String { "campaign ledger settle \(entry) --keep \(branches.first ?? entry)" }
  private var accept: String { "campaign ledger settle \(entry) --keep \(entry)" }
}
