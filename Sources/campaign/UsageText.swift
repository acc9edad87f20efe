import ArgumentParser
import Foundation
import Planning

extension ValidationError {
  /// For `validate()`, whose faults the parser prints with the command's usage; `run()` throws a ``Failure``.
  init(_ zh: String, _ en: String) { self.init("\(en)\(UsageText.seam)\(zh)") }
}

/// What is wrong with a command line, in the user's language: the argument parser knows English only.
struct UsageText {
  private let message: String
  /// What the option is for, how the command is used, and where help is, as the parser prints them.
  private let rest: [Substring]

  init(_ error: any Error) {
    message = Program.message(for: error)
    let lines = Program.fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
    rest = lines.drop { !$0.hasPrefix("Help:") && !$0.hasPrefix("Usage:") }.map { $0 }
  }

  func text(_ language: Language) -> String {
    let lines = [language("错误：", "error: ") + problem(language)]
    return (lines + rest.map { language(Self.chinese($0), String($0)) }).joined(separator: "\n")
  }

  private func problem(_ language: Language) -> String {
    let halves = message.split(separator: Self.seam, maxSplits: 1).map(String.init)
    return halves.count == 2
      ? language(halves[1], halves[0]) : language(Self.translated(message), message)
  }

  /// Between the two languages of a fault of ours: the parser carries one text only.
  fileprivate static let seam: Character = "\u{1F}"

  /// Help texts have both languages, the English one in front.
  private static func halves(of text: String) -> (zh: String, en: String)? {
    guard let end = text.ranges(of: ". ").last?.lowerBound else { return nil }
    let chinese = text[text.index(end, offsetBy: 2)...]
    guard chinese.unicodeScalars.contains(where: { $0.properties.isIdeographic }) else { return nil }
    return (String(chinese), String(text[...end]))
  }

  private static func chinese(_ line: Substring) -> String {
    if line.hasPrefix("Help:") {
      let words = line.dropFirst(5).split(separator: "  ", omittingEmptySubsequences: true)
      let option = words.first.map(String.init) ?? ""
      return "说明：\(option)  \(halves(of: String(line))?.zh ?? "")"
    }
    return String(line).replacing("Usage:", with: "用法：").replacing("See '", with: "详见 '")
      .replacing("' for more information.", with: "'")
  }

  /// The parser's sentences, in Chinese; whatever is not among them stays English.
  private static func translated(_ text: String) -> String {
    if let match = text.wholeMatch(of: #/Unknown option '(.+?)'(?:\. Did you mean '(.+?)'\?)?/#) {
      return "没有选项 \(match.1)" + (match.2.map { "，是不是 \($0)？" } ?? "")
    }
    if let match = text.wholeMatch(of: #/Missing value for '(.+?)'/#) { return "\(match.1) 后面要有值" }
    if let match = text.wholeMatch(of: #/Missing expected argument '(.+?)'/#) { return "缺少 \(match.1)" }
    if let match = text.wholeMatch(of: #/Missing one of: (.+)/#) { return "以下要写一个：\(match.1)" }
    if let match = text.wholeMatch(of: #/(?:\d+ u|U)nexpected arguments?:? (.+)/#) { return "多了 \(match.1)" }
    if let match = text.wholeMatch(
      of: #/The option '(.+?)' does not take any value, but '(.*)' was specified\./#)
    {
      return "选项 \(match.1) 不带值，不能写 “\(match.2)”"
    }
    if let match = text.wholeMatch(
      of: #/The value '(.*?)' is invalid for '(.+?)'(?:\. Please provide ((?:.|\n)+))?/#)
    {
      let choices = match.3.map { Self.words(in: $0) }
      return "\(match.2) 不能是 “\(match.1)”" + (choices.map { "；可写 \($0)" } ?? "")
    }
    return text
  }

  /// `one of 'a' or 'b'`, or one a line behind a dash.
  private static func words(in text: Substring) -> String {
    let quoted = text.matches(of: #/'(.+?)'/#).map { String($0.1) }
    let listed = text.matches(of: #/\n *- (\S+)/#).map { String($0.1) }
    return (quoted + listed).joined(separator: "、")
  }
}
