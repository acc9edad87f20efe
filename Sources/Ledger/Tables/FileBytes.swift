import Foundation

/// The bytes of a file in pieces, so that a large one is never in memory as a whole.
final class FileBytes {
  private enum Source {
    case memory([UInt8])
    case file(FileHandle)
  }

  private let source: Source
  private var taken = 0
  private static let piece = 1 << 16

  init(_ bytes: [UInt8]) {
    source = .memory(bytes)
  }

  init(path: String) throws(TableFault) {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw TableFault(zh: "打不开文件 \(path)", en: "can't open the file \(path)")
    }
    source = .file(handle)
  }

  deinit {
    if case .file(let handle) = source { try? handle.close() }
  }

  /// The next bytes; nil at the end.
  func next() throws(TableFault) -> [UInt8]? {
    switch source {
    case .memory(let bytes):
      guard taken < bytes.count else { return nil }
      let piece = Array(bytes[taken..<min(bytes.count, taken + Self.piece)])
      taken += piece.count
      return piece
    case .file(let handle):
      let data: Data?
      do {
        data = try handle.read(upToCount: Self.piece)
      } catch {
        throw TableFault(zh: "文件读不下去了：磁盘或网络有问题", en: "the file can't be read to its end")
      }
      guard let data, !data.isEmpty else { return nil }
      taken += data.count
      guard taken <= TableLimits.file else {
        throw TableFault(
          zh: "文件超过 \(TableLimits.file >> 20) MB；请拆开再导入",
          en: "the file is over \(TableLimits.file >> 20) MB; split it")
      }
      return [UInt8](data)
    }
  }

  func rewind() throws(TableFault) {
    taken = 0
    guard case .file(let handle) = source else { return }
    do {
      try handle.seek(toOffset: 0)
    } catch {
      throw TableFault(zh: "不能从头再读：请先把内容存成文件", en: "can't be read twice: save it as a file first")
    }
  }

  /// The first bytes, and back to the beginning.
  func head(_ count: Int) throws(TableFault) -> [UInt8] {
    var head: [UInt8] = []
    while head.count < count, let piece = try next() { head += piece }
    try rewind()
    return Array(head.prefix(count))
  }
}
