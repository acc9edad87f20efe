public import Ledger
public import Recurrence

/// The desk at a session's door: takes codes as they are read, each once.
///
/// Each piece of input is durable when its answers are given; the count of all of them becomes an entry at the end, or at
/// the end of the next reading if this one is killed.
public struct CheckinDesk {
  public struct Answer: Hashable, Sendable {
    /// As it was typed; of what was refused, its beginning, fit to be shown.
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
      let shown = refusal.map { Self.shown(code, isCode: $0 != .unknown) }
      return Answer(code: shown ?? code, refusal: isRepeat ? .already : refusal)
    }
  }

  // MARK: Refused lines

  /// More tells nobody more of a line that is no code.
  private static let mostShown = 40

  /// The beginning of a refused line without names, numbers of people and signs that move a cursor: anything may be typed
  /// at a door.
  static func shown(_ line: String, isCode: Bool) -> String {
    let most = isCode ? 2 * mostShown : mostShown
    // Masking makes it shorter, so that no phone is cut in two.
    let start = line.unicodeScalars.prefix(5 * most)
    let masked = masked(String(start).oneLine, namesToo: !isCode)
    return masked.count > most || start.count < line.unicodeScalars.count ? "\(masked.prefix(most))…" : masked
  }

  /// 张* for 张伟, *45 for 2812345.
  private static func masked(_ text: String, namesToo: Bool) -> String {
    var masked = ""
    var rest = text[...]
    while let first = rest.first {
      let digits = rest.prefix { $0.isNumber }
      let letters = namesToo ? rest.prefix { $0.isLetter && !$0.isASCII } : ""
      if digits.count >= 7 {
        masked += "*\(digits.suffix(2))"
        rest = rest.dropFirst(digits.count)
      } else if letters.count >= 2 {
        masked += "\(first)*"
        rest = rest.dropFirst(letters.count)
      } else {
        masked.append(first)
        rest = rest.dropFirst()
      }
    }
    return PersonalText.masked(masked, year: 0)
  }

  private mutating func others(_ code: TypedCode) async throws -> [SessionKey] {
    let place = Place(occurrence: code.occurrence, unit: code.unit)
    if sessions[place] == nil {
      sessions[place] = try await persons.sessions(of: code.occurrence, unit: code.unit)
    }
    return (sessions[place] ?? []).filter { $0 != session && code.belongs(to: $0, key: key) }
  }
}
