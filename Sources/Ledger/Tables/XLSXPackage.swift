import CTables

/// The archive that a workbook is: its parts are read as a stream and never written anywhere, so that a name such as
/// `../../x` leads nowhere.
final class XLSXPackage {
  fileprivate let zip: ctables_zip
  private let archive: OpaquePointer
  private var indices: [String: UInt64] = [:]
  private var unpacked = 0

  init(path: String) throws(TableFault) {
    guard let zip = ctables_zip_library()?.pointee else { throw .noZip }
    var code: Int32 = 0
    guard let archive = zip.open(path, ZIP_RDONLY, &code) else { throw .damagedWorkbook }
    (self.zip, self.archive) = (zip, archive)
    let count = zip.get_num_entries(archive, 0)
    guard count <= TableLimits.archiveEntries else {
      throw TableFault(
        zh: "压缩包里有 \(count) 个部分；工作簿不会有这么多，没有读", en: "it has \(count) parts; no workbook has so many")
    }
    for index in 0..<UInt64(max(0, count)) {
      guard let name = zip.get_name(archive, index, 0) else { continue }
      let key = Self.key(String(cString: name))
      guard indices.updateValue(index, forKey: key) == nil else { throw .damagedWorkbook }
    }
  }

  deinit { zip.discard(archive) }

  /// Names differ in case and in slashes from writer to writer.
  private static func key(_ name: String) -> String {
    let name = name.lowercased().replacing("\\", with: "/")
    return name.first == "/" ? String(name.dropFirst()) : name
  }

  func has(_ name: String) -> Bool { indices[Self.key(name)] != nil }

  /// - Returns: Nil if there is no such part.
  func part(_ name: String) throws(TableFault) -> Part? {
    guard let index = indices[Self.key(name)] else { return nil }
    var facts = zip_stat_t()
    guard zip.stat_index(archive, index, 0, &facts) == 0 else { throw .damagedWorkbook }
    guard facts.encryption_method == ZIP_EM_NONE else { throw .encrypted }
    guard facts.size <= UInt64(TableLimits.unpacked) else { throw .bomb }
    guard let file = zip.fopen_index(archive, index, 0) else { throw .damagedWorkbook }
    return Part(file, packed: Int(clamping: facts.comp_size), of: self)
  }

  /// Tells a listener all of a part.
  ///
  /// - Returns: False if there is no such part.
  @discardableResult
  func read(_ name: String, _ listener: any XMLListener) throws(TableFault) -> Bool {
    guard let part = try part(name) else { return false }
    let feed = try XMLFeed(listener)
    while let bytes = try part.next() {
      guard feed.take(bytes, isLast: false) else { throw .damagedWorkbook }
    }
    guard feed.take([], isLast: true) else { throw .damagedWorkbook }
    return true
  }

  /// Whether an element of a name may be in a part: sure only that it is not, and much faster than reading the XML.
  ///
  /// - `element`: Of ASCII; its first letter comes up in it once.
  func mayHold(_ element: StaticString, in name: String) throws(TableFault) -> Bool {
    guard let part = try part(name), var bytes = try part.next() else { return false }
    // What is looked through is read again, and counts once.
    let unpacked = self.unpacked
    defer { self.unpacked = unpacked }
    // UTF-16 has other bytes.
    if bytes.prefix(2).contains(where: { $0 == 0 || $0 >= 0xFE }) { return true }
    let word = UnsafeBufferPointer(start: element.utf8Start, count: element.utf8CodeUnitCount)
    var matched = 0
    while true {
      for byte in bytes {
        matched = byte == word[matched] ? matched + 1 : byte == word[0] ? 1 : 0
        if matched == word.count { return true }
      }
      guard let next = try part.next() else { return false }
      bytes = next
    }
  }

  private func count(_ bytes: Int) throws(TableFault) {
    unpacked += bytes
    guard unpacked <= TableLimits.unpacked else { throw .bomb }
  }

  /// One part as it unpacks, held to how much it may become.
  final class Part {
    private let file: OpaquePointer
    private let packed: Int
    private let package: XLSXPackage
    private var unpacked = 0
    private static let piece = 1 << 16

    fileprivate init(_ file: OpaquePointer, packed: Int, of package: XLSXPackage) {
      (self.file, self.packed, self.package) = (file, packed, package)
    }

    deinit { _ = package.zip.fclose(file) }

    /// The next bytes; nil at the end.
    func next() throws(TableFault) -> [UInt8]? {
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: Self.piece) { buffer, filled in
        count = Int(package.zip.fread(file, buffer.baseAddress, UInt64(buffer.count)))
        filled = max(0, count)
      }
      guard count >= 0 else { throw .damagedWorkbook }
      guard count > 0 else { return nil }
      unpacked += count
      try package.count(count)
      if unpacked > TableLimits.ratioFree, unpacked / max(1, packed) > TableLimits.ratio { throw .bomb }
      return bytes
    }
  }
}

extension TableFault {
  static let damagedWorkbook = TableFault(
    zh: "工作簿打不开，可能损坏了；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入",
    en: "the workbook is damaged; open it in a spreadsheet program and save it as .xlsx again")
  static let noZip = TableFault(
    zh: "读 .xlsx 要用的 libzip 没有装；请安装（Debian：sudo apt install libzip4），或者另存为 CSV 再导入",
    en:
      "libzip, which reads .xlsx, is missing: install it (sudo apt install libzip4) or save as CSV")
  static let encrypted = TableFault(
    zh: "工作簿设了打开密码；请去掉密码另存后再导入", en: "the workbook has a password; save it without one")
  static let bomb = TableFault(
    zh: "文件解开后大得不正常（像是压缩炸弹），没有读；请只留下要导入的工作表再试",
    en: "the file unpacks to an absurd size (a zip bomb?) and was not read; keep only the sheet to import")
}
