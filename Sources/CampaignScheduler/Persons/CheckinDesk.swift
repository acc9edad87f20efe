public import Ledger
public import Recurrence

/// The desk at a session's door: takes codes as they are read, each once.
///
/// Each piece of input is durable when its answers are given; the count of all of them becomes an entry at the end, or at
/// the end of the next reading if this one is killed.
public struct CheckinDesk {
  public struct Answer: Hashable, Sendable {
    /// As it was typed.
    public let code: String
    /// Nil if it was taken.
    public let refusal: CheckinCode.Refusal?
  }

  public let session: SessionKey
  private let persons: PersonStore
  private let key: MachineKey
  /// Sessions that a code may have been made for, by the unit and occurrence that it names.
  private var sessions: [Place: [SessionKey]] = [:]

  private struct Place: Hashable {
    let occurrence: OccurrenceKey?
    let unit: String
  }

  public init(session: SessionKey, persons: PersonStore, key: MachineKey) {
    self.session = session
    self.persons = persons
    self.key = key
  }

  /// Answers lines in their order; empty ones are passed over.
  public mutating func read(_ lines: [String], at now: Timestamp) async throws -> [Answer] {
    var judged: [(code: String, number: Int?, refusal: CheckinCode.Refusal?)] = []
    for line in lines.map({ $0.trimmingPrefix { $0 == " " } }).map(String.init) where !line.isEmpty {
      guard let code = TypedCode(line) else {
        judged.append((line, nil, .unknown))
        continue
      }
      if code.belongs(to: session, key: key) {
        judged.append((line, code.number, nil))
      } else {
        judged.append((line, nil, try await others(code).isEmpty ? .badCheck : .otherSession))
      }
    }
    // The database says which are new; a code twice in one piece is new once.
    var new =
      judged.contains { $0.number != nil }
      ? try await persons.take(judged.compactMap(\.number), at: session, now: now) : []
    return judged.map { code, number, refusal in
      let isRepeat = number.map { new.remove($0) == nil } ?? false
      return Answer(code: code, refusal: isRepeat ? .already : refusal)
    }
  }

  private mutating func others(_ code: TypedCode) async throws -> [SessionKey] {
    let place = Place(occurrence: code.occurrence, unit: code.unit)
    if sessions[place] == nil {
      sessions[place] = try await persons.sessions(of: code.occurrence, unit: code.unit)
    }
    return (sessions[place] ?? []).filter { $0 != session && code.belongs(to: $0, key: key) }
  }
}
