import Console
import Foundation
import Logging
import Planning
import Synchronization

/// Results on standard output, messages on standard error.
struct Output {
  let language: Language
  let json: Bool
  let quiet: Bool
  /// Takes remarks if messages are to be lines for a program.
  private let log: Logger?

  /// - `log`: Takes the remarks if messages are to be lines for a program; one of its own if there is none.
  init(_ options: GlobalOptions, log: Logger? = nil) {
    language = options.language
    json = options.json
    quiet = options.quiet
    self.log = options.logFormat == .text ? nil : log ?? options.logger()
  }

  /// A line of the result.
  func line(_ text: String) {
    Self.write(text + "\n", to: FileHandle.standardOutput)
  }

  /// A file on standard output, byte for byte.
  func verbatim(_ text: String) {
    Self.write(text, to: FileHandle.standardOutput)
  }

  func line(_ json: JSONText) {
    line(json.description)
  }

  /// Rows as JSON Lines, or as a table for people.
  func list<Row>(_ rows: [Row], json: (Row) -> JSONText, cells: (Row) -> [String]) {
    guard !self.json else { return rows.forEach { line(json($0)) } }
    verbatim(Self.table(rows.map(cells)).map { $0 + "\n" }.joined())
  }

  /// A result in the user's language.
  func say(_ zh: @autoclosure () -> String, _ en: @autoclosure () -> String) {
    line(language(zh(), en()))
  }

  /// A remark beside the result; not with `--quiet`.
  func note(_ zh: @autoclosure () -> String, _ en: @autoclosure () -> String) {
    guard !quiet else { return }
    if let log {
      log.notice("\(language(zh(), en()))")
    } else {
      Self.message(language(zh(), en()))
    }
  }

  static func message(_ text: String) {
    write(text + "\n", to: FileHandle.standardError)
  }

  /// A question to whoever sits at the terminal.
  static func prompt(_ text: String) {
    write(text, to: FileHandle.standardError)
  }

  /// What cannot be printed is lost and nothing else: a reader that has gone away (`campaign plan | head`), or a full disk
  /// behind a daemon's log, must not end the work. Commands whose output is their work ask ``isLost``.
  private static func write(_ text: String, to handle: FileHandle) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Foundation.write(handle.fileDescriptor, rest.baseAddress, rest.count)
        if count >= 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        } else if errno != EINTR {
          if handle === FileHandle.standardOutput, errno != EPIPE { lost.withLock { $0 = true } }
          return
        }
      }
    }
  }

  private static let lost = Mutex(false)

  /// Whether results could not be written, other than for want of a reader.
  static var isLost: Bool { lost.withLock { $0 } }

  /// Colours only on a terminal, and never with NO_COLOR.
  static var isColoured: Bool {
    isatty(STDERR_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
      && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Columns padded to the widest cell: Chinese characters take two.
  static func table(_ rows: [[String]]) -> [String] {
    let measured = rows.map { $0.map(DiagnosticPrinter.width) }
    let columns = rows.map(\.count).max() ?? 0
    let widest = (0..<columns).map { column in
      measured.map { column < $0.count ? $0[column] : 0 }.max() ?? 0
    }
    return zip(rows, measured).map { row, widths in
      var (line, gap) = ("", 0)
      for (column, cell) in row.enumerated() {
        if !cell.isEmpty {
          line += String(repeating: " ", count: gap) + cell
          gap = 0
        }
        gap += widest[column] + 2 - widths[column]
      }
      return line.trimmedEnd
    }
  }
}
