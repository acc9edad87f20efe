public import Ledger
import Planning

/// What staff and volunteers were taught: sessions of training, who came to them, and for how many hours.
public struct Training: Hashable, Sendable {
  public let sessions: Int
  /// The public of those sessions, which are the trainees; people may repeat.
  public let trainees: Quantity
  let counter: String
  /// The sum over the sessions whose hours are known; nil if none is.
  public let hours: Figure?
  public let sessionsWithoutHours: Int
  /// Hours times trainees, session by session, as far as both are known.
  public let traineeHours: Quantity

  /// Nil without any training.
  ///
  /// - `trainings`: Sessions at which somebody was taught.
  init?(_ trainings: [SessionFacts]) {
    guard !trainings.isEmpty else { return nil }
    let people = People(trainings)
    sessions = trainings.count
    trainees = people.attendance.total
    counter = people.attendance.counter
    let known = trainings.compactMap(\.hours)
    hours = known.isEmpty ? nil : known.reduce(.zero, +)
    sessionsWithoutHours = trainings.count { $0.hours == nil }
    var sum = QuantitySum()
    for training in trainings {
      let attendance = People([training]).attendance
      guard let hours = training.hours, attendance.counter == CountingWord.person,
        let product = attendance.total.times(hours)
      else { continue }
      sum.add(product)
    }
    traineeHours = sum.total
  }

  static let traineeHour = "人学时"

  func text(_ language: Language) -> String {
    var parts = [
      trainees.isKnown
        ? trainees.sumText(language, counter: counter) : language("参训人数未报", "trainees not reported")
    ]
    if let hours { parts.append(language("\(hours) 学时", "\(hours) hours")) }
    if sessionsWithoutHours > 0 {
      parts.append(
        language("\(sessionsWithoutHours) 场未报学时", "\(sessionsWithoutHours) did not give hours"))
    }
    if traineeHours.isKnown {
      parts.append(
        language(
          "合 \(traineeHours.sumText(.zh, counter: Self.traineeHour))",
          "\(traineeHours.sumText(.en, counter: nil)) trainee hours"))
    }
    return parts.joined(separator: language("，", ", "))
  }

  func json(_ language: Language) -> JSONText {
    [
      "sessions": .number(sessions), "trainees": Summary.quantity(trainees, counter, language),
      "hours": hours.map { .figure($0) } ?? .null, "withoutHours": .number(sessionsWithoutHours),
      "traineeHours": Summary.quantity(traineeHours, Self.traineeHour, language),
    ]
  }
}

extension Quantity {
  /// As sure as it was; nil if it is unknown.
  fileprivate func times(_ factor: Figure) -> Quantity? {
    func product(_ figure: Figure) -> Figure {
      Figure(ticks: figure.ticks * factor.ticks / Figure(1).ticks)
    }
    guard let n, let upper else { return nil }
    return certainty == .range ? .range(product(n), product(upper)) : Quantity(product(n), certainty)
  }
}
