import Foundation
public import Planning

/// A code that a person or a unit brings to the door: `C1|campaign|occurrence|unit|number|check`.
///
/// The number is the row of the sign-in sheet that it was made for. The check is keyed and covers the session, so that a
/// code can't be made up, and one of another session of the same unit is told apart.
public struct CheckinCode: Hashable, Sendable {
  /// Why a code was not taken.
  public enum Refusal: String, Hashable, CaseIterable, Sendable {
    /// It is no code of ours.
    case unknown
    case otherSession = "other_session"
    /// It was read before.
    case already
    /// Made up, damaged, or made on another machine.
    case badCheck = "bad_check"

    public func text(_ language: Language) -> String {
      switch self {
      case .unknown: language("不是签到码", "no sign-in code")
      case .otherSession: language("是别的场次的码", "a code of another session")
      case .already: language("已经签过到", "read before")
      case .badCheck:
        language("校验不符：码有误，或不是这台电脑生成的", "its check is wrong: damaged, or made on another machine")
      }
    }
  }

  public let session: SessionKey
  /// Counted from 1.
  public let number: Int
  fileprivate let check: String

  public init(session: SessionKey, number: Int, key: MachineKey) {
    self.session = session
    self.number = number
    check = Self.check(session, number, key)
  }

  public var text: String {
    "\(Self.place(session))|\(number)|\(check)"
  }

  private static func place(_ session: SessionKey) -> String {
    "C1|\(session.occurrence?.campaign ?? "-")|\(session.occurrence?.occurrence ?? "-")|\(session.unit)"
  }

  /// 50 bits in letters that no one takes for others.
  private static func check(_ session: SessionKey, _ number: Int, _ key: MachineKey) -> String {
    let code = key.code("checkin", "\(place(session))|\(session.number)|\(number)")
    let bits = code.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return String((0..<10).map { alphabet[Int(bits >> (59 - 5 * UInt64($0)) & 31)] })
  }

  /// Crockford's base 32.
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
}

/// What a scanner typed, as far as it looks like a code; whether it is one only the key can tell.
public struct TypedCode: Hashable, Sendable {
  public let occurrence: OccurrenceKey?
  public let unit: String
  public let number: Int
  private let check: String

  /// Nil for what has another form. Full-width signs and small letters are as good as others.
  public init?(_ text: String) {
    let fields = text.precomposedStringWithCompatibilityMapping.trimmed
      .split(separator: "|", omittingEmptySubsequences: false).map { String($0).trimmed }
    guard fields.count == 6, fields[0].uppercased() == "C1", let number = Int(fields[4]), number > 0,
      !fields[1...3].contains(""), (fields[1] == "-") == (fields[2] == "-")
    else { return nil }
    occurrence = fields[1] == "-" ? nil : OccurrenceKey(campaign: fields[1], occurrence: fields[2])
    unit = fields[3]
    self.number = number
    check = Self.plain(fields[5])
  }

  /// Whether it was made for a session on this machine.
  public func belongs(to session: SessionKey, key: MachineKey) -> Bool {
    guard occurrence == session.occurrence, unit == session.unit else { return false }
    return CheckinCode(session: session, number: number, key: key).check == check
  }

  /// As somebody may type it.
  private static func plain(_ check: String) -> String {
    String(
      check.uppercased().map { letter in
        switch letter {
        case "O": "0"
        case "I", "L": "1"
        default: letter
        }
      })
  }
}
