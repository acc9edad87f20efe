// The libyaml that Yams carries: its tree of nodes takes several times as long, has no places of keys that stand twice,
// and gives up at the first of these.
import CYaml

/// What libyaml sees in a text, one event after another.
final class YAMLEvents {
  struct Event {
    enum Kind {
      /// The style of a block of text counts as a quote.
      case scalar(String, isPlain: Bool)
      case sequence, mapping
      /// Of the value with an anchor of that name.
      case alias(String)
      /// Of a sequence, a mapping or the document.
      case end
      case document, endOfStream
    }

    let kind: Kind
    /// Where it begins, or the anchor or tag before it.
    let place: Place
    /// What stands before the value, if anything, and the anchor's name.
    var mark: Mark?
    var anchor: String?

    enum Mark { case anchor, tag }
  }

  /// What libyaml says of a text that it can't read.
  struct Complaint: Error {
    let problem: String
    let place: Place
    /// Whether a character may not stand anywhere.
    let isOfCharacter: Bool
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  /// The text, if there may be a tag in it.
  private let scalars: [Unicode.Scalar]

  init(_ text: String) {
    parser = .allocate(capacity: 1)
    input = .allocate(capacity: text.utf8.count)
    _ = input.initialize(fromContentsOf: text.utf8)
    scalars = text.utf8.contains(UInt8(ascii: "!")) ? Array(text.unicodeScalars) : []
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  func next() throws(Complaint) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw complaint }
    defer { yaml_event_delete(&event) }
    let place = Place(event.start_mark)
    switch event.type {
    case YAML_STREAM_START_EVENT: return try next()
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return Event(kind: .endOfStream, place: place)
    case YAML_DOCUMENT_START_EVENT: return Event(kind: .document, place: place)
    case YAML_ALIAS_EVENT: return Event(kind: .alias(name(event.data.alias.anchor) ?? ""), place: place)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      var bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)[...]
      // Left in the middle of a file where an editor joined two.
      if bytes.starts(with: "\u{FEFF}".utf8) { bytes = bytes.dropFirst(3) }
      let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
      let kind = Event.Kind.scalar(String(decoding: bytes, as: UTF8.self), isPlain: isPlain)
      return marked(kind, event, scalar.anchor, scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      return marked(.sequence, event, event.data.sequence_start.anchor, event.data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      return marked(.mapping, event, event.data.mapping_start.anchor, event.data.mapping_start.tag)
    default: return Event(kind: .end, place: place)
    }
  }

  private func marked(
    _ kind: Event.Kind, _ event: yaml_event_t, _ anchor: UnsafeMutablePointer<UInt8>?,
    _ tag: UnsafeMutablePointer<UInt8>?
  ) -> Event {
    let place = Place(event.start_mark)
    let index = Int(event.start_mark.index)
    // libyaml leaves out a tag that is a mere `!`: only the text tells of it.
    let isTagFirst = scalars.indices.contains(index) && scalars[index] == "!"
    let mark: Event.Mark? = isTagFirst ? .tag : anchor != nil ? .anchor : tag != nil ? .tag : nil
    return Event(kind: kind, place: place, mark: mark, anchor: name(anchor))
  }

  private func name(_ text: UnsafeMutablePointer<UInt8>?) -> String? { text.map { String(cString: $0) } }

  private var complaint: Complaint {
    let parser = parser.pointee
    let isOfCharacter = parser.error == YAML_READER_ERROR
    return Complaint(
      problem: parser.problem.map { String(cString: $0) } ?? "",
      place: isOfCharacter ? place(ofByte: Int(parser.problem_offset)) : Place(parser.problem_mark),
      isOfCharacter: isOfCharacter)
  }

  private func place(ofByte offset: Int) -> Place {
    let before = input.prefix(offset)
    let line = before.suffix(from: before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)
    return Place(
      line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      column: line.count { $0 & 0xC0 != 0x80 } + 1)
  }
}

extension Place {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
