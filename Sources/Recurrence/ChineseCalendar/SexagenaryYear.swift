/// A year in the cycle of sixty: 丙午 is the year of the horse that begins in 2026.
public struct SexagenaryYear: Hashable, Sendable, CustomStringConvertible {
  /// 0 (甲子) ..< 60.
  public let index: Int

  private static let stems = Array("甲乙丙丁戊己庚辛壬癸")
  private static let branches = Array("子丑寅卯辰巳午未申酉戌亥")

  /// - Parameter lunarYear: The Gregorian year in which the lunar year begins; the cycle needs no table.
  public init(lunarYear: Int) {
    // The year 4 was 甲子.
    index = ((lunarYear % 60) + 56) % 60
  }

  public var animal: ZodiacAnimal { ZodiacAnimal.allCases[index % 12] }

  /// `丙午`.
  public var description: String {
    String([SexagenaryYear.stems[index % 10], SexagenaryYear.branches[index % 12]])
  }
}

/// The animal of a lunar year.
public enum ZodiacAnimal: String, Hashable, CaseIterable, Sendable {
  case rat, ox, tiger, rabbit, dragon, snake, horse, goat, monkey, rooster, dog, pig

  /// 鼠 … 猪.
  public var chineseName: String {
    switch self {
    case .rat: "鼠"
    case .ox: "牛"
    case .tiger: "虎"
    case .rabbit: "兔"
    case .dragon: "龙"
    case .snake: "蛇"
    case .horse: "马"
    case .goat: "羊"
    case .monkey: "猴"
    case .rooster: "鸡"
    case .dog: "狗"
    case .pig: "猪"
    }
  }
}
