public import ArgumentParser
import CampaignScheduler
import Foundation
public import Planning
import Recurrence

extension CampaignDraft.Kind: ExpressibleByArgument {}

struct NewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "A new campaign file: from another one, or of a kind. 照已有活动或按类型新建活动文件。",
    discussion: """
      Example 例: campaign new good-family-2027 --from good-family --year 2027
      Example 例: campaign new elders-day --kind visit --name 重阳节走访
      Kinds 类型:
      \(CampaignDraft.Kind.allCases.map { "  \($0.rawValue)  \($0.meaning.zh)  \($0.meaning.text(.en))" }.joined(separator: "\n"))
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of the new campaign; its file is Campaigns/ID.yaml. 新活动的编号。")
  var id: String
  @Option(
    help: ArgumentHelp("Copy this campaign, comments included. 照这个活动复制。", valueName: "campaign"),
    completion: .campaigns)
  var from: String?
  @Option(help: ArgumentHelp("Begin with a commented draft of this kind. 按类型起草。", valueName: "kind"))
  var kind: CampaignDraft.Kind?
  @Option(help: "Its name. 活动名称。")
  var name: String?
  @Option(help: "With --from: the year to which written dates move. 复制时把日期改到这一年。")
  var year: Int?
  @Option(help: "With --kind: the language of keys and comments. 起草时键和说明用的语言。")
  var keys: Language?

  func validate() throws {
    guard (from == nil) != (kind == nil) else {
      throw ValidationError("请写 --from 活动编号，或 --kind 类型", "give --from CAMPAIGN, or --kind KIND")
    }
    if year != nil, from == nil {
      throw ValidationError("--year 要和 --from 一起写", "--year goes with --from")
    }
  }

  func run() async throws {
    let workspace = try options.findWorkspace()
    let definitions = try workspace.definitions()
    let path = "Campaigns/\(id).yaml"
    try check(path, workspace, definitions)
    let text =
      try from.map { try copy(of: $0, workspace, definitions) } ?? draft(kind ?? .memberDay, definitions)
    try workspace.create(text, at: path)
    let output = Output(options)
    output.say("已建立 \(path)", "made \(path)")
    let faults = try workspace.definitions().diagnostics.filter { $0.file == path }
    if faults.isEmpty {
      output.note(
        "改好日期和内容后：campaign check 查错，campaign plan --campaign \(id) 看安排",
        "Change dates and texts, then: campaign check, campaign plan --campaign \(id)")
    } else {
      output.note(
        "文件里有 \(faults.count) 处要看一下：campaign check \(path)",
        "\(faults.count) things in it need a look: campaign check \(path)")
    }
  }

  private func check(_ path: String, _ workspace: Workspace, _ definitions: Definitions) throws {
    guard CampaignDraft.isID(id) else {
      throw Failure(
        .usage, "编号 “\(id)” 不行：只用字母、汉字、数字和 - _ .，最长 64 个字",
        "'\(id)' can't be an id: use letters, digits, - _ . and at most 64 of them")
    }
    if let other = definitions.campaigns.first(where: { $0.id == id }) {
      throw Failure(
        .failed, "编号 \(id) 已经用在 \(other.file)，请换一个", "the id \(id) is taken by \(other.file); choose another")
    }
    if workspace.text(of: path) != nil {
      throw Failure(.failed, "已有 \(path)，不会改动它；请换个编号", "\(path) exists and stays as it is; choose another id")
    }
  }

  private func draft(_ kind: CampaignDraft.Kind, _ definitions: Definitions) -> String {
    CampaignDraft(
      kind: kind, id: id, name: name ?? id, language: keys ?? options.language, shared: definitions.shared,
      templates: definitions.templates, today: options.today(definitions)
    ).text
  }

  /// A campaign of the workspace by id or by its file, else one of the samples.
  private func copy(of source: String, _ workspace: Workspace, _ definitions: Definitions) throws -> String {
    guard let text = try self.text(of: source, workspace, definitions), let copy = CampaignCopy(of: text)
    else {
      let known = definitions.campaigns.map(\.id)
      let guess = Vocabulary.nearest(to: source, among: known)
      throw Failure(
        .failed, "没有活动 “\(source)”\(guess.map { "，是不是 \($0)？" } ?? "；")有：\(known.joined(separator: ", "))",
        "there is no campaign '\(source)'\(guess.map { "; did you mean \($0)?" } ?? ";") There are: \(known.joined(separator: ", "))"
      )
    }
    guard let year else { return copy.text(id: id, name: name, movingBy: 0) }
    guard let first = copy.years.first else {
      throw Failure(
        .failed, "\(source) 里没有写明年份的日期，不用 --year",
        "\(source) has no dates with a year, so --year has nothing to do")
    }
    return copy.text(id: id, name: name, movingBy: year - first)
  }

  private func text(of source: String, _ workspace: Workspace, _ definitions: Definitions) throws -> String? {
    if let campaign = definitions.campaigns.first(where: { $0.id == source }) {
      return workspace.text(of: campaign.file)
    }
    if source.hasSuffix(".yaml") || source.hasSuffix(".yml") {
      return String(validating: try workspace.file(at: source).bytes, as: UTF8.self)
    }
    guard let samples = try? Samples.find(), samples != workspace else { return nil }
    let sample = try samples.definitions().campaigns.first { $0.id == source }
    return sample.flatMap { samples.text(of: $0.file) }
  }
}
