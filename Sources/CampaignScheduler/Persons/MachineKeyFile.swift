import Foundation
public import Ledger
public import Planning

/// The machine's key in a file beside the database, made when it is first needed. No backup holds it.
///
/// Without it, phones of older lists are no longer recognised and sign-in codes that were printed are refused; nothing
/// else depends on it.
public enum MachineKeyFile {
  /// Reads the key, or makes one.
  ///
  /// - Throws: ``MachineKeyFault``.
  public static func load(beside databasePath: String) throws(MachineKeyFault) -> MachineKey {
    let path = URL(filePath: databasePath).deletingLastPathComponent().appending(path: "machine.key").path
    if FileStatus(path) == nil { try make(path) }
    guard let status = FileStatus(path), !status.isFolder, status.mode & 0o077 == 0 else {
      throw .open(path)
    }
    guard let text = try? Workspace.textIfThere(path), let bytes = bytes(text), let key = MachineKey(bytes)
    else {
      throw .unreadable(path)
    }
    return key
  }

  /// Two programs may need the first key at one moment: whoever is first to give it its name wins.
  private static func make(_ path: String) throws(MachineKeyFault) {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var random = SystemRandomNumberGenerator()
    let digits = (0..<MachineKey.byteCount).map { _ in
      let byte = UInt8.random(in: .min ... .max, using: &random)
      return (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    let draft = "\(path).\(ProcessInfo.processInfo.processIdentifier).tmp"
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unwritable(path) }
    defer { unlink(draft) }
    let text = Array("\(digits)\n".utf8)
    let isWritten = write(descriptor, text, text.count) == text.count && fsync(descriptor) == 0
    close(descriptor)
    guard isWritten, link(draft, path) == 0 || errno == EEXIST else { throw .unwritable(path) }
    try? makeDurable(folder)
  }

  private static func bytes(_ text: String) -> [UInt8]? {
    let digits = Array(text.trimmingCharacters(in: .whitespacesAndNewlines).utf8)
    guard digits.count == 2 * MachineKey.byteCount else { return nil }
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { index in
      UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16)
    }
    return bytes.count == MachineKey.byteCount ? bytes : nil
  }
}

/// Why the machine's key can't be used.
public enum MachineKeyFault: Error, Hashable, Sendable {
  /// Others may read it.
  case open(String)
  case unreadable(String)
  case unwritable(String)

  public func text(_ language: Language) -> String {
    switch self {
    case .open(let path):
      language(
        "密钥文件 \(path) 别人也能读；请运行 chmod 600 \(path)", "others may read the key \(path); run 'chmod 600 \(path)'"
      )
    case .unreadable(let path):
      language(
        "密钥文件 \(path) 损坏；移走它会生成新的，但以前印的签到码就不认了",
        "the key \(path) is damaged; move it away and a new one is made, which does not know the codes printed before"
      )
    case .unwritable(let path):
      language("写不了密钥文件 \(path)；请检查文件夹的权限", "can't write the key \(path); check its folder's permissions")
    }
  }
}
