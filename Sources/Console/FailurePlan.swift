public import Planning

/// What a receiver does to the requests it gets, in the order of their arrival, before it is well for good.
///
/// Written as steps with commas between them, `429x2,errcode=93000,delay=2s,drop`:
///
/// | step | what the request meets |
/// | --- | --- |
/// | `500` | that HTTP status |
/// | `429@30s` | that status with `Retry-After: 30` |
/// | `errcode=93000` | HTTP 200 with that code, in the words of the robot's kind |
/// | `delay=2s` | a success, so much later; `ms`, `s` and `m` |
/// | `drop` | no answer: the connection is closed |
/// | `ok` | a success |
///
/// `x3` after a step repeats it; `x*` on the last one lets it last for ever.
public struct FailurePlan: Hashable, Sendable {
  public enum Step: Hashable, Sendable {
    case success(after: Duration)
    case status(Int, retryAfter: Duration?)
    case code(Int)
    case drop
  }

  /// A step that is not understood.
  public struct Fault: Error, Hashable, Sendable {
    public let step: String

    public var problem: BilingualText {
      BilingualText(
        zh: "--fail 里的 \(step) 看不懂；可用 500、429@30s、errcode=93000、delay=2s、drop、ok，后面可加 x3，最后一步可加 x*",
        en:
          "--fail: \(step) is not understood; use 500, 429@30s, errcode=93000, delay=2s, drop or ok, with x3 after it, "
          + "or x* after the last one")
    }
  }

  /// Never fails.
  public static let none = FailurePlan(steps: [], last: .success(after: .zero))

  private let steps: [Step]
  private let last: Step

  private init(steps: [Step], last: Step) {
    self.steps = steps
    self.last = last
  }

  public init(_ text: String) throws(Fault) {
    var steps: [Step] = []
    var last = Step.success(after: .zero)
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let words = part.split(separator: "x", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let step = Step(words[0]) else { throw Fault(step: String(part)) }
      if words.count == 1 {
        steps.append(step)
      } else if words[1] == "*", index == parts.count - 1 {
        last = step
      } else if let times = Int(words[1]), (1...1_000_000).contains(times) {
        steps += Array(repeating: step, count: times)
      } else {
        throw Fault(step: String(part))
      }
    }
    self.init(steps: steps, last: last)
  }

  /// What the request of this number meets, counted from 0.
  public func step(_ number: Int) -> Step {
    steps.indices.contains(number) ? steps[number] : last
  }
}

extension FailurePlan.Step {
  init?(_ text: String) {
    let named = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch (named[0], named.count) {
    case ("ok", 1): self = .success(after: .zero)
    case ("drop", 1): self = .drop
    case ("delay", 2):
      guard let span = Self.span(named[1]) else { return nil }
      self = .success(after: span)
    case ("errcode", 2):
      guard let code = Int(named[1]) else { return nil }
      self = .code(code)
    case (_, 1):
      let words = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let status = Int(words[0]), (200...599).contains(status) else { return nil }
      let wait = words.count == 2 ? Self.span(words[1]) : nil
      guard words.count == 1 || wait != nil else { return nil }
      self = .status(status, retryAfter: wait)
    default: return nil
    }
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
