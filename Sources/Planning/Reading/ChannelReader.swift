import Recurrence

/// Reads `shared/channels.yaml`.
struct ChannelReader {
  let levels: [Level]
  let faults: FaultList

  /// - Returns: The channels, and the names of those with faults: references to these are no faults of their own.
  func read(_ file: SourceFile) -> (channels: [String: Channel], faulty: Set<String>) {
    guard let fields = fileRoot(of: file, .channelsFile, faults) else { return ([:], []) }
    var channels: [String: Channel] = [:]
    var faulty: Set<String> = []
    for entry in fields.entries("channels") {
      let owner = KeyWord(own: entry.key)
      guard let fields = Fields(entry.value, .channel, faults, owner: owner),
        let channel = channel(entry.key, fields)
      else {
        faulty.insert(entry.key)
        continue
      }
      channels[entry.key] = channel
    }
    return (channels, faulty)
  }

  private func channel(_ name: String, _ fields: Fields) -> Channel? {
    let (kind, url, secret) = (kind(fields), url(fields), source(fields, "secret_from"))
    let (perMinute, spread, avoid) = (fields.perMinute("limit"), spread(fields), avoid(fields))
    let ambiguous = fields.choice("ambiguous", Channel.Ambiguity.self) ?? .retry
    let headers = headers(fields)
    // Settings without levels are reported there.
    let onePer =
      levels.isEmpty
      ? nil
      : fields.value("one_per", else: { .unknownLevel($0, among: levels) }) { word in
        levels.first { $0.isNamed(word) }
      }
    guard let kind, let url else { return nil }
    return Channel(
      name: name, kind: kind, onePer: onePer, url: url, secret: secret, perMinute: perMinute, spread: spread,
      avoid: avoid, ambiguous: ambiguous, headers: headers)
  }

  private func kind(_ fields: Fields) -> Channel.Kind? {
    let kinds = Channel.Kind.allCases.map(\.rawValue)
    return fields.value(
      "kind",
      else: { .notAmong($0, fields.word("kind"), choices: kinds, meant: Self.platforms[$0.lowercased()]) }
    ) { Channel.Kind(rawValue: $0) }
  }

  /// What people call the platforms.
  private static let platforms = [
    "企业微信": "wecom", "企微": "wecom", "微信": "wecom", "weixin": "wecom", "wechat": "wecom", "wework": "wecom",
    "钉钉": "dingtalk", "dingding": "dingtalk", "ding": "dingtalk", "飞书": "feishu",
  ]

  private func spread(_ fields: Fields) -> Duration {
    let usual = TimeGuess.Words(zh: "15分钟", en: "15 minutes")
    return fields.value(
      "spread", else: { .span($0, fields.word("spread"), TimeGuess.duration($0) ?? usual) },
      TimeLanguage.duration) ?? .zero
  }

  private func avoid(_ fields: Fields) -> [Int] {
    fields.words("avoid").compactMap { text, place in
      let digits = TimeLanguage.normalized(text).drop { $0 == ":" || $0 == "：" }
      let minute = Int(digits).flatMap { (0...59).contains($0) ? $0 : nil }
      if minute == nil { faults.add(.quoted(text) ?? .minute(text), at: place) }
      return minute
    }
  }

  private func url(_ fields: Fields) -> Channel.Source? {
    if let literal = fields.text("url"), let place = fields["url"]?.place {
      guard Self.isLoopback(literal) else {
        faults.add(.secretInFile, at: place)
        return nil
      }
      return .literal(literal)
    }
    if let source = source(fields, "url_from") { return source }
    if fields["url_from"] == nil, let key = Section.channel.key("url_from") {
      faults.add(.missingKey(key, faults.wording), at: fields.place)
    }
    return nil
  }

  private func source(_ fields: Fields, _ key: String) -> Channel.Source? {
    fields.value(key, else: { _ in .source(fields.word(key)) }) { text in
      if text == "secrets" { return .secretsFile }
      guard text.hasPrefix("env:"), Self.isVariable(text.dropFirst(4)) else { return nil }
      return .environment(String(text.dropFirst(4)))
    }
  }

  /// Whether an environment variable can be called so, with `<unit>` once for a unit's id behind its beginning.
  private static func isVariable(_ name: Substring) -> Bool {
    func isWord(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }
    guard let first = name.utf8.first, isWord(first), !(0x30...0x39).contains(first) else { return false }
    var rest = name.utf8.drop(while: isWord)
    if rest.starts(with: "<unit>".utf8) { rest = rest.dropFirst("<unit>".utf8.count).drop(while: isWord) }
    return rest.isEmpty
  }

  private func headers(_ fields: Fields) -> [String: String] {
    var headers: [String: String] = [:]
    for entry in fields.entries("headers") {
      headers[entry.key] = entry.value.text
      if entry.value.text == nil { faults.add(.notAText(KeyWord(own: entry.key)), at: entry.value.place) }
    }
    return headers
  }

  /// Whether an address is of this machine: those may stand in a file, being no secret.
  static func isLoopback(_ url: String) -> Bool {
    var cursor = TextCursor(url)
    guard cursor.take(oneOf: ["https://": (), "http://": ()]) != nil, cursor.loopbackHost() else {
      return false
    }
    if cursor.take(":"), cursor.number(1...5) == nil { return false }
    return cursor.isAtEnd || cursor.take("/") && !cursor.remainder.contains(where: \.isWhitespace)
  }
}

extension TextCursor {
  fileprivate mutating func loopbackHost() -> Bool {
    if take("localhost") || take("[::1]") { return true }
    guard take("127") else { return false }
    return (0..<3).allSatisfy { _ in take(".") && number(1...3) != nil }
  }
}

extension Fields {
  /// Messages a minute.
  func perMinute(_ key: String) -> Int? {
    let usual = TimeGuess.Words(zh: "每分钟20条", en: "20 per minute")
    return value(
      key, else: { .span($0, word(key), TimeGuess.perMinute($0) ?? usual) }, TimeLanguage.perMinute)
  }
}
