import CampaignScheduler
import Ledger
import Planning
import Recurrence

/// What people name on a command line: each is found, or the fault says what there is.
extension Definitions {
  /// - Throws: ``Failure`` if a campaign is named that no file defines.
  func campaigns(named id: String?) throws -> [Campaign] {
    guard let id else { return campaigns }
    let found = campaigns.filter { $0.id == id }
    guard found.isEmpty else { return found }
    let known = campaigns.map(\.id).joined(separator: ", ")
    throw Failure(.failed, "没有活动 “\(id)”；有：\(known)", "there is no campaign '\(id)'; there are: \(known)")
  }

  /// A unit by id, name or alias, also with its superior's name before it and its association's after it.
  ///
  /// - Throws: ``Failure`` that tells which names are near.
  func unit(named name: String?) throws -> Planning.Unit? {
    guard let name else { return nil }
    let matcher = UnitMatcher(shared.tree)
    if let unit = matcher.unit(named: name) { return unit }
    if shared.tree.units(named: name).count > 1 {
      throw Failure(.failed, "名称 “\(name)” 不止一个单位；请写编号", "'\(name)' names several units; write an id")
    }
    let near = matcher.nearest(to: name)
    guard near.isEmpty else {
      throw Failure(
        .failed, "没有单位 “\(name)”；是不是 \(near.map { "“\($0)”" }.joined(separator: "、"))？请写全称或编号",
        "there is no unit '\(name)'; did you mean \(near.map { "'\($0)'" }.joined(separator: ", "))? Write the whole name or an id"
      )
    }
    throw Failure(
      .failed, "没有单位 “\(name)”；请写 shared/units.csv 里的编号或名称",
      "there is no unit '\(name)'; write an id or a name from shared/units.csv")
  }

  /// A level by its name in either language.
  func level(named word: String?) throws -> Level? {
    guard let word else { return nil }
    if let level = shared.tree.level(named: word) { return level }
    let (zh, en) = (shared.levels.map(\.name.zh), shared.levels.map { $0.name.text(.en) })
    throw Failure(
      .failed, "没有层级 “\(word)”；有：\(zh.joined(separator: "、"))",
      "there is no level '\(word)'; there are: \(en.joined(separator: ", "))")
  }

  func occurrence(_ id: String, of campaign: Campaign) throws -> Occurrence {
    if let found = Planner(shared: shared).occurrence(id, of: campaign) { return found }
    throw Failure(
      .failed, "活动 \(campaign.id) 没有届次 “\(id)”；campaign plan --campaign \(campaign.id) 可查看",
      "the campaign \(campaign.id) has no occurrence '\(id)'; see campaign plan --campaign \(campaign.id)")
  }

  /// Never empty.
  func occurrences(of campaign: Campaign, inYear year: Int) throws -> [Occurrence] {
    let found = campaign.occurrences(inYear: year, workdays: shared.workdays)
    guard !found.isEmpty else {
      throw Failure(.failed, "\(campaign.id) 在 \(year) 年没有活动", "\(campaign.id) has no occurrence in \(year)")
    }
    return found
  }
}

extension Scheduler {
  /// A campaign that can be used: its file may be there and have errors.
  func campaign(named id: String) throws -> Campaign {
    if let campaign = current.now.campaign(id) { return campaign }
    _ = try current.now.definitions.campaigns(named: id)
    throw Failure(.failed, "活动文件 \(id) 有错误", "the file of \(id) has errors")
  }

  /// The campaign and occurrence that `campaign/occurrence` names.
  func edition(_ text: String) throws -> (Campaign, Occurrence) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts.contains("") else {
      throw Failure(
        .usage, "届次写成“活动/年份”，如 member-day-529/2026，不是“\(text)”",
        "an occurrence is written as member-day-529/2026, not '\(text)'")
    }
    let definitions = current.now.definitions
    let campaign = try definitions.campaigns(named: parts[0])[0]
    return (campaign, try definitions.occurrence(parts[1], of: campaign))
  }
}

extension Campaign {
  func requirePart(_ part: String?) throws {
    guard let part, !parts.contains(where: { $0.id == part }) else { return }
    let list = parts.map(\.id).joined(separator: ", ")
    throw Failure(
      .failed, list.isEmpty ? "活动 \(id) 不分项" : "没有分项 “\(part)”；有：\(list)",
      list.isEmpty ? "the campaign \(id) has no parts" : "there is no part '\(part)'; there are: \(list)")
  }

  /// The occurrence whose day is nearest to a day, of those less than so many days away.
  func occurrence(nearestTo day: CivilDate, within days: Int, _ workdays: WorkdayCalendar) -> Occurrence? {
    occurrences(in: day.adding(days: -days)..<day.adding(days: days), workdays: workdays)
      .min { abs($0.firstDay.days(since: day)) < abs($1.firstDay.days(since: day)) }
  }
}

extension CivilDate {
  /// A day of the past that somebody wrote on the command line, in full or as one says it: 2026-06-02, 6月2日, yesterday.
  ///
  /// - `nearby`: Where a day without a year is looked for.
  init(written text: String, today: CivilDate, nearby: SessionDateReader.Nearby = .around) throws {
    let reading = try? SessionDateReader(today: today, nearby: nearby).read(text)
    guard case .exact(let day)? = reading?.date.day ?? CivilDate(iso: text).map({ .exact($0) }) else {
      throw Failure(unreadable: text)
    }
    if day > today { throw Failure(.failed, "\(day) 还没有到", "\(day) is still to come") }
    self = day
  }

  /// The last day that somebody allows: 2026-06-20, 6月20日前, 6月底.
  init(deadline text: String, after today: CivilDate) throws {
    let end = ["之前", "以前", "前"].first(where: text.hasSuffix) ?? ""
    let reading = try? SessionDateReader(today: today, nearby: .around).read(String(text.dropLast(end.count)))
    guard let day = reading?.date.last else { throw Failure(unreadable: text) }
    self = day
  }
}

extension Failure {
  fileprivate init(unreadable date: String) {
    self.init(
      .usage, "看不懂日期 “\(date)”；写成 2026-06-02 或 6月2日",
      "can't read the date '\(date)'; write 2026-06-02 or June 2")
  }
}
