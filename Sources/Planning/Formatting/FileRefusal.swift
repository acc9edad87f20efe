/// A file that is left alone, and why.
public struct FileRefusal: Error, Hashable, Sendable {
  public let diagnostics: [Diagnostic]
}

extension Diagnostic {
  static func notFormatted(file: String, at place: Place?) -> Diagnostic {
    Diagnostic(
      Fault(
        "E001", "这里的写法整理不了，文件没有改动", "this notation can't be formatted; the file was left alone",
        do: "改成常见的“键: 值”写法后再试", "write it as plain 'key: value' lines and try again"),
      file: file, at: place)
  }
}

extension Fault {
  static func cannotChange(_ path: String) -> Fault {
    Fault(
      "E001", "改不了 \(path)，文件没有改动", "\(path) can't be changed; the file was left alone", do: "请在编辑器里手工修改",
      "change it by hand in an editor")
  }
}

extension Place {
  /// Of a byte of a text.
  init(of offset: Int, in text: [UInt8]) {
    let before = text.prefix(offset)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    self.init(line: line, column: String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1)
  }
}
