import Foundation
public import Planning

/// The folder with `Campaigns/` and `Templates/`: the one owner of its files.
public struct Workspace: Hashable, Sendable {
  /// Absolute, without a slash at its end.
  public let root: String

  /// - Throws: ``WorkspaceFault/noCampaigns(_:)`` if the folder holds no `Campaigns`.
  public init(root: String) throws(WorkspaceFault) {
    let absolute = URL(filePath: root).standardizedFileURL.path
    self.root = absolute.count > 1 && absolute.hasSuffix("/") ? String(absolute.dropLast()) : absolute
    guard Self.isFolder("\(self.root)/Campaigns") else { throw .noCampaigns(self.root) }
  }

  /// The nearest folder that holds `Campaigns/`, from `start` upwards.
  ///
  /// - Throws: ``WorkspaceFault/noneAbove(_:)``.
  public static func nearest(to start: String) throws(WorkspaceFault) -> Workspace {
    var folder = URL(filePath: start).standardizedFileURL
    // A folder that was deleted under its shell has no path, and so no end above it.
    guard folder.path.hasPrefix("/") else { throw .noneAbove(start) }
    while true {
      if let workspace = try? Workspace(root: folder.path) { return workspace }
      let parent = folder.deletingLastPathComponent().standardizedFileURL
      guard parent.path != folder.path else { throw .noneAbove(start) }
      folder = parent
    }
  }

  /// The daemon's database unless another is named.
  public var databasePath: String { "\(root)/.campaign/campaign.sqlite" }

  /// The folders whose files define the plan.
  public var definitionFolders: [String] {
    ["Campaigns", "Campaigns/shared", "Templates"].map { "\(root)/\($0)" }
  }

  /// Reads and checks every file.
  ///
  /// - Parameter replacing: Read in place of all campaign files: `check` of single files.
  public func definitions(replacingCampaignsWith replacing: [SourceFile]? = nil) throws(WorkspaceFault)
    -> Definitions
  {
    Definitions.read(
      campaigns: replacing == nil
        ? try files(in: "Campaigns", ending: Self.campaignEndings) : replacing ?? [],
      shared: try files(in: "Campaigns/shared", ending: Self.sharedEndings),
      templates: try files(in: "Templates", ending: Self.templateEndings))
  }

  /// What all campaigns share, and one campaign, if there is such a one: enough to enter something into the ledger.
  ///
  /// The other campaigns and the templates stay unread, so that nothing in them is in the way; nothing can be planned or
  /// written by these definitions.
  ///
  /// - `unit`: The only one that anybody is going to ask for, with those above it; nil for all.
  public func definitions(ofCampaign id: String?, unit: String? = nil) throws(WorkspaceFault) -> Definitions {
    var campaigns: [SourceFile] = []
    // A file need not be called as its campaign is.
    if let id {
      campaigns = try files(in: "Campaigns", ending: Self.campaignEndings).filter { $0.mayMention(id) }
    }
    return Definitions.read(
      campaigns: campaigns, shared: try files(in: "Campaigns/shared", ending: Self.sharedEndings), only: unit)
  }

  /// The files that ``definitions(replacingCampaignsWith:)`` reads, relative to the workspace.
  public func files() throws(WorkspaceFault) -> [String] {
    var found: [SourceFile] = []
    found += try files(in: "Campaigns", ending: Self.campaignEndings)
    found += try files(in: "Campaigns/shared", ending: Self.sharedEndings)
    found += try files(in: "Templates", ending: Self.templateEndings)
    return found.map(\.path)
  }

  private static let campaignEndings = [".yaml", ".yml"]
  private static let sharedEndings = [".yaml", ".yml", ".csv"]
  private static let templateEndings = [".mustache"]

  /// The text of a file of the workspace, for showing one of its lines.
  public func text(of path: String) -> String? {
    let full = path.hasPrefix("/") ? path : "\(root)/\(path)"
    return FileManager.default.contents(atPath: full).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Writes a new file, whole or not at all; one that exists is left alone.
  ///
  /// - Throws: ``WorkspaceFault/unwritable(_:)``.
  public func create(_ text: String, at path: String) throws(WorkspaceFault) {
    try Self.write(text, to: "\(root)/\(path)", options: .withoutOverwriting)
  }

  /// Writes a file anywhere, whole or not at all.
  ///
  /// - Throws: ``WorkspaceFault/unwritable(_:)``.
  public static func write(_ text: String, to path: String) throws(WorkspaceFault) {
    // A link stays one: what it leads to is written.
    try write(text, to: URL(filePath: path).resolvingSymlinksInPath().path, options: .atomic)
  }

  /// The text of a file anywhere; nil if there is none.
  ///
  /// - Throws: ``WorkspaceFault/unreadable(_:)`` for one that exists and can't be read as UTF-8.
  public static func textIfThere(_ path: String) throws(WorkspaceFault) -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let text = String(validating: try bytes(path), as: UTF8.self) else { throw .unreadable(path) }
    return text
  }

