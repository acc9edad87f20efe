import Foundation

/// What a walk of a year takes of memory, found out in a run of this program by itself: its peak is then not that of the
/// other measurements.
struct Memory {
  /// KiB resident at the most, and by how much the walk raised that above the definitions.
  let peak: Int
  let growth: Int
  let reminders: Int

  /// KiB, at most.
  static let target = 200 * 1024

  /// Starts a run.
  static func measured(_ options: Options) throws -> Memory {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: Bundle.main.executablePath ?? CommandLine.arguments[0])
    process.arguments = [Options.walk, "--units", "\(options.units)"]
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let numbers = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace).compactMap {
      Int($0)
    }
    guard process.terminationStatus == 0, numbers.count == 3 else { throw Fault() }
    return Memory(peak: numbers[0], growth: numbers[1], reminders: numbers[2])
  }

  /// What such a run does: walks, and prints the numbers.
  static func printWalk(_ region: Region) {
    let definitions = region.definitions(region.campaigns)
    let before = Usage.peak
    let count = definitions.walk(Region.year).count
    print(Usage.peak, Usage.peak - before, count)
  }

  struct Fault: Error, CustomStringConvertible {
    let description = "the walk by itself gave no numbers"
  }
}
