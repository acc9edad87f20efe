public import Planning

/// Why the books refused an entry, a settlement or a move of goods.
public enum BookFault: Error, Hashable, Sendable {
  case occurrenceClosed(OccurrenceKey)
  /// Closing and opening are not corrected: the other one follows.
  case closingAmended(EntryID)
  case containsNUL
  case notDisputed(EntryID)
  case notABranch(EntryID, of: [EntryID])
  /// Only sessions can both stand.
  case notSessions(EntryID)
  case needsTwoNames(item: String)
  case sameNameTwice(item: String)
  case notExact(item: String, said: String)
  /// Of health goods no name, household or receiver is kept.
  case healthQuantityOnly(item: String)
  /// Goods are for a unit or a group.
  case personNamed(String)
  /// The item is counted in another word at that place.
  case otherCounter(item: String, written: String, known: [String])
  case notAnAllocation(EntryID)
  case acceptedAlready(EntryID)
  /// An allocation that its receiver has signed for is not taken back.
  case signedFor(EntryID, by: [EntryID])
  case moreThanAllocated(EntryID, allocated: BilingualText, accepted: BilingualText)

  public func text(_ language: Language) -> String {
    switch self {
    case .occurrenceClosed(let key):
      language(
        "届次 \(key) 已结束；补录请加 --late 写明原因，或先 campaign occurrence reopen \(key) --reason …",
        "the occurrence \(key) is closed; say why it comes late with --late, or open it again: campaign occurrence reopen \(key) --reason …"
      )
    case .closingAmended(let id):
      language(
        "\(id) 是届次的结束或开放，不能更正；请用 campaign occurrence close 或 reopen",
        "\(id) closes or opens an occurrence and is not corrected; use campaign occurrence close or reopen")
    case .containsNUL:
      language(
        "文字里有看不见的空字符（NUL），没有登记；请重新输入", "the text holds a NUL character; nothing was entered, type it again")
    case .notDisputed, .notABranch, .notSessions: settling(language)
    case .needsTwoNames, .sameNameTwice, .notExact, .healthQuantityOnly, .otherCounter, .personNamed:
      goods(language)
    case .notAnAllocation, .acceptedAlready, .moreThanAllocated, .signedFor: acceptance(language)
    }
  }

  private func settling(_ language: Language) -> String {
    switch self {
    case .notDisputed(let id):
      language(
        "记录 \(id) 没有需要裁定的分歧；campaign ledger disputes 列出有分歧的",
        "nothing about entry \(id) is disputed; see campaign ledger disputes")
    case .notABranch(let id, let branches):
      language(
        "\(id) 不是其中之一；可选 \(branches.map(\.description).joined(separator: "、"))",
        "\(id) is none of the branches; choose \(branches.map(\.description).joined(separator: " or "))")
    case .notSessions(let id):
      language(
        "关于记录 \(id) 的几种说法只能留一种；请用 --keep", "only one of what is said about entry \(id) can stand; use --keep")
    default: ""
    }
  }

  private func goods(_ language: Language) -> String {
    switch self {
    case .needsTwoNames(let item):
      language(
        "“\(item)”是款项或慰问物资，要两人签名：--by 姓名 --second 姓名",
        "'\(item)' is money or relief: two have to sign, --by NAME --second NAME")
    case .sameNameTwice(let item):
      language("“\(item)”的两个签名是同一人；请写两个人", "'\(item)' is signed twice by one person; name two")
    case .notExact(let item, let said):
      language(
        "“\(item)”是款项或慰问物资，数量必须准确，不能写“\(said)”",
        "'\(item)' is money or relief and must be exact, not '\(said)'")
    case .healthQuantityOnly(let item):
      language(
        "“\(item)”是健康用品，只记数量，不记姓名、签名、家庭和领取人；请去掉 --by、--second、--per-household，--to 只写单位",
        "of '\(item)', a health item, only the quantity is kept: leave out --by, --second and --per-household, and name only a unit with --to"
      )
    case .personNamed(let name):
      language(
        "“\(name.prefix(1))○”像是姓名；--to、--from 只写单位或人群（如“高龄老人”），不写姓名",
        "'\(name.prefix(1))○' looks like a name; --to and --from take a unit or a group, never a person")
    case .otherCounter(let item, let written, let known):
      language(
        "这里的“\(item)”一直以\(known.joined(separator: "、"))计，这次写的是“\(written)”，不能相加；请换算后再记，确是另一种包装请加 --apart",
        "'\(item)' is counted in \(known.joined(separator: ", ")) here, not in '\(written)', and can't be added: convert it, or add --apart if it is packed otherwise"
      )
    default: ""
    }
  }

  private func acceptance(_ language: Language) -> String {
    switch self {
    case .notAnAllocation(let id):
      language(
        "记录 \(id) 不是下拨；campaign stock show --open 列出待签收的",
        "entry \(id) is no allocation; see campaign stock show --open")
    case .acceptedAlready(let id):
      language("下拨 \(id) 已经签收完毕", "the allocation \(id) is accepted already")
    case .signedFor(let id, let entries):
      language(
        "下拨 \(id) 已被签收（\(entries.map(\.description).joined(separator: "、"))），不能直接作废；请先作废签收：campaign void \(entries[0]) --reason …",
        "the allocation \(id) is signed for (\(entries.map(\.description).joined(separator: ", "))) and can't be voided; void that first: campaign void \(entries[0]) --reason …"
      )
    case .moreThanAllocated(let id, let allocated, let accepted):
      language(
        "下拨 \(id) 是 \(allocated.zh)，签收 \(accepted.zh) 多于下拨；请核对，确实如此请加 --reason",
        "the allocation \(id) is \(allocated.text(.en)) and \(accepted.text(.en)) is more; check it, and add --reason if it is so"
      )
    default: ""
    }
  }
}
