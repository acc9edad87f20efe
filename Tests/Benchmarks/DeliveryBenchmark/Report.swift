/// A round's two costs.
struct Sample {
  let ours: Cost
  let floor: Cost
}

/// What all rounds gave: the medians of the ratios, and what they are held to.
struct Report {
  let results: [(part: Part, samples: [Sample])]
  let options: Options

  var isKept: Bool { checks.allSatisfy(\.isKept) }

  var text: String {
    (checks.map(\.line) + [""] + results.map(figures)).joined(separator: "\n")
  }

  private struct Check {
    let line: String
    let isKept: Bool

    init(_ title: String, _ value: Double, atLeast limit: Double) {
      isKept = value >= limit
      line = "\(title): \(short(value)), held to ≥ \(short(limit))\(isKept ? "" : "  MISSED")"
    }

    init(_ title: String, _ value: Double, atMost limit: Double) {
      isKept = value <= limit
      line = "\(title): \(short(value)), held to ≤ \(short(limit))\(isKept ? "" : "  MISSED")"
    }
  }

  private var checks: [Check] {
    results.flatMap { part, samples in
      let rate = samples.map { $0.floor.seconds / $0.ours.seconds }.median
      let processor = samples.map { $0.ours.processor / $0.floor.processor }.median
      switch part {
      case .engine:
        return [
          Check("engine: rate, times that of the C program", rate, atLeast: 0.9),
          Check("engine: processor's time, times that of the C program", processor, atMost: 1.5),
        ]
      case .hosts:
        return [
          Check(
            "hosts: seconds of the processor", samples.map(\.ours.processor).median,
            atMost: 3 * Double(options.requests) / 23_200)
        ]
      }
    }
  }

  private func figures(_ part: Part, _ samples: [Sample]) -> String {
    func side(_ name: String, _ cost: (Sample) -> Cost) -> String {
      let seconds = samples.map { cost($0).seconds }.median
      let rate = Int(Double(options.requests) / seconds)
      return "\(name) \(rate)/s, \(short(samples.map { cost($0).processor }.median)) s of the processor"
    }
    return
      "\(part.rawValue), \(options.requests) requests, \(options.concurrency) at once, \(samples.count) rounds: "
      + side("ours", \.ours) + "; " + side("C", \.floor)
  }
}

extension [Double] {
  var median: Double {
    let sorted = sorted()
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

private func short(_ value: Double) -> String {
  let hundredths = Int((value * 100).rounded())
  let rest = hundredths % 100
  return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
}
