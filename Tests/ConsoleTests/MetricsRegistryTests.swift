import Foundation
import Metrics
import Testing

@testable import Console

@Suite struct MetricsRegistryTests {
  private static func page(_ registry: MetricsRegistry) -> String {
    registry.snapshot().sorted { $0.name < $1.name }.map(\.text).joined()
  }

  @Test func `what is counted is read back by a strict reader`() throws {
    let registry = MetricsRegistry { _ in [0.1, 1, 10] }
    withMetricsFactory(registry) {
      Counter(label: "sent_total", dimensions: [("outcome", "delivered")]).increment(by: 3)
      Counter(label: "sent_total", dimensions: [("outcome", "delivered")]).increment()
      Counter(label: "sent_total", dimensions: [("outcome", "failed")]).increment(by: 0)
      Gauge(label: "depth").record(2.5)
      Meter(label: "level").set(7)
      let timer = Metrics.Timer(label: "wait_seconds")
      for milliseconds in [50, 100, 101, 5000, 20_000] { timer.recordMilliseconds(Int64(milliseconds)) }
      Recorder(label: "size").record(1)
    }
    let read = try ExpositionReader(Self.page(registry))
    #expect(read.families["sent_total"]?.type == "counter")
    #expect(read.value("sent_total", ["outcome": "delivered"]) == "4")
    #expect(read.value("sent_total", ["outcome": "failed"]) == "0")
    #expect(read.value("depth") == "2.5")
    #expect(read.value("level") == "7")
    #expect(read.families["wait_seconds"]?.type == "histogram")
    #expect(
      ["0.1", "1", "10", "+Inf"].map { read.value("wait_seconds_bucket", ["le": $0]) } == [
        "2", "3", "4", "5",
      ])
    #expect(read.value("wait_seconds_count") == "5")
    #expect(read.value("wait_seconds_sum") == "25.251")
    #expect(read.value("size_bucket", ["le": "1"]) == "1")
  }

  @Test(arguments: ["\"", "\\", "\n", "\\n", "a\"b\\c\nd", "中文", "{x=\"1\"} 2", ""])
  func `a label's value comes back as it was`(_ value: String) throws {
    let registry = MetricsRegistry()
    Counter(label: "c_total", dimensions: [("campaign", value)], factory: registry).increment()
    #expect(try ExpositionReader(Self.page(registry)).value("c_total", ["campaign": value]) == "1")
  }

  @Test(arguments: [
    ("ok_total", "ok_total"), ("a-b.c d", "a_b_c_d"), ("9lives", "_9lives"), ("", "_"), ("数", "_"),
    ("a:b", "a:b"),
  ])
  func `a name becomes one that Prometheus takes`(_ name: String, _ valid: String) throws {
    #expect(MetricNames.valid(name) == valid)
    let registry = MetricsRegistry()
    Counter(label: name, dimensions: [(name, "x")], factory: registry).increment()
    _ = try ExpositionReader(Self.page(registry))
  }

  @Test func `a timer without a unit in its name gets one`() {
    let registry = MetricsRegistry()
    Metrics.Timer(label: "plan", factory: registry).recordSeconds(2)
    #expect(registry.snapshot().map(\.name) == ["plan_seconds"])
  }

  @Test func `a counter never falls and never wraps around`() throws {
    let registry = MetricsRegistry()
    let counter = Counter(label: "c_total", factory: registry)
    counter.increment(by: Int64.max)
    counter.increment(by: 5)
    counter.increment(by: -7)
    #expect(registry.snapshot().flatMap(\.samples).map(\.value) == [Double(Int64.max)])
  }

  @Test func `values that are no numbers are written as the format wants, and spoil no histogram`() throws {
    let registry = MetricsRegistry()
    for (name, value) in [("a", Double.nan), ("b", .infinity), ("c", -.infinity)] {
      Gauge(label: name, factory: registry).record(value)
    }
    Recorder(label: "h", factory: registry).record(Double.nan)
    let read = try ExpositionReader(Self.page(registry))
    #expect(["a", "b", "c"].map { read.value($0) } == ["NaN", "+Inf", "-Inf"])
    #expect(read.value("h_count") == "0")
  }

  @Test func `one name has one kind, and labels without end are not kept`() throws {
    let registry = MetricsRegistry()
    Counter(label: "x", factory: registry).increment()
    Gauge(label: "x", factory: registry).record(9)
    for number in 0..<2000 {
      Counter(label: "many_total", dimensions: [("n", "\(number)")], factory: registry).increment()
    }
    let read = try ExpositionReader(Self.page(registry))
    #expect(read.value("x") == "1")
    #expect(read.families["many_total"]?.samples.count == MetricsRegistry.seriesLimit)
  }

  @Test func `what is destroyed is not shown`() {
    let registry = MetricsRegistry()
    let counter = Counter(label: "c_total", factory: registry)
    counter.increment()
    counter.destroy()
    #expect(registry.snapshot().flatMap(\.samples).isEmpty)
  }

  @Test func `counting from many tasks loses nothing`() async {
    let registry = MetricsRegistry()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<500 { Counter(label: "c_total", factory: registry).increment() }
        }
      }
    }
    #expect(registry.snapshot().flatMap(\.samples).map(\.value) == [4000])
  }
}
