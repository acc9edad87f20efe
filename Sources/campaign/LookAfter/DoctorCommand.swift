import ArgumentParser
import CampaignScheduler
import Foundation
import Planning
import Recurrence
import Webhooks

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "What is wrong with this installation and how to mend it; changes nothing. 检查安装情况。",
    discussion: """
      Example 例: campaign doctor
      It ends with 1 if something is wrong. 有问题时退出码为 1。
      """)

  @OptionGroup var options: GlobalOptions
  @Flag(help: "Ask the network for the robots' hosts, too. 也查机器人的主机名。")
  var network = false

  @Flag(
    name: .customLong("systemd-unit"),
    help: "Print a unit file for systemd and check nothing. 打印 systemd 单元文件。")
  var systemdUnit = false

  func run() throws {
    let output = Output(options)
    if systemdUnit { return output.line(try unitFile()) }
    let workspace = options.workspace == nil ? try? options.findWorkspace() : try options.findWorkspace()
    let doctor = Doctor(
      Doctor.Patient(
        workspace: workspace, databasePath: options.database ?? workspace?.databasePath,
        environment: ProcessInfo.processInfo.environment, credentials: secrets(of: workspace),
        now: options.clock.now, version: Program.configuration.version, asksNetwork: network),
      language: options.language)
    let findings = doctor.findings()
    for finding in findings { print(finding, output) }
    let bad = findings.count { $0.grade == .bad }
    let advisable = findings.count { $0.grade == .advisable }
    output.note(
      bad == 0 ? "没有问题，\(advisable) 条建议" : "\(bad) 个问题，\(advisable) 条建议",
      bad == 0 ? "nothing is wrong; \(advisable) suggestions" : "\(bad) wrong, \(advisable) suggestions")
    if bad > 0 { throw ExitCode(1) }
  }

  /// For this program, this workspace and its secrets file.
  private func unitFile() throws -> String {
    let workspace = try options.findWorkspace()
    let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return SystemdUnit(
      executable: program ?? CommandLine.arguments[0], workspace: workspace.root, database: options.database,
      secrets: (try? workspace.definitions())?.shared.secretsPath
    ).text
  }

  private func print(_ finding: Finding, _ output: Output) {
    let detail = finding.detail.text(options.language)
    let advice = finding.advice?.text(options.language)
    guard !output.json else {
      return output.line([
        "check": .string(finding.check), "ok": .bool(finding.grade != .bad), "detail": .string(detail),
        "advice": .optional(advice),
      ])
    }
    let mark =
      switch finding.grade {
      case .good: "✓"
      case .advisable: "!"
      case .bad: "✗"
      }
    output.line("\(mark) \(finding.check)  \(detail)")
    if let advice { output.line("    → \(advice)") }
  }

  private func secrets(of workspace: Workspace?) -> Result<SecretsFile?, SecretsFile.Fault> {
    let path = (try? workspace?.definitions())?.shared.secretsPath
    guard let path, FileManager.default.fileExists(atPath: path) else { return .success(nil) }
    do throws(SecretsFile.Fault) {
      let environment = ProcessInfo.processInfo.environment
      return .success(try SecretsFile.load(path: path, credentials: environment["CREDENTIALS_DIRECTORY"]))
    } catch {
      return .failure(error)
    }
  }
}
