/// Finds robots' addresses and keys in the text of a file, comments included: the address is the password.
enum SecretScan {
  static let code = Fault.secretInFile.code

  static func faults(in file: SourceFile) -> [Diagnostic] {
    guard case .success(let text) = SourceText.decode(file.bytes) else { return [] }
    var found: [Diagnostic] = []
    // By scalars: to Swift a carriage return and a newline are one character, and no newline.
    for (index, line) in SourceText.lines(text).lazy.map({ Substring($0) }).enumerated() {
      guard line.utf8.count < 8192, let range = secret(in: line) else { continue }
      let column = line.unicodeScalars.distance(from: line.startIndex, to: range.lowerBound) + 1
      let length = line.unicodeScalars.distance(from: range.lowerBound, to: range.upperBound)
      let place = Place(line: index + 1, column: column, length: length)
      found.append(Diagnostic(.secretInFile, file: file.path, at: place))
    }
    return found
  }

  /// A line as it may be shown: what looks secret is blotted out, in the same length, so that columns stay right.
  static func masked(_ line: String) -> String {
    var line = line
    while let range = secret(in: Substring(line)) {
      let blot = String(repeating: "•", count: line[range].unicodeScalars.count)
      line.replaceSubrange(range, with: blot)
    }
    return line
  }

  private static func secret(in line: Substring) -> Range<Substring.Index>? {
    if line.contains("://"), let match = line.firstMatch(of: address),
      !ChannelReader.isLoopback(String(match.0))
    {
      return match.range
    }
    guard line.contains("SEC") || line.contains("whsec_") else { return nil }
    return line.firstMatch(of: key)?.range
  }

  // The shapes in which the platforms give their robots' addresses; any address with a key in its query counts.
  private static var address: Regex<Substring> {
    #/https?:\/\/[^\s"',\]}]*(?:[?&](?:key|access_token|token|sign|secret)=|\/hooks?\/|\/webhook|hooks\.slack|\/bot\d)[^\s"',\]}]*/#
      .ignoresCase()
  }

  private static var key: Regex<Substring> { #/\bSEC[0-9a-f]{32,}|\bwhsec_[A-Za-z0-9+\/=]{16,}/# }
}
