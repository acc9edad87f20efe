/// What the command line asks for.
struct Options {
  static let usage = """
    usage: RecurrenceBenchmark [--rounds N] [--quick] [--markdown]

      --rounds N   how often all is measured in turn; 3, if not given
      --quick      0.2 seconds for each measurement instead of 1, for a first look
      --markdown   only the two tables, as the documentation has them
    """

  var rounds = 3
  var isQuick = false
  var isMarkdown = false
  /// Only count allocations, over so many occurrences; for the run that this program starts of itself.
  var allocations: Int?

  /// For each measurement.
  var budget: Duration { isQuick ? .milliseconds(200) : .seconds(1) }

  /// Nil for arguments that make no sense.
  init?(_ arguments: some Sequence<String>) {
    var rest = arguments.makeIterator()
    while let argument = rest.next() {
      switch argument {
      case "--quick": isQuick = true
      case "--markdown": isMarkdown = true
      case "--rounds":
        guard let rounds = rest.next().flatMap({ Int($0) }), rounds > 0 else { return nil }
        self.rounds = rounds
      case Allocations.option:
        guard let limit = rest.next().flatMap({ Int($0) }) else { return nil }
        allocations = limit
      default: return nil
      }
    }
  }
}
