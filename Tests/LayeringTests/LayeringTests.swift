import Foundation
import Testing

/// SwiftPM lets a target import any module that is already built, so the layers are held here: this table is them.
@Suite struct LayeringTests {
  struct Layer {
    /// Modules that any of its files may import, besides `Foundation` where the level allows it.
    let imports: Set<String>
    /// Modules that only files with one of these beginnings may import, and how many files at most.
    var confined: [String: (prefixes: [String], files: Int)] = [:]
    /// Where `Foundation` and the C library may be imported; nil for everywhere.
    var foundation: [String]?
  }

  static let layers: [String: Layer] = [
    "Recurrence": Layer(imports: ["Synchronization"], foundation: ["Zone", "Timestamp"]),
    "Planning": Layer(
      imports: ["Recurrence"],
      confined: [
        "CYaml": (["YAMLEvents"], 1), "Mustache": (["TemplateLibrary"], 1),
        "Synchronization": (["UnitNames"], 1),
      ]),
    "Ledger": Layer(
      imports: ["Planning", "Recurrence"],
      confined: [
        "GRDB": (["LedgerStore", "LedgerMigrations", "PersonStore"], 26), "Crypto": (["LedgerHash"], 1),
        "CTables": (["GB18030Decoder", "SessionList", "XLSXPackage", "XMLFeed"], 4),
        "Dispatch": (["ReadAhead"], 1), "Synchronization": (["ReadAhead"], 1),
      ]),
    "Outbox": Layer(
      imports: ["Planning", "Recurrence", "ServiceLifecycle", "Logging", "Metrics", "Synchronization"],
      confined: ["GRDB": (["OutboxStore", "OutboxMigrations"], 13)]),
    "Webhooks": Layer(
      imports: ["Outbox", "Planning", "Recurrence", "Logging", "Synchronization"],
      confined: ["CCurl": (["Curl"], 9), "Crypto": (["Signatures"], 1)]),
    "CampaignScheduler": Layer(
      imports: [
        "Ledger", "Outbox", "Planning", "Recurrence", "Webhooks", "Logging", "ServiceLifecycle",
        "UnixSignals",
        "Synchronization",
      ],
      confined: [
        "GRDB": (["Database", "Scheduler"], 12),
        "CLinux": (["SystemEvents", "InstanceLock", "Volume", "Doctor+Machine", "ServiceManagerSocket"], 5),
        "Metrics": (["DaemonMetrics"], 1),
      ]),
    "Console": Layer(
      imports: [
        "CampaignScheduler", "Planning", "Outbox", "Recurrence", "Webhooks", "Logging", "ServiceLifecycle",
        "Synchronization",
      ],
      confined: [
        "Hummingbird": (["Receiver", "DaemonListener", "DaemonResponder"], 5),
        "HummingbirdCore": (["AcceptedConnection"], 1),
        "Metrics": (["MetricsRegistry"], 2), "NIOCore": (["ReceiverConnection", "AcceptedConnection"], 2),
      ]),
    "campaign": Layer(imports: [
      "CampaignScheduler", "Console", "Ledger", "Outbox", "Planning", "Recurrence", "Webhooks",
      "ArgumentParser",
      "Logging", "ServiceLifecycle", "UnixSignals", "Synchronization",
    ]),
  ]

  static let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
    .standardizedFileURL

  struct Import: Hashable, CustomStringConvertible {
    let target: String
    let file: String
    let module: String
    var description: String { "\(target)/\(file) imports \(module)" }
  }

  static func imports() throws -> [Import] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter {
      $0.hasSuffix(".swift")
    }
    return try paths.flatMap { path -> [Import] in
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      let parts = path.split(separator: "/").map(String.init)
      return text.split(separator: "\n").compactMap { line in
        guard
          let match = line.firstMatch(
            of:
              #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public |package |internal |private )?import (?:struct |class |enum |func )?(\w+)/#
          )
        else { return nil }
        return Import(target: parts[0], file: parts[parts.count - 1], module: String(match.1))
      }
    }
  }

  static func isAllowed(_ item: Import) -> Bool {
    guard let layer = layers[item.target] else { return false }
    if layer.imports.contains(item.module) { return true }
    func begins(_ prefixes: [String]) -> Bool { prefixes.contains { item.file.hasPrefix($0) } }
    if ["Foundation", "Glibc"].contains(item.module) { return layer.foundation.map(begins) ?? true }
    return layer.confined[item.module].map { begins($0.prefixes) } ?? false
  }

  @Test func `every import points down, and confined modules stay in their files`() throws {
    let imports = try Self.imports()
    #expect(imports.count > 100)
    #expect(imports.filter { !Self.isAllowed($0) }.map(\.description).sorted() == [])
  }

  @Test func `a confined module is imported by no more files than the table says`() throws {
    let imports = try Self.imports()
    for (target, layer) in Self.layers {
      for (module, rule) in layer.confined {
        let files = Set(imports.filter { $0.target == target && $0.module == module }.map(\.file))
        #expect(files.count <= rule.files, "\(target) imports \(module) in \(files.sorted())")
      }
    }
  }

  @Test func `no type carries its module's name`() throws {
    for target in Self.layers.keys {
      let name = #/(?:struct|class|enum|actor|protocol) (\w+)/#
      let paths = try FileManager.default.subpathsOfDirectory(
        atPath: Self.sources.appending(path: target).path)
      for path in paths where path.hasSuffix(".swift") {
        let text = try String(contentsOf: Self.sources.appending(path: "\(target)/\(path)"), encoding: .utf8)
        #expect(!text.matches(of: name).contains { $0.1 == target }, "\(target)/\(path)")
      }
    }
  }

  @Test func `source files stay short enough to read`() throws {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: Self.sources.path).filter {
      $0.hasSuffix(".swift")
    }
    for path in paths {
      let lines = try String(contentsOf: Self.sources.appending(path: path), encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false).count
      #expect(lines <= 400, "\(path) has \(lines) lines")
    }
  }
}
