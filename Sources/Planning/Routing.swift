/// Where a message goes: the unit whose post receives it, by its index, and the robot it goes out by.
struct Route: Hashable {
  let receiver: Int
  let endpoint: EndpointID
}

extension SharedDefinitions {
  /// The way from a unit to a post and on through a channel: the only place that decides who receives a message.
  ///
  /// - Returns: Nil where the unit stands above the post, or where the channel has one robot for each unit of a level
  ///   and the post stands above it.
  func route(from unit: Int, to post: Post, through channel: Channel) -> Route? {
    guard let receiver = tree.ancestor(ofIndex: unit, at: post.level) else { return nil }
    guard let level = channel.onePer else {
      return Route(receiver: receiver, endpoint: EndpointID(channel: channel.name, unit: nil))
    }
    return tree.ancestor(ofIndex: receiver, at: level).map {
      Route(receiver: receiver, endpoint: EndpointID(channel: channel.name, unit: tree.units[$0].id))
    }
  }
}

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

  /// To whom a message goes: about each unit, or, a digest, once to each receiver and about that one.
  func addressees(of message: PlannedMessage, through channel: Channel) -> [Addressee] {
    let way = Way(post: message.to, channel: channel.name, digest: message.digest)
    if let addressees = known[way] { return addressees }
    var addressees: [Addressee] = []
    var receivers: Set<Int> = []
    for unit in units {
      guard let route = shared.route(from: unit, to: message.to, through: channel) else { continue }
      if message.digest, !receivers.insert(route.receiver).inserted { continue }
      addressees.append(Addressee(unit: message.digest ? route.receiver : unit, route: route))
    }
    known[way] = addressees
    return addressees
  }
}
