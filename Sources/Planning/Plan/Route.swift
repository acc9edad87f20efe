/// The way of a message: whose post it is for, who receives it, and by which robot. Units by their indices in
/// ``UnitTree/units``: a plan asks for the way of every unit.
struct Route: Hashable {
  /// The unit whose post it is: what a digest lists units below.
  let post: Int
  /// The same, or the unit above that a vacant post falls back to.
  let receiver: Int
  let endpoint: EndpointID
}

extension SharedDefinitions {
  /// Nil if no unit above `unit` stands at the post's level, or no robot serves it.
  func route(to post: Post, for unit: Int, through channel: Channel) -> Route? {
    guard let holder = tree.ancestor(ofIndex: unit, at: post.level) else { return nil }
    if !contacts.isEmpty, let above = fallback(for: post.role, at: tree.units[holder]),
      let receiver = tree.index(of: above.id), let endpoint = robot(for: receiver, instead: channel)
    {
      return Route(post: holder, receiver: receiver, endpoint: endpoint)
    }
    return endpoint(of: channel, for: holder).map { Route(post: holder, receiver: holder, endpoint: $0) }
  }

  /// Who gets the messages of a vacant post: the nearest unit above that has the role, else the unit above. Nil if the
  /// post is not vacant or nobody is above it.
  func fallback(for role: String, at unit: Unit) -> Unit? {
    guard !contacts.isEmpty, contacts.isVacant(role, at: unit) else { return nil }
    let above = tree.lineage(of: unit).dropFirst()
    return above.first { !contacts.holders(of: role, at: $0.id).isEmpty } ?? above.first { _ in true }
  }

  /// The robot of the channel; else that of the channel by which campaigns usually write to the receiver's level, or of
  /// one with a robot for each unit of it: a group of the county's own would not reach the city.
  private func robot(for receiver: Int, instead channel: Channel) -> EndpointID? {
    if channel.onePer != nil, let endpoint = endpoint(of: channel, for: receiver) { return endpoint }
    let level = tree.units[receiver].level
    let usual = usualChannels[level].flatMap { channels[$0] }
    let other = usual ?? channels.values.filter { $0.onePer == level }.min { $0.name < $1.name }
    return endpoint(of: other ?? channel, for: receiver)
  }

  /// The robot of a channel that a message to a unit goes out by; nil where the channel has one for each unit of a level
  /// and the unit stands above it.
  private func endpoint(of channel: Channel, for unit: Int) -> EndpointID? {
    guard let level = channel.onePer else { return EndpointID(channel: channel.name, unit: nil) }
    return tree.ancestor(ofIndex: unit, at: level).map {
      EndpointID(channel: channel.name, unit: tree.units[$0].id)
    }
  }
}

extension SharedDefinitions {
  /// Learns by which channel campaigns write to each level.
  mutating func learnChannels(of campaigns: [Campaign]) {
    var counts: [Level: [String: Int]] = [:]
    for campaign in campaigns {
      for (post, channel) in campaign.reminders.map({ ($0.to, $0.channel) })
        + campaign.chases.map({ ($0.to, $0.channel) })
      {
        counts[post.level, default: [:]][channel, default: 0] += 1
      }
    }
    usualChannels = counts.compactMapValues { counts in
      counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
  }
}
