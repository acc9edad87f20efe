/// The units of a campaign, and where messages about them go: found once for each post and channel that its messages
/// name, and only if one of these may be due.
final class Addressees {
  /// A unit that a message is about, by its index, and the way to who receives it.
  struct Addressee {
    let unit: Int
    let route: Route
  }

  private struct Way: Hashable {
    let post: Post
    let channel: String
    let digest: Bool
  }

  private let shared: SharedDefinitions
  private let participation: Participation
  private lazy var units = participation.unitIndices(in: shared.tree)
  private var known: [Way: [Addressee]] = [:]

  init(_ participation: Participation, _ shared: SharedDefinitions) {
    self.participation = participation
    self.shared = shared
  }

  /// To whom a message goes: about each unit, or, a digest, once to each post and about that one's unit.
  func addressees(of message: PlannedMessage, through channel: Channel) -> [Addressee] {
    let way = Way(post: message.to, channel: channel.name, digest: message.digest)
    if let addressees = known[way] { return addressees }
    var addressees: [Addressee] = []
    var posts: Set<Int> = []
    for unit in units {
      guard let route = shared.route(to: message.to, for: unit, through: channel) else { continue }
      if message.digest, !posts.insert(route.post).inserted { continue }
      addressees.append(Addressee(unit: message.digest ? route.post : unit, route: route))
    }
    known[way] = addressees
    return addressees
  }
}
