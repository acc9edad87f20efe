public import Ledger
public import Planning
public import Recurrence

/// What a session's campaign says about names: whether any may be taken, what for, and until when.
public struct PrivacyTerms: Hashable, Sendable {
  public let takesNames: Bool
  /// The campaign's name unless its file has a purpose.
  public let purpose: BilingualText
  /// The first day on which no name is here any more.
  public let deleteOn: CivilDate
  /// What needs consent: photos, stories.
  public let consentFor: [String]

  /// - `campaign`: Nil for a session that nobody planned: nothing allows names then.
  /// - `recordedOn`: Stands in for the day of a session without one.
  public init(_ session: SessionBalance, campaign: Campaign?, recordedOn: CivilDate) {
    takesNames = campaign?.privacy.collect == .names
    let name = campaign?.name ?? BilingualText(zh: session.session.title, en: session.session.englishTitle)
    let written = campaign?.privacy.purpose.map { BilingualText(zh: $0) }
    purpose =
      written
      ?? BilingualText(
        zh: "“\(name.zh)”的签到和统计", en: "signing in to “\(name.text(.en))” and counting who came")
    let last = session.session.date.last ?? recordedOn
    deleteOn = last.adding(days: max(1, campaign?.privacy.keepNamesForDays ?? 0))
    consentFor = campaign?.privacy.consentFor ?? []
  }

  /// - Throws: ``PrivacyRefusal`` if names are not to be taken, or not any more.
  public func requireNames(on today: CivilDate) throws(PrivacyRefusal) {
    guard takesNames else { throw .countsOnly }
    guard deleteOn > today else { throw .over(deleteOn) }
  }
}

/// Why a list is not taken.
public enum PrivacyRefusal: Error, Hashable, Sendable {
  case countsOnly
  /// Its day has come already.
  case over(CivilDate)

  public func text(_ language: Language) -> String {
    switch self {
    case .countsOnly:
      language(
        "这个活动只记人数，不登记姓名；确需名单，请在活动文件写明：privacy: {collect: names, keep_names_for: 180 days}",
        "this campaign takes counts and no names; if a list is needed, its file must say so: privacy: {collect: names, keep_names_for: 180 days}"
      )
    case .over(let day):
      language(
        "这一场的姓名只能留到 \(day) 前，已经过期；请改记人数（campaign record）",
        "names of this session were to go by \(day); record how many came instead ('campaign record')")
    }
  }
}
