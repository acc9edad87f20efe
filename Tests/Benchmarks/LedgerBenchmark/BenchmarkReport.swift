import Foundation

/// One measurement a line: what, how long, how much memory, against a peer and a limit where there is one.
struct BenchmarkReport {
  private var lines: [String] = []
  private(set) var hasFailed = false

  mutating func add(_ what: String, _ time: Duration, peer: Duration? = nil, limit: Duration? = nil) {
    let seconds = time.seconds
    var line = "\(what): \(seconds.formatted) s"
    if let peer { line += ", peer \(peer.seconds.formatted) s, ratio \((seconds / peer.seconds).formatted)" }
    if let limit {
      line += ", limit \(limit.seconds.formatted) s"
      if time > limit {
        line += " EXCEEDED"
        hasFailed = true
      }
    }
    lines.append(line + ", peak memory \(Self.peakMemory) MB")
  }

  func print() {
    for line in lines { Swift.print(line) }
  }

  /// The most that this process ever held, in megabytes.
  static var peakMemory: Int {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
    #else
      getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    #endif
    return usage.ru_maxrss / 1024
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

extension Double {
  fileprivate var formatted: String { String(format: "%.3f", self) }
}
