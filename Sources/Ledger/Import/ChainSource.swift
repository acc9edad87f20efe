import Foundation

/// A 接龙 in a text file.
enum ChainSource {
  private static let largest = 1 << 24
  private static let headSize = 1 << 16

  /// The file's text if it is a 接龙; nil for anything else.
  static func text(_ path: String) throws(TableFault) -> String? {
    let file = try FileBytes(path: path)
    let head = try file.head(headSize)
    guard FileKind.fault(head) == nil, !FileKind.isArchive(head) else { return nil }
    // The beginning tells, so that a large table is not read twice; a line that is cut off tells nothing.
    let end = head.count < headSize ? head.count : (head.lastIndex(of: 0x0A) ?? head.count)
    guard let beginning = try? decoded(Array(head[..<end])), ChainText.isChain(beginning) else { return nil }
    let bytes = try file.head(largest + 1)
    guard bytes.count <= largest else { return nil }
    return try decoded(bytes)
  }

  private static func decoded(_ bytes: [UInt8]) throws(TableFault) -> String? {
    let marked = TableEncoding.marked(bytes)
    let rest = Array(bytes.dropFirst(marked?.mark ?? 0))
    let encoding = if let marked { marked.encoding } else { try TableEncoding.byTrial(bytes) }
    switch encoding {
    case .utf8: return String(decoding: rest, as: UTF8.self)
    case .gb18030: return GB18030Decoder().utf8(rest).map { String(decoding: $0, as: UTF8.self) }
    case .utf16(let isBigEndian):
      var reader = UTF16Reader(isBigEndian: isBigEndian)
      var text: [UInt8] = []
      reader.take(rest, into: &text)
      reader.finish(into: &text)
      return String(decoding: text, as: UTF8.self)
    }
  }
}
