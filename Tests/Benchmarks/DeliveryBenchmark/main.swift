/// How fast reminders are posted, beside programs in C that do the least that has to be done, in the same run.
///
///     swift run -c release DeliveryBenchmark
///
/// A part and its floor are taken in turn, and all of them a few times over, so that other work on the machine falls on
/// both sides; what counts is the median of the ratios. Both post to the same receiver, a program of its own.

import Foundation

guard let options = Options(CommandLine.arguments.dropFirst()) else {
  say(Options.usage)
  exit(64)
}
do {
  let report = try await Peers.withTemporaryFolder { folder in
    try await measure(options, Peers(in: folder))
  }
  print(report.text)
  exit(report.isKept ? 0 : 1)
} catch {
  say("\(error)")
  exit(1)
}

/// Measures every part in rounds.
func measure(_ options: Options, _ peers: Peers) async throws -> Report {
  let receiver = try peers.startReceiver()
  defer { receiver.stop() }
  var results = options.parts.map { (part: $0, samples: [Sample]()) }
  for round in 1...options.rounds {
    for index in results.indices {
      let part = results[index].part
      say("round \(round) of \(options.rounds): \(part.rawValue)")
      let ours = try await Posting(part: part, options: options, port: receiver.port).measured()
      let floor = try peers.post(part, options, port: receiver.port)
      results[index].samples.append(Sample(ours: ours, floor: floor))
    }
  }
  return Report(results: results, options: options)
}

/// Says on standard error how far things are, so that standard output holds the figures alone.
func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
