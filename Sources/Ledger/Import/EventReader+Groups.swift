import Planning

/// Groups of people under `attendance:` that are not the public that came, as text tells them: 志愿者, 报名, 其中孩子.
extension EventReader {
  /// Why a group's number is not added to the others; nil if it is.
  static func reasonToLeaveOut(_ group: String) -> RecordedFigures.LeftOut.Reason? {
    if FigureWords.withoutLead(group).lead == .part { return .part }
    if FigureWords.isAbsent(group, "") { return .absent }
    if FigureWords.isEarlier(group) { return .earlier }
    return FigureWords.planned.contains(group.lowercased()) || OtherFigures.areTold(in: group)
      ? .planned : nil
  }

  /// The number of a group under the role that its name says.
  static func count(
    _ group: String?, _ role: Count.Role, _ quantity: Quantity, counter: String, includesChildren: Bool
  ) -> Count {
    var count = Count(
      .attendance, group: group, role: role, quantity: quantity, counter: counter,
      includesChildren: includesChildren)
    guard let group, role == .public else { return count }
    if let online = OnlineAudience(group, counter: counter, isAttendance: true) {
      (count.measure, count.group) = (.online, online.group)
    } else if FigureWords.signedUp.contains(group.lowercased()) {
      (count.measure, count.group) = (.signedUp, nil)
    } else if let named = FigureWords.role(of: group) {
      (count.role, count.group) = (named, FigureWords.isPlainRole(group) ? nil : group)
    }
    return count
  }
}
