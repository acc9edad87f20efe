import Foundation
import Planning

/// Campaigns as the tables of clerks name them, whatever marks and common words stand in a name.
///
/// A long table asks for each of its titles, so that nothing is read twice.
struct CampaignNames: Sendable {
  enum Meaning {
    /// The word is the campaign's id or name.
    case called(Campaign)
    /// The word holds the campaign's name and more beside it.
    case named(Campaign)
  }

  private struct Known {
    let campaign: Campaign
    /// Of its names and its id.
    let cores: Set<[Unicode.Scalar]>
    /// Of its Chinese name; empty if that is too short to be looked for in longer titles.
    let core: [Unicode.Scalar]
  }

  private let known: [Known]

  init(_ campaigns: [Campaign]) {
    known = campaigns.map { campaign in
      let names = [campaign.name.zh, campaign.name.en ?? "", campaign.id].map { Self.core(of: $0) }
      return Known(
        campaign: campaign, cores: Set(names.filter { !$0.isEmpty }),
        core: names[0].count >= 4 ? names[0] : [])
    }
  }

  /// Nil for a word that names no campaign.
  func meaning(of word: String) -> Meaning? {
    let core = Self.core(of: word)
    if let found = known.first(where: { $0.campaign.id == word || $0.cores.contains(core) }) {
      return .called(found.campaign)
    }
    return known.first { !$0.core.isEmpty && Self.holds($0.core, in: core) }.map { .named($0.campaign) }
  }

  private static let common: [[Unicode.Scalar]] = ["主题", "系列", "宣传", "活动", "开展"].map {
    Array($0.unicodeScalars)
  }

  /// 529会员日 of “5·29”会员活动日, of 2026年5.29 会员日, and of 529会员日系列宣传活动: letters and digits only, without the
  /// words that any event has.
  private static func core(of word: String) -> [Unicode.Scalar] {
    let letters = word.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars.filter {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    let named = withoutYear(Array(letters))
    var core: [Unicode.Scalar] = []
    var place = named.startIndex
    while place < named.endIndex {
      if let word = common.first(where: { named[place...].starts(with: $0) }) {
        place += word.count
      } else {
        core.append(named[place])
        place += 1
      }
    }
    return core.isEmpty ? Array(named) : core
  }

  /// Without the 2026年 or 2026年度 that it begins with.
  private static func withoutYear(_ letters: [Unicode.Scalar]) -> ArraySlice<Unicode.Scalar> {
    let digits = letters.prefix(4)
    guard letters.count > 5, digits.allSatisfy({ ("0"..."9").contains($0) }), letters[4] == "年",
      digits.starts(with: "19".unicodeScalars) || digits.starts(with: "20".unicodeScalars)
    else { return letters[...] }
    return letters.dropFirst(letters[5] == "度" ? 6 : 5)
  }

  private static func holds(_ core: [Unicode.Scalar], in word: [Unicode.Scalar]) -> Bool {
    word.count >= core.count
      && (0...(word.count - core.count)).contains { word[$0...].starts(with: core) }
  }
}
