public import Planning

/// Something in the ledger that is not as it was written.
public struct ChainFault: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// Its content and its hash disagree.
    case changed
    /// It is what another entry was: its number or its origin was changed, or it stands in another's place.
    case misplaced
    /// It does not carry the hash of the entry before it.
    case brokenLink
    /// Entries before it are gone.
    case gapBefore
    /// The database can't read it any more.
    case unreadable
    /// A copy or a receipt knows it, and it is not here: with the last one that is missing.
    case cutOff
    /// A copy or a receipt knows it, and nothing tells that it was ever here: another machine's, not imported yet.
    case notImported
    /// A copy or a receipt knows another entry under its name.
    case forked
    /// A table, an index or a trigger that guards the entries is not as it was made; with its name.
    case unguarded
    /// The file is damaged outside of the entries; with what SQLite says.
    case damagedFile
    /// The database's own origin and its copy differ: the next entry would begin another chain.
    case originChanged
    /// The facts that summaries read are not what the entries of its session say; ``LedgerStore/rebuildFacts()`` mends it.
    case factsDiffer
    /// Codes that were read at a door are not what the entry says that counts them.
    case checkinsDiffer
  }

  /// Nil if it is about no entry.
  public let entry: EntryID?
  public let kind: Kind
  public let detail: String?

  init(_ kind: Kind, entry: EntryID? = nil, detail: String? = nil) {
    self.entry = entry
    self.kind = kind
    self.detail = detail
  }

  /// Whether entries are no longer what was entered.
  public var isOfEntries: Bool {
    switch kind {
    case .changed, .misplaced, .brokenLink, .gapBefore, .unreadable, .damagedFile: true
    case .cutOff, .notImported, .forked, .unguarded, .originChanged, .factsDiffer, .checkinsDiffer: false
    }
  }

  public func text(_ language: Language) -> String {
    let name = entry?.description ?? ""
    let detail = detail ?? ""
    return switch kind {
    case .cutOff, .notImported, .forked: textOfCopy(name, detail, language)
    case .unguarded, .originChanged, .factsDiffer, .checkinsDiffer, .damagedFile:
      textOfFile(name, detail, language)
    case .changed: language("记录 \(name) 被改动过", "entry \(name) was changed")
    case .misplaced:
      language(
        "记录 \(name) 的编号被改成了 \(detail)，或顺序被调换",
        "entry \(name) stands under another name, \(detail): renamed or moved")
    case .brokenLink:
      language("记录 \(name) 与前一条接不上", "entry \(name) does not follow the one before it")
    case .gapBefore: language("记录 \(name) 之前缺少记录", "entries before \(name) are gone")
    case .unreadable: language("记录 \(name) 读不出来了，文件已损坏", "entry \(name) can't be read any more")
    }
  }

  private func textOfCopy(_ name: String, _ detail: String, _ language: Language) -> String {
    switch kind {
    case .notImported:
      language(
        "从记录 \(name) 到 \(detail)，另一份里有，这里还没有导入过：campaign ledger import",
        "the entries from \(name) to \(detail), which the other copy knows, were not imported here yet: campaign ledger import"
      )
    case .cutOff:
      language(
        "从记录 \(name) 到 \(detail)，另一份里有，这里没有：末尾被截掉了",
        "the entries from \(name) to \(detail), which the other copy knows, are not here: the end was cut off"
      )
    case .forked:
      language("记录 \(name) 与另一份里的不是同一条", "entry \(name) is not the one that the other copy knows")
    default: name
    }
  }

  private func textOfFile(_ name: String, _ detail: String, _ language: Language) -> String {
    switch kind {
    case .checkinsDiffer:
      language(
        "签到的条数与台账记录 \(name) 不符（\(detail)）",
        "the codes that were read differ from entry \(name), which counts them (\(detail))")
    case .unguarded:
      language(
        "台账的防改保护“\(detail)”被拆掉或改过；请用备份恢复",
        "the guard '\(detail)' of the ledger was dropped or altered; restore a backup")
    case .originChanged:
      language(
        "本机台账的编号 ledger_origin 已损坏或被改过（\(detail)）；请用备份恢复",
        "the ledger's own id, ledger_origin, is damaged or was changed (\(detail)); restore a backup")
    case .factsDiffer:
      language(
        "汇总用的数字与记录 \(name) 所在场次不符",
        "the figures that summaries read differ from the session of entry \(name)")
    case .damagedFile: language("数据库文件有损坏：\(detail)", "the database file is damaged: \(detail)")
    default: name
    }
  }
}

/// The last entry of a chain that somebody has seen: a receipt that shows later whether its end was cut off.
public struct LedgerHead: Hashable, Sendable {
  public let entry: EntryID
  public let hash: String

  public init(entry: EntryID, hash: String) {
    self.entry = entry
    self.hash = hash
  }

  /// `{"entry","hash"}`.
  public var json: JSONText {
    .object(["entry": .string(entry.description), "hash": .string(hash)])
  }
}
