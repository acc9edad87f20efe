public import Ledger
public import Planning

/// What an occurrence leaves behind, before it is written into a folder.
public struct ArchiveDraft: Hashable, Sendable {
  /// One file of it.
  public struct Item: Hashable, Sendable {
    /// What an item may be, for the list of what is missing.
    public enum Kind: String, Hashable, CaseIterable, Sendable {
      case campaign, notice, sessions, summary, brief, inspections, ledger, messages, signin, photo, other

      public func text(_ language: Language) -> String {
        switch self {
        case .campaign: language("活动文件", "campaign file")
        case .notice: language("通知", "notice")
        case .sessions: language("场次和数字", "sessions with figures")
        case .summary: language("汇总", "summary")
        case .brief: language("工作简讯", "briefs")
        case .inspections: language("督查记录", "inspections")
        case .ledger: language("台账记录", "ledger entries")
        case .messages: language("消息记录", "messages")
        case .signin: language("签到表", "sign-in sheet")
        case .photo: language("照片、影像", "photo or film")
        case .other: language("附件", "attachment")
        }
      }
    }

    public enum Content: Hashable, Sendable {
      case text(String)
      /// A file to be copied.
      case file(String)
    }

    public let path: String
    public let kind: Kind
    public let content: Content
    /// Whether an organiser put it in, rather than this program made it.
    public let isAttached: Bool
  }

  public let occurrence: OccurrenceKey
  public let title: BilingualText
  public internal(set) var items: [Item] = []
  /// What the campaign asks for and is not there.
  public internal(set) var missing: [BilingualText] = []
  /// The same with no more than a few of many silent units: for a line on the screen.
  public internal(set) var missingInShort: [BilingualText] = []
  /// Files that were left out, with the reason.
  public internal(set) var leftOut: [BilingualText] = []

  init(occurrence: OccurrenceKey, title: BilingualText) {
    self.occurrence = occurrence
    self.title = title
  }

  mutating func add(_ path: String, _ kind: Item.Kind, _ text: String) {
    items.append(Item(path: path, kind: kind, content: .text(text), isAttached: false))
  }

  /// Adds a file under a name that no other has: `photo.jpg`, `photo-2.jpg`.
  mutating func attach(_ source: String, as path: String, _ kind: Item.Kind) {
    let dot = path.lastIndex(of: ".").flatMap { path[$0...].contains("/") ? nil : $0 } ?? path.endIndex
    var name = path
    var number = 1
    while items.contains(where: { $0.path.lowercased() == name.lowercased() }) {
      number += 1
      name = "\(path[..<dot])-\(number)\(path[dot...])"
    }
    items.append(Item(path: name, kind: kind, content: .file(source), isAttached: true))
  }

  /// `缺：签到表；照片 2 张`; nil if nothing is missing.
  ///
  /// - `isShort`: With no more than a few of many silent units.
  public func missingLine(_ language: Language, isShort: Bool = false) -> String? {
    guard !missing.isEmpty else { return nil }
    return language("缺：", "Missing: ")
      + (isShort ? missingInShort : missing).map { $0.text(language) }.joined(separator: language("；", "; "))
  }
}

/// A file that an organiser adds by name.
public struct ArchiveAddition: Hashable, Sendable {
  public let source: String
  public let kind: ArchiveDraft.Item.Kind

  public init(source: String, kind: ArchiveDraft.Item.Kind) {
    self.source = source
    self.kind = kind
  }
}
