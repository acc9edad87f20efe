import ArgumentParser
import Foundation
import Ledger
import Planning

struct QuantityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quantity",
    abstract: "How a quantity in people's own words is understood: 500 余份. 数量的写法怎么理解。",
    discussion: "Example 例: campaign quantity \"500 余份\" ; campaign quantity --batch < phrases.txt")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "Phrases; with --batch files of them. 词句；有 --batch 时是文件。")
  var phrases: [String] = []
  @Flag(help: "Read phrases from standard input or the files, a line each. 从标准输入或文件逐行读。")
  var batch = false

  func run() async throws {
    guard batch || !phrases.isEmpty else {
      throw Failure(
        .usage, "请写要读的词句，或用 --batch 从标准输入读", "give phrases, or --batch to read them from standard input")
    }
    var answers = QuantityAnswers(language: options.language)
    let output = Output(options)
    if batch {
      for input in try inputs() { readBatch(input, &answers, output) }
    } else {
      for phrase in phrases { answer(phrase, &answers, output) }
    }
    if let first = answers.firstFault {
      let places = answers.faultyLines.map(String.init)
      let more = answers.faults > places.count
      output.note(
        "有 \(answers.faults) 行没有读懂：第 \(places.joined(separator: "、")) 行\(more ? "等" : "")；第 \(places[0]) 行：\(first)",
        "\(answers.faults) \(answers.faults == 1 ? "line was" : "lines were") not understood: \(answers.faults == 1 ? "line" : "lines") \(places.joined(separator: ", "))\(more ? " and others" : ""); line \(places[0]): \(first)"
      )
    }
    if answers.faults > 0 { throw ExitCode(1) }
  }

  private func answer(_ phrase: String, _ answers: inout QuantityAnswers, _ output: Output) {
    if options.json { return output.line(answers.line(phrase)) }
    do throws(QuantityFault) {
      let read = try CountPhrase.asRecorded(phrase)
      let meaning = read.meaning(options.language)
      output.line([read.thing, meaning].filter { !$0.isEmpty }.joined(separator: " "))
      if read.isRough {
        output.note("“\(phrase)” 只是约数，请尽量核实", "'\(phrase)' is only a rough figure; please check it")
      }
    } catch {
      answers.faults += 1
      Output.message(error.text(options.language))
    }
  }

  /// What `--batch` reads: the files that are named, else standard input.
  private func inputs() throws -> [FileHandle] {
    guard !phrases.isEmpty else { return [.standardInput] }
    return try phrases.map { path in
      guard let file = FileHandle(forReadingAtPath: path) else {
        throw Failure(
          .inputOutput, "读不到文件 \(path)；--batch 后面写文件名，单个词句不要加 --batch",
          "can't read the file \(path); --batch takes files, a phrase goes without it")
      }
      return file
    }
  }

  /// Answers whole blocks at once, each as soon as it is there: a program at the other end may wait for one line.
  private func readBatch(_ input: FileHandle, _ answers: inout QuantityAnswers, _ output: Output) {
    var rest = Data()
    while true {
      let block = input.availableData
      if block.isEmpty { break }
      rest.append(block)
      guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { continue }
      output.verbatim(answers.lines(rest[rest.startIndex..<end]))
      rest = Data(rest[rest.index(after: end)...])
    }
    if !rest.isEmpty { output.verbatim(answers.lines(rest[...])) }
  }
}

/// Lines of JSON, and how many phrases could not be read.
struct QuantityAnswers {
  let language: Language
  var faults = 0
  /// Of what came in lines: the numbers of the first that were not understood, and why the first of all was not.
  private(set) var faultyLines: [Int] = []
  private(set) var firstFault: String?
  private var lineNumber = 0

  init(language: Language) {
    self.language = language
  }

  mutating func line(_ phrase: String) -> JSONText {
    let (answer, fault) = CountPhrase.answered(phrase, language)
    if let fault {
      faults += 1
      if lineNumber > 0 {
        firstFault = firstFault ?? fault.text(language)
        if faultyLines.count < 10 { faultyLines.append(lineNumber) }
      }
    }
    return answer
  }

  mutating func lines(_ block: Data) -> String {
    var text = ""
    for line in block.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      lineNumber += 1
      let phrase = String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
      text += self.line(phrase).description + "\n"
    }
    return text
  }
}
