import Foundation

/// What the table keeps of an act: a word for the act, a word for the content, and the content as canonical JSON.
struct EntryBody: Hashable {
  let act: String
  let kind: String?
  let json: String
  let target: EntryID?
  let reason: String?

  init(_ act: LedgerEntry.Act) throws {
    switch act {
    case .record(let content): try self.init("record", content, target: nil, reason: nil)
    case .correct(let target, let content, let reason):
      try self.init("correct", content, target: target, reason: reason)
    case .void(let target, let reason): try self.init("void", nil, target: target, reason: reason)
    }
  }

  private init(_ act: String, _ content: LedgerEntry.Content?, target: EntryID?, reason: String?) throws {
    self.act = act
    self.target = target
    self.reason = reason
    kind = content?.kind
    json = try content?.json() ?? "{}"
  }

  init(act: String, kind: String?, json: String, target: EntryID?, reason: String?) {
    self.act = act
    self.kind = kind
    self.json = json
    self.target = target
    self.reason = reason
  }

  /// - Throws: ``LedgerFault/unreadableEntry(_:)`` or a decoding error for a row that this version can't read.
  func value(of id: EntryID) throws -> LedgerEntry.Act {
    switch (act, target, reason) {
    case ("void", let target?, let reason?): return .void(target, reason: reason)
    case ("correct", let target?, let reason?): return .correct(target, try content(of: id), reason: reason)
    case ("record", nil, nil): return .record(try content(of: id))
    default: throw LedgerFault.unreadableEntry(id)
    }
  }

  private func content(of id: EntryID) throws -> LedgerEntry.Content {
    func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try JSONDecoder().decode(type, from: Data(json.utf8))
    }
    return switch kind {
    case "session": .session(try decoded(Session.self))
    case "moved": .moved(try decoded(SessionDate.self))
    case "status": .status(try decoded(Wrapped<Session.Status>.self).value)
    case "count": .count(try decoded(Count.self))
    case "goods": .goods(try decoded(GoodsMove.self))
    case "report": .report(try decoded(Report.self))
    case "acceptance": .acceptance(try decoded(ReportDecision.self))
    case "task": .task(try decoded(TaskDone.self))
    case "inspection": .inspection(try decoded(Inspection.self))
    case "stage": .stage(try decoded(StageReached.self))
    case "note": .note(try decoded(Wrapped<String>.self).value)
    case "sheet": .sheet(try decoded(Sheet.self))
    case "closing": .closing(try decoded(Closing.self))
    case "purged": .purged(try decoded(PurgedList.self))
    default: throw LedgerFault.unreadableEntry(id)
    }
  }
}

private struct Wrapped<Value: Codable>: Codable {
  let value: Value
}

extension LedgerEntry.Content {
  /// The word that the table keeps.
  public var kind: String {
    switch self {
    case .session: "session"
    case .moved: "moved"
    case .status: "status"
    case .count: "count"
    case .goods: "goods"
    case .report: "report"
    case .acceptance: "acceptance"
    case .task: "task"
    case .inspection: "inspection"
    case .stage: "stage"
    case .note: "note"
    case .sheet: "sheet"
    case .closing: "closing"
    case .purged: "purged"
    }
  }

  /// Sorted keys and no spaces: the same content is always the same bytes.
  fileprivate func json() throws -> String { try EntryJSON.text(of: self) ?? encodedJSON() }

  /// As ``json()``, slowly: the definition.
  func encodedJSON() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data =
      switch self {
      case .session(let session): try encoder.encode(session)
      case .moved(let date): try encoder.encode(date)
      case .status(let status): try encoder.encode(Wrapped(value: status))
      case .count(let count): try encoder.encode(count)
      case .goods(let move): try encoder.encode(move)
      case .report(let report): try encoder.encode(report)
      case .acceptance(let decision): try encoder.encode(decision)
      case .task(let task): try encoder.encode(task)
      case .inspection(let inspection): try encoder.encode(inspection)
      case .stage(let stage): try encoder.encode(stage)
      case .note(let text): try encoder.encode(Wrapped(value: text))
      case .sheet(let sheet): try encoder.encode(sheet)
      case .closing(let closing): try encoder.encode(closing)
      case .purged(let list): try encoder.encode(list)
      }
    return String(decoding: data, as: UTF8.self)
  }
}
