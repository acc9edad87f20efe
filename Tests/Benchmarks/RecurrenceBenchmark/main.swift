/// How fast rules expand here, beside libical and python-dateutil in the same run.
///
///     swift run -c release RecurrenceBenchmark
///
/// Every measurement is taken in turn by the engine and by the peers that are installed, and all of them a
/// few times over, so that other work on the machine falls on both sides; what counts is the median of the
/// ratios.

import Foundation
import Recurrence

guard let options = Options(CommandLine.arguments.dropFirst()) else {
  Program.say(Options.usage)
  exit(64)
}
do {
  if let limit = options.allocations {
    try Allocations.printCounts(limit: limit)
  } else {
    let report = try Program.withTemporaryFolder { try measure(options, in: $0) }
    print(options.isMarkdown ? report.markdown() : report.text())
  }
} catch {
  Program.say("\(error)")
  exit(1)
}

/// Measures everything in rounds.
func measure(_ options: Options, in folder: String) throws -> Report {
  let peers = try Peer.installed(in: folder)
  Program.say("counting allocations")
  let limit = options.isQuick ? 5_000_000 : 50_000_000
  let allocations = try Allocations.counted(limit: limit, in: folder)
  var meter = Meter(budget: options.budget)
  var results = try Subject.all().map { (subject: $0, samples: Samples()) }
  for round in 1...options.rounds {
    for index in results.indices {
      Program.say("round \(round) of \(options.rounds): \(results[index].subject.title)")
      try results[index].samples.add(results[index].subject, peers, &meter)
    }
  }
  Program.say("sum of all results: \(meter.sum)")
  return Report(peers: peers, results: results, allocations: allocations, longestWalk: limit)
}

extension Samples {
  /// One round: here, then in the peers that know the question.
  fileprivate mutating func add(_ subject: Subject, _ peers: [Peer], _ meter: inout Meter) throws {
    ours.append(try subject.seconds(&meter))
    guard let question = subject.question else { return }
    let count = try question.count()
    for peer in peers where subject.peers.contains(peer.kind) {
      let seconds = try peer.seconds(for: question, budget: meter.budget, expected: count)
      self.peers[peer.kind, default: []].append(seconds)
    }
  }
}
