import Ledger
import Planning

/// What a campaign wants kept, compared with what is there.
struct ArchiveRequirements {
  let campaign: Campaign
  let summary: Summary
  let silent: [Unit]

  /// In the order of the campaign's file: first documents, then figures, then units.
  ///
  /// - `limit`: Of silent units no more than these are named, and all are counted.
  func missing(in items: [ArchiveDraft.Item], naming limit: Int = .max) -> [BilingualText] {
    var wanted = campaign.archive?.keep ?? []
    if asksForPhotos, !wanted.contains(where: { Self.kind(of: $0) == .photo }) { wanted.append("照片") }
    return wanted.compactMap { lacking($0, items) } + figures + units(limit)
  }

  private var asksForPhotos: Bool {
    campaign.report?.ask.contains { ["photos", "照片"].contains($0) } ?? false
  }

  /// `照片 2 张` for 照片 3 张 with one there; nil if there is enough.
  private func lacking(_ written: String, _ items: [ArchiveDraft.Item]) -> BilingualText? {
    let phrase = try? CountPhrase(written)
    let number = phrase?.quantity.n.flatMap { Int($0.description) }
    let word = number == nil ? written : phrase?.thing ?? written
    let counter = phrase?.counter
    let lacking = (number ?? 1) - count(word, items)
    guard lacking > 0 else { return nil }
    guard number != nil else { return Self.name(word) }
    return BilingualText(
      zh: "\(word) \(lacking) \(counter ?? "份")", en: "\(lacking) of \(Self.name(word).text(.en))")
  }

  private func count(_ word: String, _ items: [ArchiveDraft.Item]) -> Int {
    let hasSessions = !summary.sessions.isEmpty
    guard let kind = Self.kind(of: word) else {
      return items.count { $0.isAttached && $0.path.contains(word) }
    }
    return items.count { item in
      guard item.kind == kind else { return false }
      // What the program makes of nothing is no document.
      return item.isAttached || hasSessions || kind == .notice || kind == .campaign
    }
  }

  static let words: [(word: String, kind: ArchiveDraft.Item.Kind, en: String)] = [
    ("通知", .notice, "notice"), ("方案", .notice, "plan"), ("总结", .summary, "summary"),
    ("汇总", .summary, "summary"),
    ("简讯", .brief, "briefs"), ("台账", .ledger, "ledger"), ("签到", .signin, "sign-in sheet"),
    ("照片", .photo, "photos"), ("图片", .photo, "photos"), ("影像", .photo, "films"), ("视频", .photo, "films"),
    ("录像", .photo, "films"), ("notice", .notice, "notice"), ("summary", .summary, "summary"),
    ("brief", .brief, "briefs"), ("sign", .signin, "sign-in sheet"), ("photo", .photo, "photos"),
  ]

  private static func kind(of word: String) -> ArchiveDraft.Item.Kind? {
    words.first { word.lowercased().contains($0.word) }?.kind
  }

  /// A word of `keep` in both languages, whichever it was written in.
  static func name(_ word: String) -> BilingualText {
    let isEnglish = word.allSatisfy(\.isASCII)
    return BilingualText(
      zh: isEnglish ? kind(of: word)?.text(.zh) ?? word : word,
      en: words.first { word.lowercased().contains($0.word) }?.en ?? word)
  }

  /// 叠彩区的日期、人数.
  private var figures: [BilingualText] {
    if summary.sessions.isEmpty {
      return [BilingualText(zh: "场次（还没有已办的场次）", en: "sessions (none was held yet)")]
    }
    let asked = campaign.report?.ask ?? []
    return summary.missing.compactMap { missing in
      let fields = missing.fields.filter { asked.isEmpty || asked.contains(Self.askWord($0)) }
      let groups = asked.isEmpty || asked.contains(Self.askWord(.attendance)) ? missing.groups : []
      guard !fields.isEmpty || !groups.isEmpty else { return nil }
      func texts(_ language: Language) -> [String] {
        fields.map { $0.text(language) } + groups.map { $0.text(language) }
      }
      return BilingualText(
        zh: "\(missing.unit.name)的\(texts(.zh).joined(separator: "、"))",
        en: "\(missing.unit.name): \(texts(.en).joined(separator: ", "))")
    }
  }

  private static func askWord(_ field: MissingFields.Field) -> String {
    switch field {
    case .date: "date"
    case .given: "materials"
    case .attendance: "attendance"
    }
  }

  private func units(_ limit: Int) -> [BilingualText] {
    guard campaign.report != nil, !silent.isEmpty else { return [] }
    let few = silent.prefix(limit).map(\.name)
    let isAll = few.count == silent.count
    let isMany = silent.count > 5
    return [
      BilingualText(
        zh:
          "\(few.joined(separator: "、"))\(isAll ? isMany ? "（共 \(silent.count) 个单位）" : "" : "等 \(silent.count) 个单位")的报告",
        en:
          "reports of \(few.joined(separator: ", "))\(isAll ? isMany ? " (\(silent.count) in all)" : "" : " and others, \(silent.count) in all")"
      )
    ]
  }
}
