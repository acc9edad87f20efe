import Foundation
import Planning
public import Recurrence
import Synchronization

extension RobotDouble {
  /// How far the time of a request's signature is from now, either way; nil if it names none.
  public func age(of request: Request, at now: Timestamp) -> Duration? {
    let milliseconds: Int64? =
      switch kind {
      case .dingtalk: Self.query(of: request)["timestamp"].flatMap { Int64($0) }
      case .feishu, .lark: text(of: request, ["timestamp"]).flatMap { Int64($0) }.map { $0 * 1000 }
      case .webhook: request.headers["webhook-timestamp"].flatMap { Int64($0) }.map { $0 * 1000 }
      case .wecom, .slack, .discord, .teams, .telegram, .ntfy: nil
      }
    guard let milliseconds, milliseconds.magnitude < 1 << 52 else { return nil }
    let span = Timestamp(milliseconds: milliseconds).duration(to: now)
    return span < .zero ? .zero - span : span
  }

  /// The oldest signature that the platform takes; nil for kinds that do not sign.
  public var oldestSignature: Duration? {
    switch kind {
    case .dingtalk, .feishu, .lark: .seconds(3600)
    case .webhook: .seconds(300)
    case .wecom, .slack, .discord, .teams, .telegram, .ntfy: nil
    }
  }

  /// What this kind of robot says to the last message that it takes for a while; kinds that do not say so say what they
  /// always say.
  public func success(closedFor span: Duration) -> Answer {
    guard kind == .discord else { return success }
    return Answer(
      status: success.status,
      headers: [
        "X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset-After": "\(span / .seconds(1))",
      ], body: success.body)
  }

  /// How the platform refuses a message that is too long; nil if it is not.
  public func refusalOfSize(_ request: Request) -> Answer? {
    let size: Int
    switch ChannelLimits.of(kind).size {
    case .textBytes: size = message(in: request).utf8.count
    case .textCharacters: size = message(in: request).utf16.count
    case .bodyBytes: size = request.body.count
    }
    let markdown = markdown(in: request)
    let bound = markdown == nil ? ChannelLimits.of(kind).size.bound : Self.longestMarkdown
    guard size > bound else { return nil }
    return switch kind {
    case .wecom:
      refusal(code: 40058, message: "\(markdown?.type ?? "text").content exceed max length \(bound)")
    case .dingtalk: refusal(code: 460_101, message: "message too long")
    case .feishu, .lark: refusal(code: 9499, message: "Bad Request")
    case .slack: Answer(status: 400, body: "msg_too_long")
    case .discord: refusal(code: 50035, message: "Invalid Form Body")
    case .telegram: refusal(code: 400, message: "Bad Request: message is too long")
    case .ntfy: Answer(status: 413, body: #"{"code":41301,"http":413,"error":"attachment too large"}"#)
    case .teams, .webhook: Answer(status: 413, body: "Request Entity Too Large")
    }
  }

  /// How the platform refuses a message without the robot's keyword; nil for kinds that have none.
  public func refusalWithoutKeyword(_ keyword: String, in request: Request) -> Answer? {
    if message(in: request).contains(keyword) { return nil }
    return switch kind {
    case .dingtalk: refusal(code: 310_000, message: "keywords not in content")
    case .feishu, .lark: refusal(code: 19024, message: "Key Words Not Found")
    case .wecom, .slack, .discord, .teams, .telegram, .ntfy, .webhook: nil
    }
  }

  /// How the platform asks to be left alone for a while.
  ///
  /// - `retryAfter`: What `Retry-After` says, if it is to say something else than whole seconds.
  public func refusalForNow(_ wait: Duration, status: Int = 429, retryAfter: String? = nil) -> Answer {
    let seconds = max(0, wait.components.seconds + (wait.components.attoseconds > 0 ? 1 : 0))
    var headers = ["Retry-After": retryAfter ?? String(seconds)]
    var body = ""
    switch kind {
    case .discord where status == 429:
      let exact = wait / .seconds(1)
      headers["X-RateLimit-Reset-After"] = "\(exact)"
      body = #"{"message":"You are being rate limited.","retry_after":\#(exact),"global":false}"#
    case .telegram where status == 429:
      body =
        #"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after \#(seconds)","#
        + #""parameters":{"retry_after":\#(seconds)}}"#
    case .ntfy where status == 429:
      body = #"{"code":42901,"http":429,"error":"limit reached: too many requests"}"#
    default: break
    }
    return Answer(status: status, headers: headers, body: body)
  }

  /// A body as it may be printed: a topic of ntfy that is long enough to be a key is hidden.
  public func harmless(_ body: String) -> String {
    guard kind == .ntfy,
      let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any],
      let topic = object["topic"] as? String, topic.utf8.count >= 20
    else { return body }
    return body.replacing(topic, with: "…")
  }

