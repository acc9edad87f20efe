/// How fast a region's year is planned and its files are read, each beside a floor in the same run; what memory a walk
/// takes; and how soon files that attack the reader end in a message.
///
///     swift run -c release PlanningBenchmark
///
/// Every measurement and its floor are taken in turn, and all of them a few times over, so that other work on the machine
/// falls on both sides; what counts is the median of the ratios.

import Foundation
import Planning

guard let options = Options(CommandLine.arguments.dropFirst()) else {
  say(Options.usage)
  exit(64)
}
do {
  let region = try Region(units: options.units, seed: 20_260_529)
  if options.isWalk {
    Memory.printWalk(region)
  } else {
    let report = try measure(options, region)
    print(options.isMarkdown ? report.markdown() : report.text())
  }
} catch {
  say("\(error)")
  exit(1)
}

/// Measures everything in rounds.
func measure(_ options: Options, _ region: Region) throws -> Report {
  var results = region.subjects().filter { options.isWanted($0.title) }.map {
    (subject: $0, samples: Samples())
  }
  for round in 1...options.rounds {
    for index in results.indices {
      say("round \(round) of \(options.rounds): \(results[index].subject.title)")
      try results[index].samples.add(results[index].subject)
    }
  }
  say("sum of all results: \(results.reduce(0) { $0 &+ $1.samples.sum })")
  let memory = options.isWanted("memory at the peak") ? try Memory.measured(options) : nil
  let small = try Region(units: 200, seed: 1)
  let idle = Attack.idle(in: small)
  let files = HostileFile.all(seed: 1).filter { options.isWanted($0.title) }
  say("\(files.count) hostile files")
  return Report(results: results, memory: memory, attacks: files.map { Attack($0, in: small, idle: idle) })
}

/// Says on standard error how far things are, so that standard output holds the tables alone.
func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
