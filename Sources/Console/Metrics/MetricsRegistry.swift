public import Metrics
import Synchronization

/// Keeps what the parts of a process count, for ``MetricsPage`` to show. One series for each name and set of labels,
/// however often it is asked for.
public final class MetricsRegistry: MetricsFactory {
  enum Kind: String { case counter, gauge, histogram }

  /// A name with its series.
  struct Family {
    let kind: Kind
    var series: [SeriesLabels: any MetricSource] = [:]
  }

  /// More series of one name are not kept: labels are bounded, and a mistake must not eat the memory.
  static let seriesLimit = 1000

  private let families = Mutex<[String: Family]>([:])
  private let buckets: @Sendable (String) -> [Double]

  /// - `buckets`: The upper bounds of a histogram, by its name.
  public init(buckets: @escaping @Sendable (String) -> [Double] = MetricNames.buckets) {
    self.buckets = buckets
  }

  /// Makes it the metrics system of this process; once, before anything counts.
  public func install() {
    MetricsSystem.bootstrap(self)
  }

  /// A copy of all there is.
  func snapshot() -> [MetricFamily] {
    let families = families.withLock { $0 }
    return families.map { name, family in
      MetricFamily(
        name: name, kind: family.kind,
        samples: family.series.sorted { $0.key < $1.key }.flatMap { $1.samples(labels: $0) })
    }
  }

  private func source<Source: MetricSource>(
    _ name: String, _ kind: Kind, _ dimensions: [(String, String)], _ make: () -> Source
  ) -> Source {
    let labels = SeriesLabels(dimensions)
    return families.withLock { families in
      var family = families[name] ?? Family(kind: kind)
      // What does not fit in counts for itself, unseen: counting must never break what is counted.
      guard family.kind == kind else { return make() }
      if let known = family.series[labels] as? Source { return known }
      let source = make()
      guard family.series[labels] == nil, family.series.count < Self.seriesLimit else { return source }
      family.series[labels] = source
      families[name] = family
      return source
    }
  }

  private func forget(_ handler: AnyObject) {
    families.withLock { families in
      for (name, family) in families {
        families[name]?.series = family.series.filter { $0.value !== handler }
      }
    }
  }

  // MARK: - MetricsFactory

  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    source(MetricNames.valid(label), .counter, dimensions) { CountingSource() }
  }

  public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool)
    -> any RecorderHandler
  {
    let name = MetricNames.valid(label)
    guard aggregate else { return source(name, .gauge, dimensions) { GaugeSource() } }
    return source(name, .histogram, dimensions) { HistogramSource(bounds: buckets(name)) }
  }

  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    source(MetricNames.valid(label), .gauge, dimensions) { GaugeSource() }
  }

  /// A timer is a histogram of seconds.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    let valid = MetricNames.valid(label)
    let name = valid.hasSuffix("_seconds") ? valid : valid + "_seconds"
    return source(name, .histogram, dimensions) { HistogramSource(bounds: buckets(name)) }
  }

  public func destroyCounter(_ handler: any CounterHandler) { forget(handler) }
  public func destroyRecorder(_ handler: any RecorderHandler) { forget(handler) }
  public func destroyMeter(_ handler: any MeterHandler) { forget(handler) }
  public func destroyTimer(_ handler: any TimerHandler) { forget(handler) }
}
