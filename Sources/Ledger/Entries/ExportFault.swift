public import Planning

/// Why an export was not taken back: nothing of it was.
public struct ExportFault: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    case notAnEntry
    /// Its content and its hash disagree.
    case changed
    /// Another entry stands under this name here.
    case forked
    /// Entries before it are missing, or it follows another one than it says.
    case gap
    /// A kind of entry that this version doesn't know.
    case unreadable
    case holdsNUL
    /// It amends an entry that is neither here nor in the file.
    case targetMissing(EntryID)
  }

  public let problem: Problem
  /// Counted from 1.
  public let line: Int
  /// Nil for a line that is no entry.
  public let entry: EntryID?

  public init(_ problem: Problem, line: Int, entry: EntryID? = nil) {
    self.problem = problem
    self.line = line
    self.entry = entry
  }

  /// Where, what and what to do; that nothing was entered.
  public func text(_ language: Language) -> String {
    let place = language("第 \(line) 行：", "line \(line): ")
    return place + reason(language) + language("（整个文件都没有导入）", " (nothing of the file was taken in)")
  }

  private func reason(_ language: Language) -> String {
    let id = entry?.description ?? ""
    return switch problem {
    case .notAnEntry:
      language(
        "不是台账记录；请导入 campaign ledger export 的原文件",
        "is no ledger entry; import a file that campaign ledger export wrote")
    case .changed:
      language(
        "记录 \(id) 被改动过，校验不符；请重新导出原件", "entry \(id) was changed, its hash does not fit; export it anew")
    case .forked:
      language(
        "本机已有另一条 \(id)：数据库复制成两份后各自记了账；把文件里多出的记录作为另一份收进来：campaign ledger import 文件 --fork",
        "another entry \(id) stands here: the database was copied and both copies were written to; take the file's entries in beside yours: campaign ledger import FILE --fork"
      )
    case .gap:
      language(
        "记录 \(id) 不接着前一条：前面缺行，或行的先后被打乱；请导入完整、未改动的导出文件",
        "entry \(id) does not follow the one before it: lines are missing or out of order; import the whole export as it was written"
      )
    case .unreadable:
      language(
        "记录 \(id) 是本版本不认识的；请先升级程序", "entry \(id) is of a kind that this version does not know; upgrade first")
    case .holdsNUL:
      language("记录 \(id) 的文字里有空字符（NUL），不收", "entry \(id) holds a NUL character and is refused")
    case .targetMissing(let target):
      language(
        "记录 \(id) 更正或作废的 \(target) 不在本机也不在文件里；请导入完整的导出文件",
        "entry \(id) amends \(target), which is neither here nor in the file; import the whole export")
    }
  }
}
