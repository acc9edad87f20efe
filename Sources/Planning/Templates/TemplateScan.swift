/// The tags of a template with their places, and everything that is wrong with them, in a reader's words.
struct TemplateScan {
  private(set) var faults: [(fault: Fault, place: Place)] = []
  /// Templates that it includes.
  private(set) var partials: [(name: String, place: Place)] = []
  /// Variables that functions are called on, in their parts: `first(needs)`, `count(part.ask)`.
  private(set) var called: Set<String> = []
  /// Whether only its variables may be wrong: then it can be compiled.
  private(set) var isSound = true

  private struct Open {
    let name: String
    let tag: String
    let place: Place
  }

  private let text: [Unicode.Scalar]
  private var index = 0
  private var line = 1
  private var lineStart = 0
  private var open: [Open] = []

  init(_ text: String) {
    self.text = Array(text.unicodeScalars)
    // A file that is no template at all is told so often enough.
    while index < self.text.count, faults.count < 100 { step() }
    for section in open where !section.tag.isEmpty {
      refuse(.unclosedSection(section.tag, section.name), at: section.place)
    }
    faults.sort { $0.place < $1.place }
  }

  private mutating func refuse(_ fault: Fault, at place: Place) {
    isSound = false
    faults.append((fault, place))
  }

  private func place(_ index: Int, length: Int) -> Place {
    Place(line: line, column: index - lineStart + 1, length: length)
  }

  private func has(_ word: String, at index: Int) -> Bool {
    text.dropFirst(index).starts(with: word.unicodeScalars)
  }

  private mutating func step() {
    switch text[index] {
    case "\n":
      (line, lineStart) = (line + 1, index + 1)
      index += 1
    case "{" where has("{{", at: index): tag()
    case "{":
      let name = word(from: index + 1)
      if TemplateVariable.names.contains(name), has("}", at: index + 1 + name.count) {
        refuse(.singleBraces(name), at: place(index, length: name.count + 2))
      }
      index += 1
    case "}" where has("}}", at: index):
      let name = wordBefore(index)
      if TemplateVariable.names.contains(name) {
        refuse(.singleBraces(name), at: place(index - name.count, length: name.count + 2))
      } else {
        refuse(.strayBraces, at: place(index, length: 2))
      }
      index += 2
    case "｛" where has("｛｛", at: index):
      let end = text[index...].firstIndex { $0 == "｝" || $0 == "\n" } ?? text.count
      let length = end - index + (has("｝｝", at: end) ? 2 : 0)
      refuse(.wideBraces, at: place(index, length: length))
      index += length
    default: index += 1
    }
  }

  private func word(from start: Int) -> String {
    String(String.UnicodeScalarView(text.dropFirst(start).prefix(while: Self.isPartOfName)))
  }

  private func wordBefore(_ end: Int) -> String {
    String(String.UnicodeScalarView(text[..<end].reversed().prefix(while: Self.isPartOfName).reversed()))
  }

  private static func isPartOfName(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || scalar == "_")
  }

  /// A tag begins at `index`; its end, for all but a comment, is in the same line.
  private mutating func tag() {
    let start = index
    let isComment = has("{{!", at: index)
    let closing = has("{{{", at: index) ? "}}}" : "}}"
    var end = start + 2
    while end < text.count, !has(closing, at: end) {
      if !isComment, text[end] == "\n" || has("{{", at: end) && end > start + 2 { break }
      end += 1
    }
    guard end < text.count, has(closing, at: end) else {
      let place = place(start, length: max(2, end - start))
      // What it was meant to open may end all the same.
      if "#^".unicodeScalars.contains(where: { start + 2 < text.count && text[start + 2] == $0 }) {
        open.append(Open(name: word(from: start + 3), tag: "", place: place))
      }
      refuse(.unfinishedTag(word(from: start + 2)), at: place)
      index = max(start + 2, isComment ? text.count : end)
      return
    }
    let inside = text[(start + closing.count)..<end]
    let whole = place(start, length: end + closing.count - start)
    index = end + closing.count
    if isComment {
      for (offset, scalar) in text[start..<end].enumerated() where scalar == "\n" {
        (line, lineStart) = (line + 1, start + offset + 1)
      }
    } else {
      take(String(String.UnicodeScalarView(inside)), whole, from: start + closing.count)
    }
  }

  private mutating func take(_ inside: String, _ whole: Place, from start: Int) {
    let sign = inside.first.flatMap { "#^/&><$=%".contains($0) ? $0 : nil }
    let rest = sign == nil ? inside[...] : inside.dropFirst()
    let name = TimeLanguage.trimmed(rest)
    let blanks = rest.prefix { $0.isWhitespace }.unicodeScalars.count
    let place = place(start + blanks + (sign == nil ? 0 : 1), length: max(1, name.unicodeScalars.count))
    if let sign, "<$=%".contains(sign) || sign == ">" && name.hasPrefix("*") {
      // What ends here is no fault of its own.
      if "<$".contains(sign) { open.append(Open(name: name, tag: "", place: whole)) }
      return refuse(.unsupportedTag(sign), at: whole)
    }
    guard !name.isEmpty else { return refuse(.emptyTag, at: whole) }
    switch sign {
    case ">": partials.append((name, place))
    case "/": close(name, whole)
    default:
      if sign == "#" || sign == "^" {
        open.append(Open(name: name, tag: "{{\(sign ?? "#")\(name)}}", place: whole))
        if open.count == YAMLReader.maximumDepth + 1 {
          refuse(SourceFault(.tooDeep(YAMLReader.maximumDepth), at: whole).text, at: whole)
        }
      }
      check(name, at: place)
    }
  }

  private mutating func close(_ name: String, _ whole: Place) {
    guard let last = open.last else { return refuse(.strayEnd(name, open: nil), at: whole) }
    if let start = open.lastIndex(where: { $0.name == name }) {
      for section in open[(start + 1)...] where !section.tag.isEmpty {
        refuse(.unclosedSection(section.tag, section.name), at: section.place)
      }
      open.removeSubrange(start...)
    } else {
      refuse(.strayEnd(name, open: (last.name, last.place.line)), at: whole)
      open.removeLast()
    }
  }

  /// A variable, alone or as `count(tasks)`, `first()`.
  private mutating func check(_ name: String, at place: Place) {
    let parts = name.split(separator: "(", omittingEmptySubsequences: false)
    let variable = (parts.last ?? "").prefix { $0 != ")" }
    let closing = name.drop { $0 != ")" }
    let isWellFormed =
      closing.count == parts.count - 1 && closing.allSatisfy { $0 == ")" }
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "._?*()-".utf8.contains(byte)
      }
    let isCall = parts.count > 1
    if isCall { called.formUnion(variable == "." ? ["."] : variable.split(separator: ".").map(String.init)) }
    let isKnown =
      variable == "." || isCall && variable.isEmpty || TemplateVariable.names.contains(String(variable))
    isSound = isSound && isWellFormed
    guard isWellFormed else { return faults.append((.unknownVariable(name), place)) }
    if !isKnown { faults.append((.unknownVariable(String(variable)), place.of(variable, in: name))) }
    for function in parts.dropLast() where !TemplateVariable.transforms.contains(String(function)) {
      faults.append((.unknownFunction(String(function)), place.of(function, in: name)))
    }
  }
}

extension Place {
  /// The place of a part of a word.
  fileprivate func of(_ part: Substring, in word: String) -> Place {
    Place(
      line: line, column: column + word.unicodeScalars.distance(from: word.startIndex, to: part.startIndex),
      length: max(1, part.unicodeScalars.count))
  }
}
