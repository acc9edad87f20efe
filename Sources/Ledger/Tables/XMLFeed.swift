import CTables
import Foundation

/// What is told of an XML text as it is read.
protocol XMLListener: AnyObject {
  func began(_ name: XMLText, _ attributes: XMLAttributes)
  func ended(_ name: XMLText)
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
        state.listener.began(XMLText(name: name), XMLAttributes(attributes))
      },
      { state, name in
        guard let state = State.of(state), let name else { return }
        state.depth -= 1
        state.listener.ended(XMLText(name: name))
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

/// A name without its prefix, or an attribute's value; good only while it is being told.
struct XMLText {
  private let start: UnsafePointer<CChar>

  /// An element's or attribute's name without its prefix.
  init(name: UnsafePointer<CChar>) {
    start = strchr(name, 0x3A).map { UnsafePointer($0 + 1) } ?? name
  }

  init(value: UnsafePointer<CChar>) { start = value }

  static func ~= (word: StaticString, text: XMLText) -> Bool {
    word.withUTF8Buffer { word in
      strncmp(text.start, UnsafeRawPointer(word.baseAddress!).assumingMemoryBound(to: CChar.self), word.count)
        == 0
        && text.start[word.count] == 0
    }
  }

  static func == (text: XMLText, word: StaticString) -> Bool { word ~= text }

  var utf8: UnsafeBufferPointer<UInt8> {
    let bytes = UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self)
    return UnsafeBufferPointer(start: bytes, count: strlen(start))
  }

  var string: String { String(cString: start) }

  /// Nil if it is no whole number.
  var number: Int? {
    var end: UnsafeMutablePointer<CChar>?
    let number = strtol(start, &end, 10)
    return end.map { UnsafePointer($0) != start && $0.pointee == 0 } == true ? number : nil
  }
}

/// An element's attributes; good only while it is being told.
struct XMLAttributes: Sequence, IteratorProtocol {
  private var pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>

  init(_ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>) {
    self.pairs = pairs
  }

  mutating func next() -> (name: XMLText, value: XMLText)? {
    guard let name = pairs[0], let value = pairs[1] else { return nil }
    pairs += 2
    return (XMLText(name: name), XMLText(value: value))
  }

  private func value(_ word: StaticString) -> XMLText? { first { $0.name == word }?.value }

  subscript(word: StaticString) -> String? { value(word)?.string }

  func number(_ word: StaticString) -> Int? { value(word)?.number }

  func isTrue(_ word: StaticString) -> Bool { value(word).map { $0 == "1" || $0 == "true" } ?? false }
}