  /// A date for `Retry-After`, as servers write it.
  public static func httpDate(_ instant: Timestamp) -> String { HTTPDate.text(instant) }

  /// The text of a message, wherever its kind keeps it.
  func message(in request: Request) -> String {
    switch kind {
    case .wecom: markdown(in: request)?.content ?? text(of: request, ["text", "content"]) ?? ""
    case .dingtalk: text(of: request, ["text", "content"]) ?? ""
    case .feishu, .lark: text(of: request, ["content", "text"]) ?? ""
    case .slack, .telegram: text(of: request, ["text"]) ?? ""
    case .discord: text(of: request, ["content"]) ?? ""
    case .ntfy: text(of: request, ["message"]) ?? ""
    case .webhook: text(of: request, ["data", "text"]) ?? ""
    case .teams: String(decoding: request.body, as: UTF8.self)
    }
  }

  /// Bytes that WeCom takes of its markdown, which other programs send to the same robots.
  private static let longestMarkdown = 4096

  private func markdown(in request: Request) -> (type: String, content: String)? {
    guard kind == .wecom, let type = text(of: request, ["msgtype"]), type.hasPrefix("markdown") else {
      return nil
    }
    return text(of: request, [type, "content"]).map { (type, $0) }
  }

  private func text(of request: Request, _ path: [String]) -> String? {
    var value = try? JSONSerialization.jsonObject(with: Data(request.body))
    for name in path { value = (value as? [String: Any])?[name] }
    return value as? String
  }

  static func query(of request: Request) -> [String: String] {
    let items =
      request.path.split(separator: "?", maxSplits: 1).dropFirst().first?.split(separator: "&") ?? []
    return Dictionary(
      items.compactMap { item -> (String, String)? in
        let pair = item.split(separator: "=", maxSplits: 1).map(String.init)
        return pair.count == 2 ? (pair[0], pair[1]) : nil
      }
    ) { first, _ in first }
  }
}

/// How often each robot was written to of late, and the refusals of those that were written to too often.
public final class RobotTraffic: Sendable {
  private struct Robot {
    var recent: [Timestamp] = []
    var closedUntil: Timestamp?
  }

  private let robots = Mutex<[String: Robot]>([:])

  public init() {}

  /// The platform's own refusal of one message too many; nil if it may pass, which counts.
  public func refusal(of request: RobotDouble.Request, by robot: RobotDouble, at now: Timestamp)
    -> RobotDouble.Answer?
  {
    let limits = ChannelLimits.of(robot.kind)
    let wait = robots.withLock { robots -> Duration? in
      var known = robots[Self.name(request), default: Robot()]
      defer { robots[Self.name(request)] = known }
      if let end = known.closedUntil, now < end { return now.duration(to: end) }
      known.recent.removeAll { $0.duration(to: now) >= .seconds(60) }
      let lastSecond = known.recent.count { $0.duration(to: now) < .seconds(1) }
      if let most = limits.perSecond, lastSecond >= most { return .seconds(1) }
      guard let most = limits.perMinute, known.recent.count >= most, let first = known.recent.first else {
        known.recent.append(now)
        return nil
      }
      if robot.kind == .dingtalk {
        known.closedUntil = now.advanced(by: limits.window)
        return limits.window
      }
      return first.advanced(by: .seconds(60)) > now
        ? now.duration(to: first.advanced(by: .seconds(60))) : .zero
    }
    return wait.map { Self.refusal(by: robot, $0) }
  }

  private static func refusal(by robot: RobotDouble, _ wait: Duration) -> RobotDouble.Answer {
    switch robot.kind {
    case .wecom: robot.refusal(code: 45009, message: "api freq out of limit")
    case .dingtalk:
      robot.refusal(code: 130_101, message: "send too fast, exceed 20 times per minute")
    case .feishu, .lark: robot.refusal(code: 11232, message: "frequency limited")
    case .slack, .discord, .teams, .telegram, .ntfy, .webhook: robot.refusalForNow(wait)
    }
  }

  /// A robot is told by its address, without what changes with every request.
  private static func name(_ request: RobotDouble.Request) -> String {
    let path = request.path.prefix { $0 != "?" }
    let query = RobotDouble.query(of: request).filter { !["timestamp", "sign"].contains($0.key) }
    return "\(path)?"
      + query.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
  }
}
