public import Planning

/// Who signs a brief. Holds masked names only: the chain of entries never covers a whole one.
public struct Byline: Hashable, Sendable, Codable {
  /// The unit, and the posts beside it; empty if only a name was given.
  public let unit: String
  /// 刘○; 刘○○、李○ of several.
  public let maskedName: String?

  /// - `name`: Masked here if it is not yet: the first character of each name stays.
  public init(unit: String, name: String?) {
    self.unit = unit
    maskedName = name.flatMap(Self.maskAll)
  }

  /// Reads who signs as people write it: 象山区卫健局王某某, 通讯员 欧某, `John Smith, Xiangshan District`.
  ///
  /// Strict: what is no unit, team or post is a name and is masked.
  ///
  /// - `units`: Whose names are no people's.
  public init(_ text: String, units: UnitTree? = nil) {
    let who = WhoText(text, units: units)
    let names = who.parts.compactMap { part -> String? in
      switch part {
      case .office: nil
      case .name(let name), .other(let name): name
      }
    }
    if names.isEmpty {
      unit = Self.withoutBrackets(text.trimmed)
      maskedName = nil
    } else {
      unit = who.rest(withOthers: false)
      maskedName = Self.list(names.map(Self.mask))
    }
  }

  /// The byline of a file that keeps unit and name apart: somebody may have written the name behind the unit, too.
  public init(reading unit: String, name: String?, units: UnitTree? = nil) {
    let own = Byline(unit, units: units)
    let given = name.flatMap(Self.maskAll)
    self.unit = own.unit
    maskedName = [own.maskedName, given].compactMap(\.self).reduce(nil) { all, next in
      all.map { Self.list([$0, next]) } ?? next
    }
  }

  /// Masks each of the names in a text that holds nothing else.
  private static func maskAll(_ text: String) -> String? {
    var names: [String] = []
    for field in WhoText.fields(of: text) {
      var isOpen = false
      for piece in field.split(whereSeparator: \.isWhitespace).map(String.init) {
        let isLatin = !piece.contains { $0.isHan || "○〇◯●*＊×".contains($0) }
        // A two-character name may come as wide as one of three: 刘　强.
        if let last = names.last, isOpen,
          isLatin == !last.contains(where: \.isHan),
          isLatin
            || ((last.count == 1 || piece.count == 1)
              && last.count + piece.count <= 4)
        {
          names[names.count - 1] = isLatin ? "\(last) \(piece)" : last + piece
        } else {
          names.append(piece)
        }
        isOpen = true
      }
    }
    return names.isEmpty ? nil : list(names.map(mask))
  }

  private static func list(_ names: [String]) -> String {
    names.joined(separator: names.contains { $0.contains("○") } ? "、" : ", ")
  }

  /// 刘○○ for a Chinese name, `J. S.` for another.
  static func mask(_ name: String) -> String {
    let signs = name.filter { !$0.isWhitespace }
    guard signs.contains(where: { $0.isHan || !($0.isASCII || $0.isLetter) }) else { return initials(name) }
    guard let first = signs.first, signs.count > 1 else { return signs.isEmpty ? "" : "○" }
    return String(first) + String(repeating: "○", count: signs.count - 1)
  }

  private static func initials(_ name: String) -> String {
    let words = name.split { $0.isWhitespace || $0 == "." || $0 == "," }
      .compactMap { word in word.first { $0.isLetter } }
    return words.isEmpty
      ? (name.isEmpty ? "" : "○") : words.map { "\($0.uppercased())." }.joined(separator: " ")
  }

  private static func withoutBrackets(_ text: String) -> String {
    guard let first = text.first, let last = text.last, text.count > 2, "（(【[".contains(first),
      "）)】]".contains(last)
    else { return text }
    return String(text.dropFirst().dropLast()).trimmed
  }
}

/// Who spoke: by post or team, never by name.
public struct SpokenBy: Hashable, Sendable {
  /// The post or the team; nil if the text held nothing but names.
  public let post: String?
  /// Whether a name was left out.
  public let isReduced: Bool

  /// - `units`: Whose names are no people's.
  public init(_ text: String, units: UnitTree? = nil) {
    let who = WhoText(text, units: units)
    guard !who.names.isEmpty else {
      post = text.trimmed.isEmpty ? nil : text.trimmed
      isReduced = false
      return
    }
    let rest = who.rest(withOthers: true)
    post = rest.isEmpty ? nil : rest
    isReduced = true
  }

  /// Told to whoever gave a name.
  public var remark: BilingualText? {
    guard let post, isReduced else { return nil }
    return BilingualText(
      zh: "主讲只记职务或团队，不记姓名：记为“\(post)”",
      en: "a speaker is kept by post or team, never by name: kept as '\(post)'")
  }

  public static let refusal = BilingualText(
    zh: "主讲只写职务或团队，不写姓名；写成“市妇幼保健院主任医师”或“宣讲团老师”",
    en:
      "a speaker is given by post or team, never by name; write 'a doctor of the city hospital' or 'lecturer team'"
  )
}
