import Recurrence

/// Reads `shared/channels.yaml`.
struct ChannelReader {
  let levels: [Level]
  let faults: FaultList

  /// - Returns: The channels, and the names of those with faults: references to these are no faults of their own.
  func read(_ file: SourceFile) -> (channels: [String: Channel], faulty: Set<String>) {
    guard let fields = fileRoot(of: file, .channelsFile, faults), let node = fields["channels"] else {
      return ([:], [])
    }
    guard let entries = node.entries else {
      faults.add(.wrongShape("channels", expected: .mapping), at: node.place)
      return ([:], [])
    }
    var channels: [String: Channel] = [:]
    var faulty: Set<String> = []
    for entry in entries {
      guard let fields = Fields(entry.value, .channel, faults), let channel = channel(entry.key, fields)
      else {
        faulty.insert(entry.key)
        continue
      }
      channels[entry.key] = channel
    }
    return (channels, faulty)
  }

  private func channel(_ name: String, _ fields: Fields) -> Channel? {
    guard let kind = fields.choice("kind", Channel.Kind.self), let url = url(fields) else { return nil }
    let onePer = fields.value("one_per", else: { unknownLevel($0) }) { word in
      levels.first { $0.isNamed(word) }
    }
    let avoid = fields.texts("avoid").compactMap { text -> Int? in
      let minute = Int(text.drop { $0 == ":" }).flatMap { (0...59).contains($0) ? $0 : nil }
      if minute == nil { faults.add(.clock(text), at: fields["avoid"]?.place) }
      return minute
    }
    return Channel(
      name: name, kind: kind, onePer: onePer, url: url,
      secret: source(fields, "secret_from"),
      perMinute: fields.value(
        "limit", else: { .span($0, key: "limit", example: "20 per minute") }, TimeLanguage.perMinute),
      spread: fields.value(
        "spread", else: { .span($0, key: "spread", example: "15 minutes") }, TimeLanguage.duration) ?? .zero,
      avoid: avoid, ambiguous: fields.choice("ambiguous", Channel.Ambiguity.self) ?? .retry,
      headers: headers(fields))
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
    if fields["url_from"] == nil { faults.add(.missingKey("url_from", section: .channel), at: fields.place) }
    return nil
  }

  private func source(_ fields: Fields, _ key: String) -> Channel.Source? {
    fields.value(key, else: { .source($0, key: key) }) { text in
      if text == "secrets" { return .secretsFile }
      guard let match = text.wholeMatch(of: #/env:([A-Za-z_][A-Za-z0-9_]*(?:<unit>)?[A-Za-z0-9_]*)/#) else {
        return nil
      }
      return .environment(String(match.1))
    }
  }

  private func headers(_ fields: Fields) -> [String: String] {
    var headers: [String: String] = [:]
    for entry in fields.entries("headers") {
      headers[entry.key] = entry.value.text
      if entry.value.text == nil {
        faults.add(.wrongShape(entry.key, expected: .text), at: entry.value.place)
      }
    }
    return headers
  }

  private func unknownLevel(_ name: String) -> Fault { .unknownLevel(name, among: levels) }

  /// Whether an address is of this machine: those may stand in a file, being no secret.
  static func isLoopback(_ url: String) -> Bool {
    url.wholeMatch(of: #/https?:\/\/(127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d{1,5})?(?:\/[^\s]*)?/#)
      != nil
  }
}
