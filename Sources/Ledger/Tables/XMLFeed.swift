import CTables
import Foundation

/// What is told of an XML text as it is read.
protocol XMLListener: AnyObject {
  func began(_ name: XMLName, _ attributes: XMLAttributes)
  func ended(_ name: XMLName)
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// Reads XML piece by piece with expat. A document type, and with it every entity of its own, is refused: no
/// spreadsheet has one, and they are how a few bytes become gigabytes.
final class XMLFeed {
  private let parser: XML_Parser
  fileprivate let state: State

  /// What the C callbacks are given.
  fileprivate final class State {
    let listener: any XMLListener
    var depth = 0
    var isRefused = false
    var parser: XML_Parser?

    init(_ listener: any XMLListener) { self.listener = listener }

    func refuse() {
      isRefused = true
      XML_StopParser(parser, XML_Bool(XML_FALSE))
    }
  }

  init(_ listener: any XMLListener) throws(TableFault) {
    guard let parser = XML_ParserCreate(nil) else { throw TableFault(zh: "内存不够", en: "out of memory") }
    self.parser = parser
    state = State(listener)
    state.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(state).toOpaque())
    XML_SetElementHandler(
      parser,
      { state, name, attributes in
        guard let state = State.of(state), let name, let attributes else { return }
        state.depth += 1
        if state.depth > TableLimits.depth { return state.refuse() }
        state.listener.began(XMLName(name), XMLAttributes(attributes))
      },
      { state, name in
        guard let state = State.of(state), let name else { return }
        state.depth -= 1
        state.listener.ended(XMLName(name))
      })
    XML_SetCharacterDataHandler(parser) { state, text, count in
      guard let state = State.of(state), let text else { return }
      text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
        state.listener.text(UnsafeBufferPointer(start: $0, count: Int(count)))
      }
    }
    XML_SetStartDoctypeDeclHandler(parser) { state, _, _, _, _ in State.of(state)?.refuse() }
  }

  deinit { XML_ParserFree(parser) }

  /// - Returns: False if this is no well-formed XML, or one that is refused.
  func take(_ bytes: [UInt8], isLast: Bool) -> Bool {
    let status = bytes.withUnsafeBufferPointer { bytes in
      let text = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
      return XML_Parse(parser, text, Int32(bytes.count), isLast ? 1 : 0)
    }
    return status == XML_STATUS_OK && !state.isRefused
  }
}

extension XMLFeed.State {
  fileprivate static func of(_ pointer: UnsafeMutableRawPointer?) -> XMLFeed.State? {
    pointer.map { Unmanaged<XMLFeed.State>.fromOpaque($0).takeUnretainedValue() }
  }
}

/// An element's or attribute's name without its prefix; good only while it is being told.
struct XMLName {
  private let start: UnsafePointer<CChar>

  init(_ pointer: UnsafePointer<CChar>) {
    start = strchr(pointer, 0x3A).map { UnsafePointer($0 + 1) } ?? pointer
  }

  static func == (name: XMLName, word: StaticString) -> Bool {
    word.withUTF8Buffer { word in
      strncmp(name.start, UnsafeRawPointer(word.baseAddress!).assumingMemoryBound(to: CChar.self), word.count)
        == 0
        && name.start[word.count] == 0
    }
  }

  static func ~= (word: StaticString, name: XMLName) -> Bool { name == word }
}

/// An element's attributes; good only while it is being told.
struct XMLAttributes {
  private let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>

  init(_ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>) {
    self.pairs = pairs
  }

  /// The attribute's value as C text; nil if there is none.
  func pointer(_ word: StaticString) -> UnsafePointer<CChar>? {
    var index = 0
    while let name = pairs[index] {
      if XMLName(name) == word { return pairs[index + 1] }
      index += 2
    }
    return nil
  }

  subscript(word: StaticString) -> String? { pointer(word).map { String(cString: $0) } }

  func number(_ word: StaticString) -> Int? {
    guard let text = pointer(word) else { return nil }
    var end: UnsafeMutablePointer<CChar>?
    let number = strtol(text, &end, 10)
    return end.map { UnsafePointer($0) != text && $0.pointee == 0 } == true ? number : nil
  }

  func isTrue(_ word: StaticString) -> Bool {
    guard let text = self[word] else { return false }
    return text == "1" || text == "true"
  }
}
