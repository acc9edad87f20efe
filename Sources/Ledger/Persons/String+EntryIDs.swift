extension String {
  /// The same text without ids of entries: an origin may hold eleven digits in a row, which are no telephone.
  var withoutEntryIDs: String {
    func isHexadecimal(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) }
    var rest: [UInt8] = []
    var run: [UInt8] = []
    var isInNumber = false
    for byte in utf8 {
      if isInNumber, (0x30...0x39).contains(byte) { continue }
      isInNumber = false
      if isHexadecimal(byte) {
        run.append(byte)
        continue
      }
      isInNumber = byte == UInt8(ascii: "-") && run.count == EntryID.originLength
      if !isInNumber { rest += run + [byte] }
      run = []
    }
    return String(decoding: rest + run, as: UTF8.self)
  }
}
