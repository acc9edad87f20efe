import Recurrence

/// What all rounds gave, as the two tables of the documentation: how rules expand beside the peers, and what
/// single steps take.
struct Report {
  /// With their versions, those that took part.
  let peers: [Peer]
  let results: [(subject: Subject, samples: Samples)]
  let allocations: Allocations
  /// In occurrences, of those that ``allocations`` is about.
  let longestWalk: Int

  /// One line of a table: the title, ratios, what is held to, the median, the best.
  private typealias Line = [String]

  func markdown() -> String {
    tables.map { lines in
      let rule = Line(repeating: "---", count: lines[0].count)
      return ([lines[0], rule] + lines.dropFirst()).map { "| " + $0.joined(separator: " | ") + " |" }
        .joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// The same in columns, and what was missed.
  func text() -> String {
    tables.map(Report.aligned).joined(separator: "\n\n") + "\n\n" + verdict
  }

  private var verdict: String {
    let missed = results.flatMap { missedTargets($0.subject, $0.samples) } + missedAllocations
    return missed.isEmpty ? "All that it is held to is kept." : "Missed:\n" + missed.joined(separator: "\n")
  }

  private func missedTargets(_ subject: Subject, _ samples: Samples) -> [String] {
    var missed: [String] = []
    for kind in Peer.Kind.allCases {
      guard let floor = subject.target.ratios[kind], let ratio = samples.ratio(to: kind), ratio < floor else {
        continue
      }
      missed.append(
        "  \(subject.title): \(Figure.ratio(ratio)) \(kind.rawValue), held to \(Figure.whole(floor))")
    }
    let median = samples.ours.median
    if let ceiling = subject.target.seconds, median > ceiling {
      missed.append("  \(subject.title): \(Figure.time(median)), held to \(Figure.limit(ceiling))")
    }
    return missed
  }
}

extension Report {
  private var tables: [[Line]] {
    [
      [heading("rule", "occurrences/s")] + lines(.rules) { Figure.rate(1 / $0) },
      [heading("step", "time")] + lines(.steps, Figure.time) + allocationLines,
    ]
  }

  private func heading(_ title: String, _ figure: String) -> Line {
    let ratios = Peer.Kind.allCases.map { kind in
      kind.rawValue + (peers.first { $0.kind == kind }.map { " " + $0.version } ?? "")
    }
    return [title] + ratios + ["held to", figure, "best of the rounds"]
  }

  private func lines(_ table: Subject.Table, _ figure: (Double) -> String) -> [Line] {
    results.filter { $0.subject.table == table }.map { subject, samples in
      let ratios = Peer.Kind.allCases.map { samples.ratio(to: $0).map(Figure.ratio) ?? "-" }
      let best = samples.ours.min() ?? .nan
      return [subject.title] + ratios
        + [Report.words(subject.target), figure(samples.ours.median), figure(best)]
    }
  }

  private static func words(_ target: Target) -> String {
    let floors = Peer.Kind.allCases.compactMap { target.ratios[$0] }
    if !floors.isEmpty { return floors.map { "≥ " + Figure.whole($0) }.joined(separator: ", ") + " times" }
    return target.seconds.map { "≤ \(Figure.limit($0))" } ?? "-"
  }

  private static func aligned(_ lines: [Line]) -> String {
    let lines = lines.map { $0.map { $0.filter { $0 != "`" } } }
    let widths = lines[0].indices.map { column in lines.map(\.[column].count).max() ?? 0 }
    return lines.map { line in
      line.indices.map { column in
        let gap = String(repeating: " ", count: widths[column] - line[column].count)
        return column == 0 ? line[column] + gap : gap + line[column]
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}

extension Report {
  private var allocationLines: [Line] {
    let walks = "walks of six rules, up to \(longestWalk / 1_000_000) M occurrences each"
    let none = Line(repeating: "-", count: Peer.Kind.allCases.count)
    func line(_ title: String, _ target: String, _ figure: String?) -> Line {
      [title] + none + [target, figure ?? "not counted", "-"]
    }
    return [
      line("allocations after the first tenth, \(walks)", "0", allocations.callsAfterwards.map(String.init)),
      line("- in the first tenth, at most", "-", allocations.callsToBegin.map(String.init)),
      line("- growth of the peak of memory after it", "-", "\(allocations.growth) KiB"),
    ]
  }

  private var missedAllocations: [String] {
    guard let calls = allocations.callsAfterwards, calls > 0 else { return [] }
    return ["  allocations after the first tenth of the walks: \(calls), held to 0"]
  }
}

/// Numbers as the tables show them.
private enum Figure {
  static func ratio(_ value: Double) -> String { short(value) + " times" }

  static func rate(_ perSecond: Double) -> String { short(perSecond / 1e6) + " M" }

  static func time(_ seconds: Double) -> String {
    if seconds < 1e-6 { return short(seconds * 1e9) + " ns" }
    return seconds < 1e-3 ? short(seconds * 1e6) + " µs" : short(seconds * 1e3) + " ms"
  }

  /// `20 ns`, where a measured time would be `20.0 ns`.
  static func limit(_ seconds: Double) -> String { time(seconds).replacing(".0 ", with: " ") }

  /// `4,722`.
  static func whole(_ value: Double) -> String {
    var digits = String(Int(value.rounded()))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }

  /// One digit after the point below 100, none above.
  private static func short(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths < 1000 ? "\(tenths / 10).\(tenths % 10)" : whole(value)
  }
}
