import Foundation

/// What a program told its disk, in order, with what it told the world meanwhile.
struct DiskLog {
  enum Operation {
    case write(file: String, offset: Int, Data)
    case truncate(file: String, size: Int)
    case sync(file: String)
    case unlink(file: String)
    case rename(file: String, to: String)
    /// Went out to a socket.
    case sent(Data)
    /// Printed on standard output.
    case printed(Data)
  }

  var operations: [Operation] = []

  init(contentsOf url: URL) throws {
    let bytes = try Data(contentsOf: url)
    var place = 0
    func integer(_ width: Int) -> Int {
      defer { place += width }
      return (0..<width).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    func data(_ count: Int) -> Data {
      defer { place += count }
      return bytes.subdata(in: place..<place + count)
    }
    while place < bytes.count {
      let kind = Character(UnicodeScalar(UInt8(integer(1))))
      let (length, offset, count) = (integer(4), integer(8), integer(8))
      let file = String(decoding: data(length), as: UTF8.self)
      let content = data(count)
      switch kind {
      case "w": operations.append(.write(file: file, offset: offset, content))
      case "t": operations.append(.truncate(file: file, size: offset))
      case "s": operations.append(.sync(file: file))
      case "u": operations.append(.unlink(file: file))
      case "r": operations.append(.rename(file: file, to: String(decoding: content, as: UTF8.self)))
      case "p": operations.append(.sent(content))
      case "o": operations.append(.printed(content))
      default: throw Unreadable(kind: kind, place: place)
      }
    }
  }

  struct Unreadable: Error {
    let kind: Character
    let place: Int
  }

  var syncs: Int { operations.count { if case .sync = $0 { true } else { false } } }

  /// The same log of a program that never asks for its write-ahead log to be made durable.
  func withoutSyncs(of file: String) -> DiskLog {
    var changed = self
    changed.operations.removeAll { if case .sync(file) = $0 { true } else { false } }
    return changed
  }
}

/// A disk as a power cut may leave it.
///
/// What a file's last sync covered is there. Of the writes since then each may be there, be missing, or be torn at a
/// sector, in any combination: a disk writes in what order it likes. Names count as durable at once.
struct DiskState {
  private var durable: [String: Data] = [:]
  private var pending: [String: [DiskLog.Operation]] = [:]

  mutating func apply(_ operation: DiskLog.Operation) {
    switch operation {
    case .write(let file, _, _), .truncate(let file, _):
      pending[file, default: []].append(operation)
      if durable[file] == nil { durable[file] = Data() }
    case .sync(let file):
      for change in pending.removeValue(forKey: file) ?? [] {
        Self.apply(change, to: &durable[file, default: Data()])
      }
    case .unlink(let file):
      durable[file] = nil
      pending[file] = nil
    case .rename(let file, let name):
      durable[name] = durable.removeValue(forKey: file)
      pending[name] = pending.removeValue(forKey: file)
    case .sent, .printed: break
    }
  }

  enum Cut: CaseIterable {
    case nothing, whole, prefix, subset, torn
  }

  /// The files after a power cut. SQLite makes its `-shm` file anew.
  func files(after cut: Cut, _ random: inout some RandomNumberGenerator) -> [String: Data] {
    var files = durable
    for (file, changes) in pending.sorted(by: { $0.key < $1.key }) {
      let count = Int.random(in: 0...changes.count, using: &random)
      let survivors: [DiskLog.Operation] =
        switch cut {
        case .nothing: []
        case .whole: changes
        case .prefix: Array(changes.prefix(count))
        case .subset: changes.filter { _ in Bool.random(using: &random) }
        case .torn: changes.prefix(count).map { Self.torn($0, &random) }
        }
      for change in survivors { Self.apply(change, to: &files[file, default: Data()]) }
    }
    return files.filter { !$0.key.hasSuffix("-shm") }
  }

  static let sector = 512

  private static func torn(_ operation: DiskLog.Operation, _ random: inout some RandomNumberGenerator)
    -> DiskLog.Operation
  {
    guard case .write(let file, let offset, let data) = operation, Bool.random(using: &random) else {
      return operation
    }
    // Up to the end of some sector of the file, whether or not the write began at one.
    let last = (offset + data.count) / sector
    let end = Int.random(in: offset / sector...last, using: &random) * sector
    return .write(file: file, offset: offset, data.prefix(max(0, min(data.count, end - offset))))
  }

  private static func apply(_ operation: DiskLog.Operation, to content: inout Data) {
    switch operation {
    case .write(_, let offset, let data):
      if data.isEmpty { return }
      if content.count < offset { content.append(Data(count: offset - content.count)) }
      content.replaceSubrange(offset..<max(offset, min(content.count, offset + data.count)), with: data)
    case .truncate(_, let size):
      if content.count > size {
        content.removeSubrange(size...)
      } else {
        content.append(Data(count: size - content.count))
      }
    default: break
    }
  }
}
