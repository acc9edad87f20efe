public import Planning

/// What a receiver does to the requests it gets, in the order of their arrival, before it is well for good.
///
/// Written as steps with commas between them, `429x2,errcode=93000,delay=2s,drop`:
///
/// | step | what the request meets |
/// | --- | --- |
/// | `500` | that HTTP status |
/// | `429@30s` | that status, asking to wait so long in the words of the robot's kind: `Retry-After: 30` and the body |
/// | `429@30s:date` | the same with `Retry-After` as a date |
/// | `errcode=93000` | that code, in the words of the robot's kind |
/// | `delay=2s` | a success, so much later; `ms`, `s` and `m` |
/// | `redirect`, `redirect=URL` | a 307 to elsewhere |
/// | `drop` | no answer: the connection is closed |
/// | `reset` | no answer: the connection is reset |
/// | `hang` | no answer: the connection stays open |
/// | `endless` | a success whose body does not end |
/// | `drip` | a success whose body comes at one byte a second |
/// | `headers` | a flood of header lines |
/// | `garbage` | what is no HTTP |
/// | `ok` | a success |
/// | `ok@2s` | a success that asks for quiet so long, in the words of kinds that do so (Discord) |
///
/// `x3` after a step repeats it; `x*` on the last one lets it last for ever. Steps in parentheses are repeated together:
/// `(500,ok)x3`.
public struct FailurePlan: Hashable, Sendable {
  public enum Step: Hashable, Sendable {
    case success(after: Duration)
    /// The next message within the span would be one too many.
    case lastPlace(for: Duration)
    case status(Int, retryAfter: Duration?)
    /// `Retry-After` is written as a date.
    case statusUntil(Int, wait: Duration)
    case code(Int)
    case redirect(to: String)
    case drop, reset, hang, endless, drip, headers, garbage
  }

  /// A step that is not understood.
  public struct Fault: Error, Hashable, Sendable {
    public let step: String

    public var problem: BilingualText {
      let steps =
        "500, 429@30s, 429@30s:date, errcode=93000, delay=2s, redirect, drop, reset, hang, endless, drip, headers, garbage, ok, ok@2s"
      return BilingualText(
        zh: "--fail 里的 \(step) 看不懂；可用 \(steps)，后面可加 x3，几步一起重复写成 (500,ok)x3，最后可加 x*",
        en:
          "--fail: \(step) is not understood; use \(steps), with x3 after a step or after several in parentheses, "
          + "such as (500,ok)x3, or x* after the last")
    }
  }

  /// Never fails.
  public static let none = FailurePlan(steps: [], last: [.success(after: .zero)])

  private static let mostSteps = 1_000_000

  private let steps: [Step]
  /// Repeated for ever after the steps; never empty.
  private let last: [Step]

  private init(steps: [Step], last: [Step]) {
    self.steps = steps
    self.last = last
  }

  public init(_ text: String) throws(Fault) {
    var steps: [Step] = []
    var last: [Step]?
    let parts = Self.parts(of: text)
    for (index, part) in parts.enumerated() {
      let (pattern, times) = try Self.repetition(part)
      switch times {
      case nil where index == parts.count - 1: last = pattern
      case let times? where times * pattern.count <= Self.mostSteps - steps.count:
        for _ in 0..<times { steps += pattern }
      default: throw Fault(step: part)
      }
    }
    self.init(steps: steps, last: last ?? [.success(after: .zero)])
  }

  /// What the request of this number meets, counted from 0.
  public func step(_ number: Int) -> Step {
    if steps.indices.contains(number) { return steps[number] }
    return last[max(0, number - steps.count) % last.count]
  }

  /// Cut at the commas outside parentheses.
  private static func parts(of text: String) -> [String] {
    var parts: [String] = [""]
    var depth = 0
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }

  /// The steps of a part and how often they come; nil times for for ever.
  private static func repetition(_ part: String) throws(Fault) -> ([Step], times: Int?) {
    var body = part[...]
    var times: Int? = 1
    if let mark = part.lastIndex(of: "x") {
      let count = part[part.index(after: mark)...]
      let isCount = count == "*" || !count.isEmpty && count.allSatisfy { $0.isASCII && $0.isNumber }
      if isCount {
        body = part[..<mark]
        times = count == "*" ? nil : Int(count) ?? mostSteps + 1
        if let times, !(1...mostSteps).contains(times) { throw Fault(step: part) }
      }
    }
    guard body.hasPrefix("("), body.hasSuffix(")") else {
      guard let step = Step(String(body)) else { throw Fault(step: part) }
      return ([step], times)
    }
    let inner = try FailurePlan(String(body.dropFirst().dropLast()))
    guard inner.last == [.success(after: .zero)], !inner.steps.isEmpty else { throw Fault(step: part) }
    return (inner.steps, times)
  }
}

extension FailurePlan.Step {
  private static let plain: [String: FailurePlan.Step] = [
    "ok": .success(after: .zero), "drop": .drop, "reset": .reset, "hang": .hang, "endless": .endless,
    "drip": .drip, "headers": .headers, "garbage": .garbage,
    // Nobody may listen there: a receiver that follows is found out by its error.
    "redirect": .redirect(to: "http://127.0.0.1:9/elsewhere"),
  ]

  init?(_ text: String) {
    if let step = Self.plain[text] {
      self = step
      return
    }
    let named = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch (named[0], named.count) {
    case ("delay", 2):
      guard let span = Self.span(named[1]) else { return nil }
      self = .success(after: span)
    case ("errcode", 2):
      guard let code = Int(named[1]) else { return nil }
      self = .code(code)
    case ("redirect", 2):
      guard named[1].hasPrefix("http"), named[1].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
        return nil
      }
      self = .redirect(to: named[1])
    case (_, 1): self.init(status: text)
    default: return nil
    }
  }

  /// `500`, `429@30s`, `503@2m:date`, `ok@2s`.
  private init?(status text: String) {
    let words = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if words[0] == "ok" {
      guard words.count == 2, let span = Self.span(words[1]) else { return nil }
      self = .lastPlace(for: span)
      return
    }
    guard let status = Int(words[0]), (200...599).contains(status) else { return nil }
    guard words.count == 2 else {
      self = .status(status, retryAfter: nil)
      return
    }
    let isDate = words[1].hasSuffix(":date")
    guard let wait = Self.span(isDate ? String(words[1].dropLast(5)) : words[1]) else { return nil }
    self = isDate ? .statusUntil(status, wait: wait) : .status(status, retryAfter: wait)
  }

  /// `250ms`, `2s`, `1m`.
  private static func span(_ text: String) -> Duration? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number <= 86_400_000 else { return nil }
    switch text.dropFirst(digits.count) {
    case "ms": return .milliseconds(number)
    case "s": return .seconds(number)
    case "m": return .seconds(60 * number)
    default: return nil
    }
  }
}
