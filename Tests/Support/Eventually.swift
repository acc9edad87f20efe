/// Asks again and again for what no event tells: a process's output, its database.
///
/// - Returns: False if the answer was no for so long.
public func eventually(within limit: Duration = .seconds(60), _ condition: () async throws -> Bool)
  async throws
  -> Bool
{
  let clock = ContinuousClock()
  let end = clock.now.advanced(by: limit)
  while clock.now < end {
    if try await condition() { return true }
    try await clock.sleep(for: .milliseconds(20))
  }
  return try await condition()
}

extension ProcessUnderTest {
  /// Whether it says that on standard error, sooner or later.
  public func says(_ text: String) async throws -> Bool {
    try await eventually { errorsSoFar.contains(text) || !isRunning } && errorsSoFar.contains(text)
  }
}
