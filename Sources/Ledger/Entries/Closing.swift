import Planning

/// Says that an occurrence takes no more entries without a reason, or that it takes them again.
public struct Closing: Hashable, Sendable, Codable {
  /// False if it was opened again.
  public var isClosed: Bool
  public var reason: String?

  public init(isClosed: Bool, reason: String? = nil) {
    self.isClosed = isClosed
    self.reason = reason
  }

  func text(_ language: Language) -> String {
    let word = isClosed ? language("结束", "closed") : language("重新开放", "opened again")
    return word + (reason.map { language("（\($0)）", " (\($0))") } ?? "")
  }
}

extension Balance {
  /// Whether an occurrence was closed and not opened again.
  public func isClosed(_ occurrence: OccurrenceKey) -> Bool {
    closings.last { $0.scope.occurrence == occurrence }?.value.isClosed ?? false
  }
}
