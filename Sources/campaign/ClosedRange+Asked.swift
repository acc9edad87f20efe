import Recurrence

extension ClosedRange<CivilDate> {
  /// The days of `--from` and `--to`; nil without either.
  ///
  /// - Throws: ``Failure`` for one without the other, and for what are no such days.
  static func asked(from: String?, to: String?) throws -> Self? {
    guard from != nil || to != nil else { return nil }
    guard let first = from.flatMap(CivilDate.init(iso:)), let last = to.flatMap(CivilDate.init(iso:)),
      first <= last
    else {
      throw Failure(
        .usage, "--from 和 --to 都要写，写成 2023-07-01，起不晚于止",
        "give both --from and --to as days such as 2023-07-01, the first not after the last")
    }
    return first...last
  }
}
