import Planning

/// A hostile file read, and the message that it ended in.
struct Attack {
  let title: String
  /// Of the processor, for reading and for printing the messages.
  let seconds: Double
  /// The code of the first message, and how many there are.
  let code: String
  let messages: Int

  static let target = 0.1

  /// - Parameter idle: What the same takes for a file with nothing in it: the units and templates beside it.
  init(_ file: HostileFile, in region: Region, idle: Double) {
    let source = SourceFile(path: "Campaigns/hostile.yaml", bytes: file.bytes)
    let begin = Usage.processorTime
    let diagnostics = Definitions.read(
      campaigns: [source], shared: region.shared, templates: region.templates
    ).diagnostics.filter { $0.file == source.path }
    let printer = DiagnosticPrinter(language: .zh)
    let lines = SourceLines(source.bytes)
    let printed = diagnostics.map { printer.text($0, source: lines) }
    title = file.title
    seconds = max(0, Usage.processorTime - begin - idle)
    code = diagnostics.first?.code.rawValue ?? "none"
    messages = printed.count
  }

  static func idle(in region: Region) -> Double {
    let begin = Usage.processorTime
    for _ in 0..<10 { _ = region.definitions([]) }
    return (Usage.processorTime - begin) / 10
  }
}
