/// Gathers the faults of one file: a reader goes on after each, so that all are found at once.
final class FaultList {
  let file: String
  /// The language of the file's keys, in which a message names those that are not there.
  var wording = Language.en
  private(set) var diagnostics: [Diagnostic] = []
  /// What the file refers to has faults of its own, which are reported where it stands.
  private(set) var restsOnFaults = false
  private var known: Set<Diagnostic> = []

  init(file: String) {
    self.file = file
  }

  /// A fault that is found twice, on two ways to the same place, counts once.
  func add(_ diagnostic: Diagnostic) {
    if known.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  func add(_ fault: Fault, at place: Place?) {
    add(Diagnostic(fault, file: file, at: place))
  }

  /// The file can't be used although nothing is wrong with it.
  func restOnFaults() { restsOnFaults = true }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
