extension TableEncoding {
  /// The encoding of a file without a mark: UTF-8 if most lines with Chinese characters read as it, else GB18030.
  ///
  /// Chinese text in GB18030 is next to never UTF-8 by chance; the other way round it is common. Lines that don't
  /// fit are refused one by one later.
  static func byTrial(_ head: [UInt8]) throws(TableFault) -> TableEncoding {
    var lines = 0
    var utf8Lines = 0
    var gbLines = 0
    let decoder = GB18030Decoder()
    for line in head.split(separator: 10).dropLast(head.count > 4096 ? 1 : 0) {
      guard line.contains(where: { $0 >= 0x80 }) else { continue }
      lines += 1
      if isUTF8(line) {
        utf8Lines += 1
      } else if decoder.utf8(line) != nil {
        gbLines += 1
      }
    }
    if utf8Lines * 2 >= lines { return .utf8 }
    guard decoder.isAvailable else {
      throw TableFault(
        zh: "这台机器没有 GB18030 转换表；请另存为 UTF-8 的 CSV 再导入",
        en: "this machine has no converter for GB18030; save the file as CSV in UTF-8")
    }
    guard gbLines * 2 >= lines else {
      throw TableFault(
        zh: "认不出文字编码；请用 Excel 另存为“CSV UTF-8”再导入",
        en: "can't tell how its text is encoded; save it as 'CSV UTF-8'")
    }
    return .gb18030
  }

  /// Whether text that can be read as GB18030 is most likely in another encoding of two bytes a character, such as Big5.
  ///
  /// The characters in daily use have second bytes from A1 on, rare and traditional ones also lower ones; of Big5 every
  /// other second byte is lower.
  static func isHardlyGB(_ head: [UInt8]) -> Bool {
    var characters = 0
    var rare = 0
    var index = 0
    while index + 1 < head.count {
      guard head[index] >= 0x81 else {
        index += 1
        continue
      }
      characters += 1
      if head[index + 1] < 0xA1 { rare += 1 }
      index += 2
    }
    return characters >= 4 && rare * 4 > characters
  }

  static func isUTF8(_ bytes: some Collection<UInt8>) -> Bool {
    var more = 0
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    for byte in bytes {
      if more > 0 {
        guard byte >= low, byte <= high else { return false }
        (more, low, high) = (more - 1, 0x80, 0xBF)
        continue
      }
      switch byte {
      case 0..<0x80: continue
      case 0xC2...0xDF: more = 1
      case 0xE0: (more, low) = (2, 0xA0)
      case 0xED: (more, high) = (2, 0x9F)
      case 0xE1...0xEF: more = 2
      case 0xF0: (more, low) = (3, 0x90)
      case 0xF1...0xF3: more = 3
      case 0xF4: (more, high) = (3, 0x8F)
      default: return false
      }
    }
    return more == 0
  }
}
