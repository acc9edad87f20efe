/// A strict reader of Prometheus' text format 0.0.4: it throws at whatever the format's description does not allow.
struct ExpositionReader {
  struct Fault: Error, CustomStringConvertible {
    let line: Int
    let problem: String
    var description: String { "line \(line): \(problem)" }
  }

  struct Sample: Hashable {
    let name: String
    let labels: [String: String]
    let value: String
  }

  struct Family {
    var help: String?
    var type: String?
    var samples: [Sample] = []
  }

  private(set) var families: [String: Family] = [:]
  private var current = ""
  private var number = 0

  init(_ text: String) throws {
    guard text.hasSuffix("\n") else { throw Fault(line: 0, problem: "the last line has no end") }
    for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if line.hasPrefix("# ") { try comment(line) } else { try sample(line) }
    }
    for (name, family) in families { try check(name, family) }
  }

  /// The value of a sample, by its name and labels.
  func value(_ name: String, _ labels: [String: String] = [:]) -> String? {
    families.values.flatMap(\.samples).first { $0.name == name && $0.labels == labels }?.value
  }

  private func fault(_ problem: String) -> Fault { Fault(line: number, problem: problem) }

  private mutating func comment(_ line: Substring) throws {
    let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
    guard words.count == 4, words[2].wholeMatch(of: #/[a-zA-Z_:][a-zA-Z0-9_:]*/#) != nil else {
      throw fault("no name: \(line)")
    }
    switch words[1] {
    case "HELP":
      guard families[words[2]] == nil else { throw fault("a second HELP of \(words[2])") }
      guard words[3].wholeMatch(of: #/([^\\]|\\\\|\\n)*/#) != nil else { throw fault("bad escape") }
      families[words[2]] = Family(help: words[3])
    case "TYPE":
      guard ["counter", "gauge", "histogram"].contains(words[3]) else { throw fault("type \(words[3])") }
      guard families[words[2], default: Family()].type == nil else { throw fault("a second TYPE") }
      guard families[words[2], default: Family()].samples.isEmpty else { throw fault("TYPE after samples") }
      families[words[2], default: Family()].type = words[3]
    default: throw fault("unknown comment \(line)")
    }
    current = words[2]
  }

  private mutating func sample(_ line: Substring) throws {
    guard
      let match = line.wholeMatch(
        of:
          #/([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)+)\})? (\S+)/#
      )
    else { throw fault("no sample: \(line)") }
    let name = String(match.1)
    let isPart = ["", "_bucket", "_sum", "_count"].contains { current + $0 == name }
    guard isPart, let family = families[current], let type = family.type else {
      throw fault("\(name) stands under \(current)")
    }
    guard type == "histogram" ? name != current : name == current else { throw fault("\(name) of a \(type)") }
    let value = String(match.3)
    guard Double(value.replacing("Inf", with: "inf")) != nil || value == "NaN" else {
      throw fault("value \(value)")
    }
    var labels: [String: String] = [:]
    for pair in (match.2 ?? "").matches(of: #/([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"/#) {
      let text = Self.unescaped(pair.2)
      guard labels.updateValue(text, forKey: String(pair.1)) == nil else {
        throw fault("label \(pair.1) twice")
      }
    }
    let sample = Sample(name: name, labels: labels, value: value)
    guard !family.samples.contains(where: { $0.name == name && $0.labels == labels }) else {
      throw fault("\(line) twice")
    }
    families[current]?.samples.append(sample)
  }

  private static func unescaped(_ text: Substring) -> String {
    var result = ""
    var rest = text
    while let character = rest.popFirst() {
      guard character == "\\", let code = rest.popFirst() else {
        result.append(character)
        continue
      }
      result.append(code == "n" ? "\n" : code)
    }
    return result
  }

  /// A histogram's buckets grow, and the last one has all.
  private func check(_ name: String, _ family: Family) throws {
    guard family.help != nil, family.type != nil else {
      throw Fault(line: 0, problem: "\(name) has no HELP or TYPE")
    }
    guard family.type == "histogram" else { return }
    func rest(_ sample: Sample) -> [String: String] { sample.labels.filter { $0.key != "le" } }
    for (labels, samples) in Dictionary(grouping: family.samples, by: rest) {
      let buckets = samples.filter { $0.name == name + "_bucket" }
      let bounds = buckets.compactMap { Double(($0.labels["le"] ?? "").replacing("+Inf", with: "inf")) }
      let counts = buckets.compactMap { Int($0.value) }
      guard bounds.count == buckets.count, bounds == bounds.sorted(), bounds.last == .infinity,
        Set(bounds).count == bounds.count, counts.count == buckets.count, counts == counts.sorted(),
        samples.filter({ $0.name == name + "_sum" }).count == 1,
        samples.filter({ $0.name == name + "_count" }).map(\.value) == [counts.last.map(String.init)]
      else { throw Fault(line: 0, problem: "the histogram \(name)\(labels) does not add up") }
    }
  }
}
