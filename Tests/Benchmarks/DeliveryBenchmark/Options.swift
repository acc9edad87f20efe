/// What is measured.
enum Part: String, CaseIterable {
  /// The engine alone, to one address.
  case engine
  /// The engine, each request to another host.
  case hosts
}

/// What the command line asks for.
struct Options {
  static let usage = """
    usage: DeliveryBenchmark [--rounds N] [--requests N] [--concurrency N] [--only engine|hosts]

      --rounds N       how often all is measured in turn; 3, if not given
      --requests N     requests of a round; 23200, if not given
      --concurrency N  requests at once; 256, if not given
      --only PART      only this part
    """

  var rounds = 3
  var requests = 23_200
  var concurrency = 256
  var parts = Part.allCases
  /// Bytes of a request's body: a robot's message of some two hundred Chinese characters.
  let bodySize = 600

  /// Nil for arguments that make no sense.
  init?(_ arguments: some Sequence<String>) {
    var rest = arguments.makeIterator()
    while let argument = rest.next() {
      guard let value = rest.next() else { return nil }
      if argument == "--only" {
        guard let part = Part(rawValue: value) else { return nil }
        parts = [part]
        continue
      }
      guard let number = Int(value), number > 0 else { return nil }
      switch argument {
      case "--rounds": rounds = number
      case "--requests": requests = number
      case "--concurrency": concurrency = number
      default: return nil
      }
    }
  }
}
