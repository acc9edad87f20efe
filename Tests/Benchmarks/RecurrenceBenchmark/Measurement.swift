import Recurrence

/// Repeats work for a given time, and keeps what it gives.
struct Meter {
  let budget: Duration
  /// The sum of all results, printed at the end: work with a result that is used can't be optimised away.
  private(set) var sum: Int64 = 0

  init(budget: Duration) { self.budget = budget }

  /// Seconds that `pass` takes on the average, with a look at the clock, and after one that fills the caches.
  @inline(never)
  mutating func average(_ pass: () throws -> Int64) rethrows -> Double {
    sum &+= try pass()
    let clock = ContinuousClock()
    let begin = clock.now
    var passes = 0
    var spent = Duration.zero
    repeat {
      sum &+= try pass()
      passes += 1
      spent = clock.now - begin
    } while spent < budget
    return spent.inSeconds / Double(passes)
  }
}

/// Something measured in every round: its line in a table, and how it is done.
struct Subject {
  enum Table { case rules, steps }

  let table: Table
  let title: String
  var target = Target()
  /// For the peers that know it.
  var question: Question?
  var peers: [Peer.Kind] = []
  /// Seconds for one: in ``Table/rules`` an occurrence, in ``Table/steps`` what the title names.
  let seconds: (inout Meter) throws -> Double
}

/// What a subject is held to.
struct Target {
  /// At most.
  var seconds: Double?
  /// How many times as fast as a peer, at least.
  var ratios: [Peer.Kind: Double] = [:]
}

/// What a subject took, in seconds, a number a round.
struct Samples {
  var ours: [Double] = []
  var peers: [Peer.Kind: [Double]] = [:]

  /// The median of the rounds' ratios: other work on the machine slows both sides of a round alike.
  func ratio(to peer: Peer.Kind) -> Double? {
    peers[peer].map { zip($0, ours).map { $0 / $1 }.median }
  }
}

extension [Double] {
  var median: Double {
    let sorted = sorted()
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

extension Duration {
  var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
