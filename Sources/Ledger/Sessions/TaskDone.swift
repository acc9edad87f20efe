/// That a unit has done one of a campaign's tasks.
public struct TaskDone: Hashable, Sendable, Codable {
  public let task: String

  public init(_ task: String) {
    self.task = task
  }
}
