/// A JSON Schema (draft-07) of a kind of file, printed from the tables that the reader checks against.
///
/// It gives editors completion and hover texts in both vocabularies. It is not the validator: what takes more than one
/// place to see (units, channels, cycles, dates that do not exist) only
/// ``Definitions/read(campaigns:shared:templates:only:)`` finds.
public struct FileSchema: Sendable {
  /// The kinds of files: `campaign`, `settings`, `units`, `channels`, `calendar`.
  public static var kinds: [String] { Section.files.map(\.name) }

  private let kind: String
  private let root: Section
  private let language: Language

  /// Nil for a kind that is not among ``kinds``.
  ///
  /// - `language`: Of the hover texts; keys and values are offered in both.
  public init?(of kind: String, language: Language) {
    guard let root = Section.files.first(where: { $0.name == kind })?.root else { return nil }
    self.kind = kind
    self.root = root
    self.language = language
  }

  public var json: JSONText {
    var definitions: [(String, JSONText)] = []
    let object = object(root, path: [], &definitions)
    return .object(
      [
        ("$schema", "http://json-schema.org/draft-07/schema#"),
        ("title", .string("campaign scheduler: \(kind)")),
      ] + object + [("definitions", .object(definitions))])
  }

  /// A mapping. Each key's schema stands once under `definitions`, since two words lead to it.
  private func object(_ section: Section, path: [String], _ definitions: inout [(String, JSONText)]) -> [(
    String, JSONText
  )] {
    var properties: [(String, JSONText)] = []
    for key in section.keys {
      let name = (path + [key.name]).joined(separator: ".")
      let schema = schema(key.value, path: path + [key.name], &definitions)
      definitions.append((name, .object([("description", .string(key.meaning.text(language)))] + schema)))
      for word in [key.name] + key.chinese {
        properties.append((word, ["$ref": .string("#/definitions/\(name)")]))
      }
    }
    let required = section.required.map { key -> JSONText in
      ["anyOf": .array(([key.name] + key.chinese).map { ["required": .array([.string($0)])] })]
    }
    return [
      ("type", "object"), ("additionalProperties", .bool(false)), ("properties", .object(properties)),
    ] + (required.isEmpty ? [] : [("allOf", .array(required))])
  }

  private func schema(_ shape: Shape, path: [String], _ definitions: inout [(String, JSONText)]) -> [(
    String, JSONText
  )] {
    switch shape {
    case .text: return [("type", .strings(["string", "number", "boolean"]))]
    case .phrase(let phrase): return Self.schema(phrase)
    case .number(let range):
      return [
        ("type", "integer"), ("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound)),
      ]
    case .choice(let words): return [("enum", .array(Self.values(words)))]
    case .several(let shape):
      let one = JSONText.object(schema(shape, path: path, &definitions))
      return [("anyOf", .array([one, ["type": "array", "items": one]]))]
    case .bilingual:
      let both = JSONText.object(object(.name, path: path, &definitions))
      return [("anyOf", .array([["type": "string"], both]))]
    case .section(let section): return object(section, path: path, &definitions)
    case .list(let section):
      return [("type", "array"), ("items", .object(object(section, path: path, &definitions)))]
    case .table(let shape):
      return [
        ("type", "object"), ("additionalProperties", .object(schema(shape, path: path, &definitions))),
      ]
    }
  }

  private static func schema(_ phrase: Phrase) -> [(String, JSONText)] {
    let type: JSONText = phrase.isNumberToo ? .strings(["string", "integer"]) : "string"
    let pattern = phrase.pattern.map { [("pattern", JSONText.string($0))] } ?? []
    return [("type", type), ("examples", .strings(phrase.examples))] + pattern
  }

  /// The words of a closed list in both languages; yes and no as an editor's YAML reads them, too.
  private static func values(_ words: [String]) -> [JSONText] {
    let isFlag = words == ["true", "false"]
    let chinese = words.map(Vocabulary.chineseValue).filter { !words.contains($0) }
    return (isFlag ? [.bool(true), .bool(false)] : []) + (words + chinese).map { .string($0) }
  }
}
