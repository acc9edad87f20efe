import Planning

/// Somebody on a list, as far as counting needs it. Lives in memory while the list is read; nothing of it is stored.
struct Signature: Hashable, Sendable {
  /// Counted from 1 among the rows with data.
  let row: Int
  /// Comparable; nil for somebody without a name.
  let name: String?
  let phone: String?
  let place: String
  let role: Count.Role
  /// 老人, 家长: what the list calls them, of the public.
  let group: String?
  let count: HeadCount
  /// Children among them.
  let children: Int
  /// All that the row counts, the people of ``count`` by who they are.
  let figures: [SignInFigure]

  func saysAsMany(as other: Signature) -> Bool {
    count.quantity.saying(nil) == other.count.quantity.saying(nil)
  }
}
