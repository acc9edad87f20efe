import Planning

/// Who spoke and who signs: fields that are a person's, and keep no name.
extension EventReader {
  /// `{unit: 叠彩区卫生健康局, name: 刘○}`, or the words as they are printed.
  func byline() throws(EventFault) -> Byline? {
    guard let node = node["byline"], !node.isNull else { return nil }
    if let words = Self.words(node) { return words.trimmed.isEmpty ? nil : Byline(words) }
    let name = node["name"].flatMap(Self.words)
    guard let unit = node["unit"]?.text else {
      guard let name else {
        throw EventFault(
          "byline", node.place, zh: "署名写成 {unit: 单位, name: 姓名}，姓名会打码",
          en: "write the byline as {unit: …, name: …}; the name is masked")
      }
      return Byline(unit: "", name: name)
    }
    return Byline(reading: unit, name: name)
  }

  /// `{role: 宣讲团老师}`, or the words.
  func speaker() throws(EventFault) -> SpokenBy? {
    guard let node = node["speaker"], !node.isNull else {
      guard let from = self.node["speakers_from"].flatMap(Self.words), !from.trimmed.isEmpty else {
        return nil
      }
      return SpokenBy(from + "的讲师")
    }
    let role = node["role"] ?? node["team"] ?? node["unit"]
    guard let words = role.flatMap(Self.words) ?? Self.words(node), !words.trimmed.isEmpty else {
      throw EventFault("speaker", node.place, zh: SpokenBy.refusal.text(.zh), en: SpokenBy.refusal.text(.en))
    }
    let speaker = SpokenBy(words)
    guard speaker.post != nil else {
      throw EventFault("speaker", node.place, zh: SpokenBy.refusal.text(.zh), en: SpokenBy.refusal.text(.en))
    }
    return speaker
  }

  /// One text, or those of a list.
  private static func words(_ node: YAMLNode) -> String? {
    if let elements = node.elements {
      let texts = elements.compactMap(\.text)
      return texts.isEmpty ? nil : texts.joined(separator: "、")
    }
    return node.text
  }
}
