/// The labels of one series, in their order.
struct SeriesLabels: Hashable, Comparable {
  struct Pair: Hashable {
    let name: String
    let value: String
  }

  private(set) var pairs: [Pair]

  init(_ pairs: [(String, String)]) {
    self.pairs = pairs.map { Pair(name: MetricNames.validLabel($0.0), value: $0.1) }
  }

  func adding(_ name: String, _ value: String) -> SeriesLabels {
    var labels = self
    labels.pairs.append(Pair(name: name, value: value))
    return labels
  }

  static func < (left: SeriesLabels, right: SeriesLabels) -> Bool {
    left.pairs.lexicographicallyPrecedes(right.pairs) { ($0.name, $0.value) < ($1.name, $1.value) }
  }
}

/// A metric with its samples, in the text format of Prometheus, version 0.0.4.
struct MetricFamily {
  struct Sample {
    var suffix = ""
    var labels = SeriesLabels([])
    let value: Double
  }

  let name: String
  let kind: MetricsRegistry.Kind
  var samples: [Sample]

  /// A gauge with one value.
  static func gauge(_ name: String, _ value: Double) -> MetricFamily {
    MetricFamily(name: name, kind: .gauge, samples: [Sample(value: value)])
  }

  /// A gauge with a value for each word of one label.
  static func gauges(_ name: String, by label: String, _ values: [String: Double]) -> MetricFamily {
    MetricFamily(
      name: name, kind: .gauge,
      samples: values.sorted { $0.key < $1.key }.map {
        Sample(labels: SeriesLabels([(label, $0.key)]), value: $0.value)
      })
  }

  var text: String {
    var text = "# HELP \(name) \(Self.escaped(MetricNames.help(name), quotes: false))\n"
    text += "# TYPE \(name) \(kind.rawValue)\n"
    for sample in samples {
      let labels = sample.labels.pairs.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }
      text += name + sample.suffix
      if !labels.isEmpty { text += "{\(labels.joined(separator: ","))}" }
      text += " \(Self.text(of: sample.value))\n"
    }
    return text
  }

  /// A number as Go reads it.
  static func text(of value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    return quotes ? escaped.replacing("\"", with: "\\\"") : escaped
  }
}
