import ArgumentParser
import Planning

extension GlobalOptions {
  /// Refuses `--json` beside another format: a program that asks for JSON could read nothing else.
  func requireOneFormat(_ format: (some RawRepresentable<String>)?) throws {
    guard json, let format, format.rawValue != "json" else { return }
    let name = format.rawValue
    throw Failure(
      .usage, "--json 与 --format \(name) 只写一种", "give --json or --format \(name), not both")
  }
}
