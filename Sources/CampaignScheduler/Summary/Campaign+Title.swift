public import Planning

extension Campaign {
  /// What a session is called that nobody gave a title: `5·29会员活动日`, `世界母乳喂养周活动`.
  public var sessionTitle: String { Self.title(name.zh) }

  /// The same with its edition and the year's theme: `第 35 个世界母乳喂养周“母爱在线 健康同行”主题活动`.
  func sessionTitle(in year: Int) -> String {
    let event = edition(in: year) ?? name.zh
    return years[year]?.theme.map { "\(event)“\($0)”主题活动" } ?? Self.title(event)
  }

  /// `第 35 个世界母乳喂养周`; nil for a campaign that is not counted, or before its first year.
  func edition(in year: Int) -> String? {
    guard let ordinal, let number = ordinal.number(in: year) else { return nil }
    return ordinal.label.replacing(#/ *N */#, maxReplacements: 1) { _ in " \(number) " }
  }

  private static func title(_ name: String) -> String {
    // A Latin name takes no Chinese word behind it.
    guard let last = name.last, !last.isASCII else { return name }
    // 会员活动日 says already that it is one.
    let saysSo = ["活动", "活动日", "活动周", "活动月", "活动季", "活动年"].contains(where: name.hasSuffix)
    return saysSo ? name : name + "活动"
  }
}
