import Metrics
import Synchronization

/// Something that counts, and can be read.
protocol MetricSource: AnyObject, Sendable {
  func samples(labels: SeriesLabels) -> [MetricFamily.Sample]
}

final class CountingSource: CounterHandler, MetricSource {
  private let count = Mutex<Int64>(0)

  func increment(by amount: Int64) {
    // A counter never falls, and never wraps around.
    guard amount > 0 else { return }
    count.withLock { $0 = $0.addingReportingOverflow(amount).overflow ? .max : $0 + amount }
  }

  func reset() {
    count.withLock { $0 = 0 }
  }

  func samples(labels: SeriesLabels) -> [MetricFamily.Sample] {
    [MetricFamily.Sample(labels: labels, value: Double(count.withLock { $0 }))]
  }
}

final class GaugeSource: RecorderHandler, MeterHandler, MetricSource {
  private let value = Mutex<Double>(0)

  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }
  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { self.value.withLock { $0 = value } }
  func increment(by amount: Double) { value.withLock { $0 += amount } }
  func decrement(by amount: Double) { value.withLock { $0 -= amount } }

  func samples(labels: SeriesLabels) -> [MetricFamily.Sample] {
    [MetricFamily.Sample(labels: labels, value: value.withLock { $0 })]
  }
}

final class HistogramSource: RecorderHandler, TimerHandler, MetricSource {
  private struct State {
    /// One for each bound, and one for what is above all.
    var counts: [Int64]
    var sum = 0.0
  }

  /// Ascending.
  private let bounds: [Double]
  private let state: Mutex<State>

  init(bounds: [Double]) {
    self.bounds = bounds.sorted()
    state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
  }

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    guard value.isFinite else { return }
    let index = bounds.firstIndex { value <= $0 } ?? bounds.count
    state.withLock { state in
      state.counts[index] += 1
      state.sum += value
    }
  }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

  func samples(labels: SeriesLabels) -> [MetricFamily.Sample] {
    let state = state.withLock { $0 }
    var samples: [MetricFamily.Sample] = []
    var total: Int64 = 0
    for (bound, count) in zip(bounds + [.infinity], state.counts) {
      total += count
      samples.append(
        .init(
          suffix: "_bucket", labels: labels.adding("le", MetricFamily.text(of: bound)), value: Double(total)))
    }
    samples.append(.init(suffix: "_sum", labels: labels, value: state.sum))
    samples.append(.init(suffix: "_count", labels: labels, value: Double(total)))
    return samples
  }
}
