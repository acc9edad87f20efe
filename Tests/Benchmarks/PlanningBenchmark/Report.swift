/// What all rounds gave, as the tables of the documentation.
struct Report {
  let results: [(subject: Subject, samples: Samples)]
  let memory: Memory?
  let attacks: [Attack]

  private typealias Line = [String]

  func markdown() -> String {
    tables.filter { $0.count > 1 }.map { lines in
      let rule = Line(repeating: "---", count: lines[0].count)
      return ([lines[0], rule] + lines.dropFirst()).map { "| " + $0.joined(separator: " | ") + " |" }
        .joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// The same in columns, and what was missed.
  func text() -> String {
    tables.filter { $0.count > 1 }.map(Report.aligned).joined(separator: "\n\n") + "\n\n" + verdict
  }

  private var verdict: String {
    let slow = results.filter { $0.samples.ours.median > $0.subject.target }.map(\.subject.title)
    let large = memory.map { $0.peak > Memory.target ? ["memory of a year's walk"] : [] } ?? []
    let hostile = attacks.filter { $0.seconds > Attack.target || $0.messages == 0 }.map(\.title)
    let missed = slow + large + hostile
    return missed.isEmpty ? "All that it is held to is kept." : "Missed:\n" + missed.joined(separator: "\n")
  }
}

extension Report {
  private var tables: [[Line]] {
    [
      [["what", "times the floor", "the floor", "held to", "time", "best of the rounds", "how many"]]
        + results.map(line) + memoryLines,
      [["hostile file", "held to", "time of the processor", "first message", "messages"]]
        + attacks.sorted { $0.seconds > $1.seconds }.map { attack in
          [
            attack.title, "≤ \(Figure.time(Attack.target))", Figure.time(attack.seconds), attack.code,
            "\(attack.messages)",
          ]
        },
    ]
  }

  private func line(_ subject: Subject, _ samples: Samples) -> Line {
    [
      subject.title, Figure.short(samples.ratio), subject.floor, "≤ \(Figure.time(subject.target))",
      Figure.time(samples.ours.median), Figure.time(samples.ours.min() ?? .nan),
      "\(Figure.whole(samples.count)) \(subject.unit)",
    ]
  }

  private var memoryLines: [Line] {
    guard let memory else { return [] }
    func megabytes(_ kibibytes: Int) -> String { Figure.short(Double(kibibytes) / 1024) + " MiB" }
    return [
      [
        "memory at the peak of a year's walk", "-", "-", "≤ \(megabytes(Memory.target))",
        megabytes(memory.peak), "-",
        "\(Figure.whole(memory.reminders)) reminders",
      ],
      ["- more than of the definitions alone", "-", "-", "-", megabytes(memory.growth), "-", "-"],
    ]
  }

  private static func aligned(_ lines: [Line]) -> String {
    let widths = lines[0].indices.map { column in lines.map(\.[column].count).max() ?? 0 }
    return lines.map { line in
      line.indices.map { column in
        let gap = String(repeating: " ", count: widths[column] - line[column].count)
        return column == 0 ? line[column] + gap : gap + line[column]
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}

/// Numbers as the tables show them.
private enum Figure {
  static func time(_ seconds: Double) -> String {
    seconds < 1 ? whole(Int((seconds * 1000).rounded())) + " ms" : short(seconds) + " s"
  }

  /// `4,722`.
  static func whole(_ value: Int) -> String {
    var digits = String(value)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }

  /// Two digits after the point below 10, one below 100, none above.
  static func short(_ value: Double) -> String {
    let factor = value < 10 ? 100 : value < 100 ? 10 : 1
    let scaled = Int((value * Double(factor)).rounded())
    guard factor > 1 else { return whole(scaled) }
    let rest = String(scaled % factor)
    let padding = String(repeating: "0", count: (factor == 100 ? 2 : 1) - rest.count)
    return "\(scaled / factor).\(padding)\(rest)"
  }
}
