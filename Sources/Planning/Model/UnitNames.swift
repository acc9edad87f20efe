import Synchronization

/// The index of a tree's names, made when somebody first asks for one: a third of what it takes to read the units, and
/// most programs that read them never ask.
final class UnitNames: Sendable {
  private let index = Mutex<NameIndex?>(nil)

  /// - `units`: The same at every call.
  func index(of units: [Unit]) -> NameIndex {
    index.withLock { index in
      if let index { return index }
      let made = NameIndex(units)
      index = made
      return made
    }
  }
}
