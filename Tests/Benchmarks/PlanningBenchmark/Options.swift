/// What the command line asks for.
struct Options {
  static let usage = """
    usage: PlanningBenchmark [--rounds N] [--units N] [--only WORDS] [--markdown]

      --rounds N    how often all is measured in turn; 5, if not given
      --units N     units of the made-up region; 23200, if not given
      --only WORDS  only what has these words in its title
      --markdown    only the tables, as the documentation has them
    """

  /// The option that makes a run a walk of a year by itself; for the run that this program starts of itself.
  static let walk = "--walk"

  var rounds = 5
  var units = 23_200
  var only: String?
  var isMarkdown = false
  var isWalk = false

  /// Nil for arguments that make no sense.
  init?(_ arguments: some Sequence<String>) {
    var rest = arguments.makeIterator()
    while let argument = rest.next() {
      switch argument {
      case "--markdown": isMarkdown = true
      case Options.walk: isWalk = true
      case "--only":
        guard let words = rest.next() else { return nil }
        only = words
      case "--rounds":
        guard let rounds = rest.next().flatMap({ Int($0) }), rounds > 0 else { return nil }
        self.rounds = rounds
      case "--units":
        guard let units = rest.next().flatMap({ Int($0) }), units >= 200 else { return nil }
        self.units = units
      default: return nil
      }
    }
  }

  func isWanted(_ title: String) -> Bool { only.map { title.contains($0) } ?? true }
}
