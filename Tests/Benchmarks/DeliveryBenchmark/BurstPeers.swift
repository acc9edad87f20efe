import Foundation

/// Other schedulers that are given the same: so many messages of the same size, due in one second, to the same receiver.
///
/// Each once: some take a minute. What is not there after ``Options/patience`` counts as lost or late, and is told.
struct BurstPeers {
  private let bench: Bench
  private var count: Int { bench.options.units }

  init(_ bench: Bench) { self.bench = bench }

  func readings() throws -> [Reading] {
    var readings: [Reading] = []
    for peer in [alertmanager, { try python("huey") }, { try python("apscheduler") }] {
      do {
        readings += try peer()
      } catch let fault as Fault {
        say("\(fault)")
      }
    }
    return readings
  }

  // MARK: - Alertmanager

  /// It keeps what is due in memory, and has no due times: an alert goes out as soon as it comes.
  private func alertmanager() throws -> [Reading] {
    let sink = try Sink(bench)
    defer { sink.child.stop() }
    let folder = try bench.scratch("alertmanager")
    try Data(configuration(sink.port).utf8).write(to: URL(filePath: folder + "/alertmanager.yml"))
    let port = 19_093
    let peer: Child
    do {
      peer = try Child(
        [
          "prometheus-alertmanager", "--config.file=\(folder)/alertmanager.yml", "--storage.path=\(folder)",
          "--web.listen-address=127.0.0.1:\(port)", "--cluster.listen-address=",
        ], log: folder + "/log")
    }
    defer { peer.stop() }
    Thread.sleep(forTimeInterval: 2)
    guard peer.process.isRunning else {
      throw Fault(
        "Alertmanager does not take part; install it (Debian: apt-get install prometheus-alertmanager)")
    }
    // Made before the clock starts: the making is this program's work.
    let bodies = stride(from: 0, to: count, by: 500).map { alerts($0..<min($0 + 500, count)) }
    let start = Date()
    for body in bodies {
      let status = try HTTP.post(body, to: "/api/v2/alerts", port: port)
      guard status == 200 else { throw Fault("Alertmanager answers \(status)") }
    }
    let insertion = Date().timeIntervalSince(start)
    return [
      Reading(title: "Alertmanager: taking \(count) alerts, in memory", value: insertion, unit: .seconds)
    ] + (try delivery("Alertmanager", from: start, sink, peer))
  }

  private func configuration(_ port: Int) -> String {
    """
    route: {receiver: sink, group_by: [mark], group_wait: 0s, group_interval: 1m, repeat_interval: 4h}
    receivers:
      - name: sink
        webhook_configs: [{url: "http://127.0.0.1:\(port)/hook", send_resolved: false}]

    """
  }

  private func alerts(_ numbers: Range<Int>) -> String {
    "["
      + numbers.map { number in
        """
        {"labels":{"alertname":"reminder","mark":"\(number)"},"annotations":{"text":"\(String(repeating: "a", count: 200))"}}
        """
      }.joined(separator: ",") + "]"
  }

  // MARK: - Python

  private func python(_ name: String) throws -> [Reading] {
    let interpreter = try environment()
    let sink = try Sink(bench)
    defer { sink.child.stop() }
    let file = try bench.scratch(name) + "/jobs.sqlite"
    let script = Child.source("\(name)_peer.py")
    func command(_ action: String, due: Date) -> [String] {
      [interpreter, script, action, file, "\(sink.port)", "\(count)", "\(due.timeIntervalSince1970)"]
    }
    // Not due before all of them are there, which takes some peers a minute.
    let due = Date().addingTimeInterval(max(bench.options.patience, Double(count) / 250))
    let adding = try Child(command("add", due: due), environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    guard let insertion = Double(try adding.wholeOutput().filter { !$0.isWhitespace }) else {
      throw Fault("\(name) gave no figure")
    }
    let peer = try Child(
      command("work", due: due), log: file + ".log", environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    defer { peer.stop() }
    Thread.sleep(until: due)
    return [
      Reading(title: "\(name): inserting \(count) jobs, SQLite", value: insertion, unit: .seconds)
    ] + (try delivery(name, from: max(due, Date()), sink, peer))
  }

  /// The interpreter of an environment that has the peers, made at the first run.
  private func environment() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "delivery-peers").path
    let interpreter = folder + "/bin/python3"
    if !FileManager.default.isExecutableFile(atPath: interpreter) {
      say("making an environment for Python in \(folder)")
    }
    for command in [
      ["python3", "-m", "venv", folder],
      [
        interpreter, "-m", "pip", "install", "--quiet", "huey==2.5.3", "APScheduler==3.10.4",
        "SQLAlchemy==2.0.36",
      ],
    ] {
      let child = try Child(command, log: bench.folder + "/pip.log")
      child.process.waitUntilExit()
      guard child.hasSucceeded else {
        throw Fault("no peers from PyPI; install python3 with venv (Debian: apt-get install python3-venv)")
      }
    }
    return interpreter
  }

  // MARK: - Both

  private func delivery(_ name: String, from start: Date, _ sink: Sink, _ peer: Child) throws -> [Reading] {
    let stats = try sink.wait(for: count, until: Date().addingTimeInterval(bench.options.patience))
    let seconds = stats.last / 1000 - start.timeIntervalSince1970
    let isWhole = stats.distinct == count
    guard stats.requests > 0 else { throw Fault("nothing of \(name) arrived") }
    let remark =
      isWhole
      ? "\(stats.requests) requests"
      : "\(stats.distinct) of \(count) arrived within \(Int(bench.options.patience)) s"
    return [
      Reading(
        title: "\(name): due to the last one at the receiver", value: seconds, unit: .seconds, remark: remark),
      Reading(title: "\(name): memory at the peak", value: peer.peak, unit: .mebibytes),
    ]
  }
}
