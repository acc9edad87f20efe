/// Everything that a workspace's files define, and everything that is wrong with them.
public struct Definitions: Sendable {
  public private(set) var shared: SharedDefinitions
  /// The campaigns whose files have no error, in the order of the files.
  public private(set) var campaigns: [Campaign]
  public let templates: TemplateLibrary
  /// All faults of all files, by file and place.
  public let diagnostics: [Diagnostic]
  /// The campaign files that have errors.
  public private(set) var brokenFiles: Set<String>
  /// Whether a shared file has errors: then nothing here is fit to plan by.
  public let isSharedBroken: Bool
  /// Where things stand in the campaigns' files, by campaign.
  let outlines: [String: CampaignOutline]

  /// - Parameters:
  ///   - campaigns: `Campaigns/*.yaml`.
  ///   - shared: `Campaigns/shared/*`.
  ///   - templates: `Templates/*`; nil if nothing is going to be written by them, and whatever campaigns say of them is
  ///     to be believed.
  ///   - unit: The only unit that anybody is going to ask for, with those above it: campaigns are believed what they say
  ///     of others. Nil for all, and the contacts.
  public static func read(
    campaigns: [SourceFile], shared: [SourceFile], templates: [SourceFile]? = nil, only unit: String? = nil
  ) -> Definitions {
    let library = templates.map { TemplateLibrary(files: $0) } ?? .unread
    let reader = SharedReader.read(shared, only: unit)
    var diagnostics = reader.diagnostics + library.diagnostics
    let reported = Set(
      reader.diagnostics.filter { $0.code == SecretScan.code }.map { "\($0.file):\($0.line)" })
    diagnostics += shared.filter { !$0.name.hasSuffix(".csv") }.flatMap { SecretScan.faults(in: $0) }
      .filter { !reported.contains("\($0.file):\($0.line)") }
    var good: [Campaign] = []
    var broken: Set<String> = []
    var outlines: [String: CampaignOutline] = [:]
    for file in campaigns.sorted(by: { $0.path < $1.path }) {
      let (campaign, outline, faults) = CampaignReader.read(
        file, shared: reader.definitions, templates: library)
      diagnostics += faults
      guard let campaign else {
        broken.insert(file.path)
        continue
      }
      if let first = outlines[campaign.id]?.file {
        let fault = Fault.repeatedCampaign(campaign.id, firstFile: first)
        diagnostics.append(Diagnostic(fault, file: file.path, at: outline?[.id]))
        broken.insert(file.path)
        continue
      }
      outlines[campaign.id] = outline
      good.append(campaign)
    }
    var sharedDefinitions = reader.definitions
    sharedDefinitions.learnChannels(of: good)
    return Definitions(
      shared: sharedDefinitions, campaigns: good, templates: library, diagnostics: diagnostics,
      brokenFiles: broken, isSharedBroken: reader.diagnostics.contains { $0.severity == .error },
      outlines: outlines)
  }

  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

extension Definitions {
  /// The same with one campaign only; with all if none is named.
  public func keeping(_ id: String?) -> Definitions {
    guard let id else { return self }
    var definitions = self
    definitions.campaigns = campaigns.filter { $0.id == id }
    return definitions
  }

  /// The same without the campaigns of some files, as if those had errors.
  package func countingAsBroken(_ files: Set<String>) -> Definitions {
    guard !files.isEmpty else { return self }
    var definitions = self
    definitions.campaigns = campaigns.filter { !files.contains($0.file) }
    definitions.brokenFiles.formUnion(files)
    return definitions
  }

  /// The same with a part of the organisation: some units and those above them.
  public func keepingUnits(_ ids: Set<String>) -> Definitions {
    let tree = shared.tree
    let kept = Set(ids.compactMap { tree[$0] }.flatMap { tree.lineage(of: $0).map(\.id) })
    var definitions = self
    // A part of a tree that is closed upwards is a tree.
    if let part = try? UnitTree(levels: tree.levels, units: tree.units.filter { kept.contains($0.id) }) {
      definitions.shared.tree = part
    }
    return definitions
  }

  /// The same with more addresses that may be posted to.
  public func allowing(_ addresses: [String]) -> Definitions {
    var definitions = self
    definitions.shared.outgoingAllow += addresses
    return definitions
  }
}
