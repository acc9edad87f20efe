import Dispatch
import Synchronization

/// What hands out its elements one by one.
protocol RowSource: SendableMetatype {
  associatedtype Element: Sendable

  /// The next element; nil at the end.
  mutating func next() throws(TableFault) -> Element?
}

/// Reads a batch ahead on another thread, while the one before is worked on: both processors have something to do, and
/// memory holds two batches.
struct ReadAhead<Source: RowSource> {
  private let reader: Reader
  private var batch: [Source.Element] = []
  private var taken = 0

  init(_ source: sending Source) { reader = Reader(source) }

  /// The next element; nil at the end.
  mutating func next() throws(TableFault) -> Source.Element? {
    if taken == batch.count {
      batch = try reader.next()
      taken = 0
      guard !batch.isEmpty else { return nil }
    }
    defer { taken += 1 }
    return batch[taken]
  }

  /// The next elements together; none at the end. For whoever takes all of them so.
  func nextBatch() throws(TableFault) -> [Source.Element] { try reader.next() }

  /// What the source has to say once all of it was read.
  func ended<Told: Sendable>(_ tell: (borrowing Source) -> Told) -> Told { reader.ended(tell) }

  private final class Reader: Sendable {
    private struct State {
      var source: Source
      var isAtEnd = false
      /// What was read ahead.
      var batch: Result<[Source.Element], TableFault>?
    }

    private let state: Mutex<State>
    private static var size: Int { 512 }

    init(_ source: sending Source) { state = Mutex(State(source: source)) }

    /// The next batch, empty at the end. What nobody has begun to read ahead is read here and now.
    func next() throws(TableFault) -> [Source.Element] {
      let batch = state.withLock { state in
        Self.read(&state)
        return state.batch.take()
      }
      guard let batch else { return [] }
      DispatchQueue.global().async { self.state.withLock { Self.read(&$0) } }
      return try batch.get()
    }

    func ended<Told: Sendable>(_ tell: (borrowing Source) -> Told) -> Told {
      state.withLock { tell($0.source) }
    }

    private static func read(_ state: inout State) {
      guard state.batch == nil, !state.isAtEnd else { return }
      var batch: [Source.Element] = []
      batch.reserveCapacity(size)
      do throws(TableFault) {
        while batch.count < size, let element = try state.source.next() { batch.append(element) }
        state.isAtEnd = batch.count < size
        state.batch = .success(batch)
      } catch {
        state.isAtEnd = true
        state.batch = .failure(error)
      }
    }
  }
}
