import Planning

extension Duration {
  /// In its largest unit of which there are two or more, rounded down: `90 分钟`, `3 小时`, `2 天`.
  func rough(_ language: Language) -> String {
    let minutes = components.seconds / 60
    return switch minutes {
    case ..<120: language("\(minutes) 分钟", "\(minutes) min")
    case ..<(48 * 60): language("\(minutes / 60) 小时", "\(minutes / 60) h")
    default: language("\(minutes / 1440) 天", "\(minutes / 1440) days")
    }
  }
}
