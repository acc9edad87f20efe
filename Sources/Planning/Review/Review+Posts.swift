extension Review {
  /// Posts that messages and tasks are for, and nobody holds.
  var posts: [Diagnostic] {
    guard !shared.contacts.isEmpty else { return [] }
    var diagnostics: [Diagnostic] = []
    var vacant: [Post.Kind: Set<String>] = [:]
    for campaign in definitions.campaigns {
      let units = campaign.participation.units(in: shared.tree)
      for (post, place) in posts(of: campaign) {
        guard shared.contacts.knows(post.role, at: post.level) else {
          diagnostics.append(
            Diagnostic(
              .roleOfNobody(post, nearest: nearestPost(to: post)), file: campaign.file, at: place))
          continue
        }
        for unit in Set(units.compactMap { shared.tree.ancestor(of: $0, at: post.level) })
        where shared.contacts.isVacant(post.role, at: unit) {
          vacant[Post.Kind(level: post.level, role: post.role), default: []].insert(unit.id)
        }
      }
    }
    for (kind, units) in vacant.sorted(by: { ($0.key.level, $0.key.role) < ($1.key.level, $1.key.role) }) {
      diagnostics += vacancies(of: kind.role, in: shared.tree.units.filter { units.contains($0.id) })
    }
    return diagnostics
  }

  /// Each post once, at its first place.
  private func posts(of campaign: Campaign) -> [(post: Post, place: Place?)] {
    let outline = definitions.outlines[campaign.id]
    let all =
      campaign.tasks.map { ($0.owner, outline?[.owner($0.id)]) }
      + campaign.reminders.map { ($0.to, outline?[.receiver($0.id)]) }
      + campaign.chases.map { ($0.to, outline?[.receiver($0.id)]) }
    var seen: Set<Post> = []
    return all.filter { seen.insert($0.0).inserted }
  }

  private func nearestPost(to post: Post) -> String? {
    let roles = shared.contacts.roles.filter { shared.contacts.knows($0, at: post.level) }
    return Vocabulary.nearest(to: post.role, among: roles).map { "\(Post(level: post.level, role: $0))" }
  }

  /// A line for each unit, unless so many are vacant that one line says more.
  private func vacancies(of role: String, in units: [Unit]) -> [Diagnostic] {
    let file = "Campaigns/shared/contacts.csv"
    guard units.count <= 12 else { return [Diagnostic(.vacantPosts(units, role), file: file)] }
    return units.compactMap { unit in
      // The unit at the top is the only one of its level: nobody else there holds what it lacks.
      guard let fallback = shared.fallback(for: role, at: unit) else { return nil }
      let place = shared.emptyPosts.first { $0.unit == unit.id && $0.role == role }?.place
      return Diagnostic(
        .vacantPost(unit, role, fallback: fallback), file: file,
        at: place)
    }
  }
}

extension Post {
  /// A post without the words in which a file names it.
  fileprivate struct Kind: Hashable {
    let level: Level
    let role: String
  }
}
