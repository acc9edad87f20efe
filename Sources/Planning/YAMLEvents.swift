// The libyaml that Yams carries. Yams' own tree of nodes takes three times as long as libyaml, has no places of keys
// that stand twice, and gives up at the first of these.
import CYaml

/// What libyaml sees in a text, one event after another.
final class YAMLEvents {
  struct Event {
    enum Kind {
      /// Of a literal text the style counts as a quote.
      case scalar(String, isPlain: Bool)
      case sequence, mapping, alias
      /// Of a sequence, a mapping or the document.
      case end
      case document, endOfStream
    }

    let kind: Kind
    /// Where it begins, or the anchor or tag before it.
    let place: Place
    /// What stands before the value, if anything.
    var mark: Mark?

    enum Mark { case anchor, tag }
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

  /// - Throws: What libyaml says, at its place.
  func next() throws(SourceFault) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw fault }
    defer { yaml_event_delete(&event) }
    let place = Place(event.start_mark)
    switch event.type {
    case YAML_STREAM_START_EVENT: return try next()
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return Event(kind: .endOfStream, place: place)
    case YAML_DOCUMENT_START_EVENT: return Event(kind: .document, place: place)
    case YAML_ALIAS_EVENT: return Event(kind: .alias, place: place)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      var bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)[...]
      // Left in the middle of a file where an editor joined two.
      if bytes.starts(with: "\u{FEFF}".utf8) { bytes = bytes.dropFirst(3) }
      let text = String(decoding: bytes, as: UTF8.self)
      return Event(
        kind: .scalar(text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE), place: place,
        mark: mark(scalar.anchor, scalar.tag, at: event.start_mark))
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      return Event(kind: .sequence, place: place, mark: mark(start.anchor, start.tag, at: event.start_mark))
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      return Event(kind: .mapping, place: place, mark: mark(start.anchor, start.tag, at: event.start_mark))
    default: return Event(kind: .end, place: place)
    }
  }

  private func mark(
    _ anchor: UnsafeMutablePointer<UInt8>?, _ tag: UnsafeMutablePointer<UInt8>?, at start: yaml_mark_t
  ) -> Event.Mark? {
    // libyaml leaves out a tag that is a mere `!`: only the place tells of it.
    if scalars.indices.contains(Int(start.index)), scalars[Int(start.index)] == "!" { return .tag }
    return anchor != nil ? .anchor : tag != nil ? .tag : nil
  }

  private var fault: SourceFault {
    let parser = parser.pointee
    let problem = parser.problem.map { String(cString: $0) } ?? "out of memory"
    guard parser.error != YAML_READER_ERROR else {
      return SourceFault(.other(problem), at: place(ofByte: Int(parser.problem_offset)))
    }
    return SourceFault(.other(problem), at: parser.problem == nil ? nil : Place(parser.problem_mark))
  }

  private func place(ofByte offset: Int) -> Place {
    let before = input.prefix(offset)
    let line = before.suffix(from: before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)
    return Place(
      line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      column: String(decoding: line, as: UTF8.self).unicodeScalars.count + 1)
  }
}

extension Place {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
