import ArgumentParser
import CampaignScheduler
import Foundation

/// Where a text for people goes: a file that nobody has worked on since, else standard output.
struct OutputFile: ParsableArguments {
  @Option(help: ArgumentHelp("Write it to this file. 写到文件。", valueName: "file"), completion: .file())
  var output: String?
  @Flag(help: "Overwrite a file that holds something else. 覆盖已有文件。")
  var force = false

  func ends(in endings: String...) -> Bool {
    endings.contains { output?.lowercased().hasSuffix($0) == true }
  }

  /// - Returns: The file that was written.
  /// - Throws: ``Failure`` for a file that holds something else, unless it may be overwritten.
  func write(_ text: String, _ messages: Output) throws -> String? {
    guard let output else {
      messages.verbatim(text)
      return nil
    }
    let old = FileManager.default.contents(atPath: output)
    guard force || (old ?? Data()).isEmpty || old == Data(text.utf8) else {
      throw Failure(
        .failed, "\(output) 已有别的内容，没有覆盖；换个文件名，或加 --force",
        "\(output) holds something else and was left as it is; name another file, or add --force")
    }
    try Workspace.write(text, to: output)
    return output
  }
}
