import Planning
import Recurrence

/// What comes afterwards: reports, chases, records, privacy.
extension NoticeWriter {
  var reports: Draft {
    var points: [(label: String?, text: String)] = []
    if let report = campaign.report {
      points.append((texts.dueLabel, reportDue(report.due)))
      if !report.ask.isEmpty { points.append((texts.askedLabel, texts.asked(report.ask))) }
      if report.briefTemplate != nil || report.maxCharacters != nil {
        points.append((texts.briefLabel, texts.brief(report.maxCharacters)))
      }
    }
    let chases = chases
    if !chases.isEmpty { points.append((texts.chaseLabel, chases.joined(separator: language("", " ")))) }
    let heading = texts.reportHeading(reports: campaign.report != nil, chases: !chases.isEmpty)
    return (heading, self.points(points))
  }

  private func reportDue(_ due: Deadline) -> String {
    let deadline = deadline(due, avoidsRestDays: true)
    var counted: String?
    if !subject.recurs, case .offset(let offset) = due { counted = texts.within(offset, of: event) }
    let sentence = texts.reportBy(deadline, counted: counted)
    guard case .offset = due, let window = campaign.schedule.window, !subject.isHeldApart,
      window.before != 0 || window.after != 0
    else { return sentence }
    return sentence + language("", " ") + texts.ownDayCounts
  }

  private var event: NoticeTexts.Event {
    if subject.isHeldApart { return .anchor(dates.monthDay(subject.first.lastDay)) }
    return subject.first.firstDay == subject.first.lastDay ? .day : .severalDays
  }

  private var chases: [String] {
    let ofParts = campaign.parts.isEmpty ? [] : campaign.chases.filter(\.ofEachPart)
    let ofReport = campaign.report == nil ? [] : campaign.chases.filter { !$0.ofEachPart }
    let groups = [(ofParts, true), (ofReport, false)].filter { !$0.0.isEmpty }
    let sentences = groups.map { rules, isOfParts in
      let steps = rules.sorted { abs($0.after.count) < abs($1.after.count) }.map {
        texts.chase($0.after, to: receiver($0.to), digest: $0.digest)
      }
      return texts.chases(steps, ofParts: isOfParts, both: groups.count > 1)
    }
    return sentences.isEmpty ? [] : sentences + [texts.chasesEnd]
  }

  /// A document by its name; how many there must be stays as it is written.
  private func kept(_ word: String) -> String {
    word.contains(where: \.isNumber) ? word : ArchiveRequirements.name(word).text(texts.language)
  }

  var closing: Draft {
    var points: [(label: String?, text: String)] = []
    if let archive = campaign.archive {
      let close = archive.close.map { deadline(.offset($0), avoidsRestDays: false) }
      let text = texts.archive(
        keep: archive.keep.map(kept), acceptBy: archive.acceptBy.map(owner), close: close)
      if !text.isEmpty { points.append((texts.archiveLabel, text)) }
    }
    let archives = !points.isEmpty
    points.append((texts.privacyLabel, texts.privacy(campaign.privacy)))
    return (texts.closingHeading(archives: archives), self.points(points))
  }
}
