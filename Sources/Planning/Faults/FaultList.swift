/// Gathers the faults of one file: a reader goes on after each, so that all are found at once.
final class FaultList {
  /// So many errors of a file are told. Whoever has more mends these first, and a hostile file has no message for each
  /// of its letters.
  static let limit = 100

  let file: String
  /// The language of the file's keys, in which a message names those that are not there.
  var wording = Language.en
  private(set) var diagnostics: [Diagnostic] = []
  /// What the file refers to has faults of its own, which are reported where it stands.
  private(set) var restsOnFaults = false
  private var known: Set<Diagnostic> = []
  private var errors = 0

  init(file: String) {
    self.file = file
  }

  var hasErrors: Bool { errors > 0 }

  /// Whether no more are taken: then nobody needs to look for any.
  var isFull: Bool { errors > Self.limit }

  /// A fault that is found twice, on two ways to the same place, counts once.
  func add(_ diagnostic: Diagnostic) {
    guard !isFull, known.insert(diagnostic).inserted else { return }
    guard diagnostic.severity == .error else { return diagnostics.append(diagnostic) }
    errors += 1
    diagnostics.append(isFull ? Diagnostic(.tooMany(Self.limit), file: file) : diagnostic)
  }

  /// - `fault`: Not made if the list is full: to guess what was meant takes time.
  func add(_ fault: @autoclosure () -> Fault, at place: Place?) {
    guard !isFull else { return }
    add(Diagnostic(fault(), file: file, at: place))
  }

  /// The file can't be used although nothing is wrong with it.
  func restOnFaults() { restsOnFaults = true }
}

extension Fault {
  fileprivate static func tooMany(_ count: Int) -> Fault {
    Fault(
      "E001", "错误太多，只列出前 \(count) 个", "there are too many errors: only the first \(count) are listed",
      do: "先改正这些，再检查一次", "mend these first, then check again")
  }
}