  private static func write(_ text: String, to path: String, options: Data.WritingOptions)
    throws(WorkspaceFault)
  {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: options)
    } catch {
      throw .unwritable(path)
    }
  }

  /// A file as a fault names it: relative to the workspace if it is inside, else as given.
  public func file(at path: String) throws(WorkspaceFault) -> SourceFile {
    let absolute = URL(filePath: path).standardizedFileURL.path
    let shown = absolute.hasPrefix(root + "/") ? String(absolute.dropFirst(root.count + 1)) : path
    return SourceFile(path: shown, bytes: try Self.bytes(absolute))
  }

  /// A file, or the files of a folder that could define something.
  public func files(at path: String) throws(WorkspaceFault) -> [SourceFile] {
    var files: [SourceFile] = []
    for path in try Self.paths(at: path) { files.append(try file(at: path)) }
    return files
  }

  /// The path of a file, or the paths of a folder's files that could define something.
  public static func paths(at path: String) throws(WorkspaceFault) -> [String] {
    guard isFolder(path) else { return [path] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted().filter(canDefine)
        .map { "\(path)/\($0)" }.filter { !isFolder($0) }
    } catch {
      throw .unreadable(path)
    }
  }

  /// Whether a file of this name could define something. Editors keep drafts beside a file, under names that begin with
  /// a dot or end otherwise.
  static func canDefine(_ name: String) -> Bool {
    !name.hasPrefix(".")
      && (campaignEndings + sharedEndings + templateEndings).contains(where: name.hasSuffix)
  }

  /// The definitions of some campaign files, with all that the workspace shares; of all if none is named. A shared file
  /// or a template among them means every campaign.
  public func definitions(of paths: [String]) throws(WorkspaceFault) -> Definitions {
    var campaigns: [SourceFile] = []
    var isShared = paths.isEmpty
    for path in paths {
      for file in try files(at: path) {
        if file.path.hasSuffix(".mustache") || file.path.hasPrefix("Campaigns/shared/") {
          isShared = true
        } else {
          campaigns.append(file)
        }
      }
    }
    return try definitions(replacingCampaignsWith: isShared ? nil : campaigns)
  }

  private func files(in folder: String, ending: [String]) throws(WorkspaceFault) -> [SourceFile] {
    let path = "\(root)/\(folder)"
    guard Self.isFolder(path) else { return [] }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw .unreadable(path)
    }
    var files: [SourceFile] = []
    // Editors keep drafts beside a file, under names that begin with a dot or end otherwise.
    for name in names.sorted() where !name.hasPrefix(".") && ending.contains(where: name.hasSuffix) {
      guard !Self.isFolder("\(path)/\(name)") else { continue }
      files.append(SourceFile(path: "\(folder)/\(name)", bytes: try Self.bytes("\(path)/\(name)")))
    }
    return files
  }

  private static func bytes(_ path: String) throws(WorkspaceFault) -> [UInt8] {
    guard let file = fopen(path, "re") else { throw .unreadable(path) }
    defer { fclose(file) }
    // One byte more than is allowed is enough to say that a file is too large.
    let limit = path.hasSuffix(".csv") ? 256 << 20 : YAMLReader.maximumBytes + 1
    var status = stat()
    let known = fstat(fileno(file), &status) == 0 ? Int(status.st_size) : 0
    var bytes: [UInt8] = []
    // A pipe does not say how much there is, and a file may have grown.
    while bytes.count < limit {
      let room = min(limit - bytes.count, max(known + 1 - bytes.count, 1 << 16))
      let more = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        count = fread(buffer.baseAddress, 1, room, file)
      }
      bytes = bytes.isEmpty ? more : bytes + more
      if more.count < room { break }
    }
    guard ferror(file) == 0 else { throw .unreadable(path) }
    return bytes
  }

  /// Whether there is a folder at a path.
  public static func isFolder(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }
}

/// Why a workspace can't be used.
public enum WorkspaceFault: Error, Hashable, Sendable {
  case noneAbove(String)
  case noCampaigns(String)
  case unreadable(String)
  case unwritable(String)
  /// Where the first fault is.
  case sharedBroken(String)
  case clockUnset(String)

  public func text(_ language: Language) -> String {
    switch self {
    case .noneAbove(let start):
      language(
        "在 \(start) 及其上级文件夹里没有找到 Campaigns；请先运行 campaign init，或用 --workspace 指明文件夹",
        "no Campaigns folder in \(start) or above it; run 'campaign init' first, or name a folder with --workspace"
      )
    case .noCampaigns(let root):
      language(
        "\(root) 里没有 Campaigns 文件夹；请运行 campaign init \(root)",
        "there is no Campaigns folder in \(root); run 'campaign init \(root)'")
    case .clockUnset(let now):
      language("系统时间是 \(now)，显然没有校准；请先对时", "the clock says \(now), which can't be right; set it first")
    case .sharedBroken(let place):
      language(
        "共用文件有错误（\(place)），没有重排、也没有发送；请运行 campaign check",
        "a shared file has an error (\(place)); nothing was planned or sent; run 'campaign check'")
    case .unwritable(let path):
      language(
        "写不了 \(path)；请检查文件夹的权限和磁盘空间", "can't write \(path); check the folder's permissions and the disk")
    case .unreadable(let path):
      language("读不了 \(path)；请检查路径和权限", "can't read \(path); check the path and its permissions")
    }
  }
}
