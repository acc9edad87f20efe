/// Brings campaign files and their shared files into one style. What they mean, their comments and the order of their
/// keys stay as they are.
///
/// The style, in the order in which one meets it:
/// - UTF-8 without a byte order mark, LF line ends, one at the end of the file; no blanks at line ends, at most one empty
///   line in a row.
/// - Two blanks a level; lists below a key are indented. Lines stay lines: nothing is joined or broken.
/// - One blank after colons and commas, none inside brackets. Blanks with which rows in braces are lined up stay.
/// - A comment in its own line stands as the next line does; at the end of a line it keeps its distance, two blanks at
///   least, and stays below the comment that it stood below.
/// - What a YAML tool could take for a date, a clock or a fraction stands in double quotation marks; single ones become
///   double where that takes no escapes. Texts are left alone byte for byte.
///
/// With a language for the keys, keys and the words and times of closed lists are written in it.
public struct CampaignFormatter: Sendable {
  private let rewording: Rewording

  /// - Parameters:
  ///   - keys: Nil to leave every word in its language.
  ///   - levels: Of the workspace's settings; without them `500 per county` stays in its language.
  public init(keys: Language? = nil, levels: [Level] = []) {
    rewording = Rewording(keys: keys, levels: levels)
  }

  /// - Returns: The file's text in our style; its own text if that is in it already.
  /// - Throws: What is wrong with the file, if it can't be read: then it should be left alone.
  public func format(_ file: SourceFile) throws(FileRefusal) -> String {
    let bytes = try Self.decoded(file)
    let root = try Self.root(of: bytes, file)
    let section = Section.root(ofFileNamed: file.name)
    guard root.entries != nil else {
      let faults = FaultList(file: file.path)
      _ = Fields(root, section, faults)
      throw FileRefusal(diagnostics: faults.diagnostics)
    }
    var text = Self.withLineFeeds(bytes)
    let meaning = rewording.reworded(root, as: section)
    var current = text == bytes ? root : try Self.root(of: text, file)
    // Formatted is what another pass leaves alone: so twice is the same as once. Two passes do; one more lines up what
    // came to stand together.
    for _ in 0..<8 {
      let next = try Self.pass(over: text, current, saying: meaning, file)
      if next == text { return String(decoding: text, as: UTF8.self) }
      text = next
      current = try Self.root(of: text, file)
      guard current.means(meaning) else { break }
    }
    throw FileRefusal(diagnostics: [.notFormatted(file: file.path, at: nil)])
  }

  private static func pass(
    over text: [UInt8], _ root: YAMLNode, saying meaning: YAMLNode, _ file: SourceFile
  ) throws(FileRefusal) -> [UInt8] {
    do throws(LayoutScan.Unsupported) {
      var layout = try LayoutScan.layout(of: text, root: root)
      Rewording.apply(meaning, to: &layout)
      StyleRules.apply(to: &layout)
      return LayoutPrinter.print(layout)
    } catch {
      let place = Place(of: error.offset, in: text)
      throw FileRefusal(diagnostics: [.notFormatted(file: file.path, at: place)])
    }
  }

  /// The file's bytes without a byte order mark.
  static func decoded(_ file: SourceFile) throws(FileRefusal) -> [UInt8] {
    switch SourceText.decode(file.bytes) {
    case .success(let text): return Array(text.utf8)
    case .failure(let fault):
      throw FileRefusal(diagnostics: [.unreadable(file: file.path, at: fault.place, fault)])
    }
  }

  static func root(of text: [UInt8], _ file: SourceFile) throws(FileRefusal) -> YAMLNode {
    let (root, diagnostics) = YAMLReader.read(text, file: file.path)
    guard let root, diagnostics.isEmpty else { throw FileRefusal(diagnostics: diagnostics) }
    return root
  }

  static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "\r")) else { return bytes }
    var result: [UInt8] = []
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == UInt8(ascii: "\r") {
        result.append(UInt8(ascii: "\n"))
      } else if byte != UInt8(ascii: "\n") || previous != UInt8(ascii: "\r") {
        result.append(byte)
      }
      previous = byte
    }
    return result
  }
}
