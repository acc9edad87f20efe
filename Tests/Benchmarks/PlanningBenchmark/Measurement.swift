import Foundation

/// Something measured in every round, beside a floor: the least that has to be done for the same answer.
struct Subject {
  let title: String
  let floor: String
  /// Seconds, at most.
  let target: Double
  /// The work, and how many of `unit` it gave.
  let unit: String
  let ours: () throws -> Outcome
  /// The floor, for what our work gave.
  let least: (Outcome) throws -> Outcome
}

/// What work gave. The sum is of all that it tells, so that none of it can be left out; all sums are printed at the end.
struct Outcome {
  let count: Int
  var sum: Int64 = 0
}

/// What a subject and its floor took, in seconds, a number a round.
struct Samples {
  private(set) var count = 0
  private(set) var sum: Int64 = 0
  private(set) var ours: [Double] = []
  private(set) var floor: [Double] = []

  /// The median of the rounds' ratios: other work on the machine slows both sides of a round alike.
  var ratio: Double { zip(ours, floor).map { $0 / $1 }.median }

  mutating func add(_ subject: Subject) throws {
    let (outcome, seconds) = try Samples.measured(subject.ours)
    let (least, floor) = try Samples.measured { try subject.least(outcome) }
    count = outcome.count
    sum &+= outcome.sum &+ least.sum
    ours.append(seconds)
    self.floor.append(floor)
  }

  private static func measured(_ work: () throws -> Outcome) rethrows -> (Outcome, seconds: Double) {
    let clock = ContinuousClock()
    let begin = clock.now
    let outcome = try work()
    let (seconds, attoseconds) = (clock.now - begin).components
    return (outcome, Double(seconds) + Double(attoseconds) * 1e-18)
  }
}

/// What this process has used so far.
enum Usage {
  /// Seconds of its processor's time: other work on the machine does not count.
  static var processorTime: Double {
    let usage = resources()
    return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) * 1e-6 }
  }

  /// The most memory that was resident, in KiB.
  static var peak: Int {
    #if canImport(Darwin)
      resources().ru_maxrss / 1024
    #else
      resources().ru_maxrss
    #endif
  }

  private static func resources() -> rusage {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
    #else
      getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    #endif
    return usage
  }
}

extension [Double] {
  var median: Double {
    let sorted = sorted()
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
