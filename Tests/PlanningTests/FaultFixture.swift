import Foundation
import Planning
import Recurrence
import Testing

/// A file with a fault, or several files in a folder, in `Fixtures/faults/KIND/`; its name begins with the fault's code.
struct FaultFixture: CustomTestStringConvertible, Sendable {
  /// Relative to `Fixtures/faults`.
  let path: String
  /// For a file that no repository should hold.
  var generated: [UInt8]?

  var testDescription: String { path }
  var name: String { String(path.split(separator: "/")[1]) }
  var code: String { String(name.prefix(4)) }

  static let folder = Fixtures.folder.appending(path: "faults")
  /// What the golden files stand beside: a fixture without its ending, and this.
  static let goldenEnding = ".expected"

  static let all: [FaultFixture] =
    Kind.allCases.flatMap { kind in
      let names =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: kind.rawValue).path))
        ?? []
      return names.filter { !$0.hasSuffix(goldenEnding) }.sorted().map {
        FaultFixture(path: "\(kind.rawValue)/\($0)")
      }
    } + [
      FaultFixture(
        path: "campaigns/E001-over-a-mebibyte.yaml", generated: Array(repeating: 0x23, count: (1 << 20) + 1))
    ]

  var golden: URL {
    let base = name.contains(".") ? String(path.prefix { $0 != "." }) : path
    return Self.folder.appending(path: base + Self.goldenEnding)
  }

  /// What the fixture takes the place of in the sample workspace.
  enum Kind: String, CaseIterable {
    /// All its campaigns.
    case campaigns
    case settings, units, contacts, channels, calendar
    case unitTables = "unit-tables"
    /// Added to its templates.
    case templates
    /// A folder of files, each in its place; an empty one takes a file away.
    case workspaces
  }

  private var kind: Kind {
    get throws {
      guard let kind = Kind(rawValue: String(path.prefix { $0 != "/" })) else {
        throw CocoaError(.fileNoSuchFile)
      }
      return kind
    }
  }

  /// The day from which the next occurrences are looked at; `# today: 2026-05-01` in the first line sets another.
  private func today(_ files: [SourceFile]) -> CivilDate? {
    let first = files.lazy.map { String(decoding: $0.bytes.prefix { $0 != 0x0A }, as: UTF8.self) }
      .first { $0.hasPrefix("# today: ") }
    return CivilDate(iso: first.map { String($0.dropFirst(9)) } ?? Self.usualDay)
  }

  private static let usualDay = "2026-11-25"

  /// What the sample workspace's own files are told on that day.
  private static let usual: Set<Diagnostic> = {
    guard let workspace = try? SampleWorkspace(replacing: [], keepsCampaigns: true),
      let day = CivilDate(iso: usualDay)
    else { return [] }
    return Set(workspace.definitions.everything(from: day))
  }()

  private func files() throws -> [SourceFile] {
    let url = Self.folder.appending(path: path)
    let bytes = generated ?? (try? Array(Data(contentsOf: url)))
    let target =
      switch try kind {
      case .campaigns: "Campaigns/\(name)"
      case .settings, .channels: "Campaigns/shared/\(try kind.rawValue).yaml"
      case .units: "Campaigns/shared/units.yaml"
      case .unitTables: "Campaigns/shared/units.csv"
      case .contacts: "Campaigns/shared/contacts.csv"
      case .calendar: "Campaigns/shared/calendar-2026.yaml"
      case .templates: "Templates/\(name)"
      case .workspaces: ""
      }
    if let bytes { return [SourceFile(path: target, bytes: bytes)] }
    return try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted().compactMap { path in
      var isFolder: ObjCBool = false
      let file = url.appending(path: path)
      _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
      return isFolder.boolValue ? nil : SourceFile(path: path, bytes: try Array(Data(contentsOf: file)))
    }
  }

  /// What the check of a workspace with this fixture says that it doesn't say without, as `campaign check` prints it.
  func printed() throws -> String {
    let files = try files()
    let isCampaign = try kind == .campaigns
    let workspace = try SampleWorkspace(replacing: files, keepsCampaigns: !isCampaign)
    guard let today = today(files) else { throw CocoaError(.formatting) }
    // Looking ahead costs time, and most fixtures look from the same day.
    let usual =
      isCampaign || "\(today)" != Self.usualDay
      ? Set(
        try SampleWorkspace(replacing: [], keepsCampaigns: !isCampaign).definitions.everything(from: today))
      : Self.usual
    let found = workspace.definitions.everything(from: today).filter { !usual.contains($0) }
    return Language.allCases.map { language in
      let printer = DiagnosticPrinter(language: language)
      let texts = found.map { fault in
        printer.text(fault, source: workspace.bytes(of: fault.file).map { SourceLines($0) })
      }
      return "--- \(language.rawValue)\n" + texts.joined() + printer.total(found, files: files.count) + "\n"
    }.joined()
  }
}

/// The example workspace with some of its files replaced.
private struct SampleWorkspace {
  private var files: [String: [UInt8]] = [:]
  let definitions: Definitions

  init(replacing: [SourceFile], keepsCampaigns: Bool) throws {
    let root = Fixtures.folder.appending(path: "workspace")
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) where path.contains(".") {
      if path.hasSuffix(".yaml"), !path.contains("shared/"), !keepsCampaigns { continue }
      files[path] = try Array(Data(contentsOf: root.appending(path: path)))
    }
    for file in replacing {
      let other = "Campaigns/shared/units.yaml"
      if file.path.hasSuffix("units.csv") { files[other] = nil }
      files[file.path] = file.bytes.isEmpty && keepsCampaigns ? nil : file.bytes
    }
    let sources = files.map { SourceFile(path: $0.key, bytes: $0.value) }.sorted { $0.path < $1.path }
    let isShared = { (file: SourceFile) in file.path.hasPrefix("Campaigns/shared/") }
    let isTemplate = { (file: SourceFile) in file.path.hasPrefix("Templates/") }
    definitions = Definitions.read(
      campaigns: sources.filter { !isShared($0) && !isTemplate($0) }, shared: sources.filter(isShared),
      templates: sources.filter(isTemplate))
  }

  func bytes(of path: String) -> [UInt8]? { files[path] }
}
