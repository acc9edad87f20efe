public import Planning

extension Session {
  /// What is known of it otherwise than in an earlier version, a phrase each: 地点：叠采广场 → 叠彩广场.
  ///
  /// Its day, its state and its mentions have entries or reasons of their own.
  public func changes(from old: Session, _ language: Language) -> [String] {
    Self.details.compactMap { detail in
      let (before, after) = (detail.words(old), detail.words(self))
      guard before != after else { return nil }
      let nothing = language("无", "none")
      return detail.name.text(language) + language("：", ": ") + (before ?? nothing) + " → "
        + (after ?? nothing)
    }
  }

  private static let details: [(name: BilingualText, words: @Sendable (Session) -> String?)] = [
    (BilingualText(zh: "名称", en: "title"), { $0.title }),
    (BilingualText(zh: "英文名称", en: "English title"), { $0.englishTitle }),
    (BilingualText(zh: "类型", en: "kind"), { $0.kind }),
    (BilingualText(zh: "重点任务", en: "key task"), { $0.keyTask }),
    (BilingualText(zh: "地点", en: "venue"), { $0.venue }),
    (BilingualText(zh: "主办", en: "held by"), { words($0.organisers) }),
    (BilingualText(zh: "协办", en: "partners"), { words($0.partners) }),
    (BilingualText(zh: "活动内容", en: "activities"), { words($0.activities) }),
    (BilingualText(zh: "发放途径", en: "ways"), { words($0.channels) }),
    (BilingualText(zh: "主讲", en: "speaker"), { $0.speaker }),
    (BilingualText(zh: "课程主题", en: "topics"), { words($0.topics) }),
    (BilingualText(zh: "学时", en: "hours"), { $0.hours }),
    (BilingualText(zh: "接在", en: "after"), { $0.after }),
    (
      BilingualText(zh: "署名", en: "byline"),
      { session in
        session.byline.map { [$0.unit, $0.maskedName ?? ""].filter { !$0.isEmpty }.joined(separator: " ") }
      }
    ),
  ]

  private static func words(_ list: [String]) -> String? {
    list.isEmpty ? nil : list.joined(separator: "、")
  }
}
