/// Finds tasks that wait for each other.
enum TaskCycle {
  /// The ids of the first ring, from the task at which it was noticed; nil if there is none.
  ///
  /// Depth first, and without recursion: a file may have thousands of tasks, each waiting for the next.
  static func first(in tasks: [CampaignTask]) -> [String]? {
    let needs = Dictionary(tasks.map { ($0.id, $0.needs) }, uniquingKeysWith: { first, _ in first })
    var finished: Set<String> = []
    for task in tasks where !finished.contains(task.id) {
      var path = [(id: task.id, left: needs[task.id]?[...] ?? [])]
      var onPath = [task.id: 0]
      while let last = path.indices.last {
        guard let need = path[last].left.popFirst() else {
          finished.insert(path[last].id)
          onPath[path[last].id] = nil
          path.removeLast()
          continue
        }
        if let start = onPath[need] { return path[start...].map(\.id) }
        guard !finished.contains(need) else { continue }
        onPath[need] = path.count
        path.append((need, needs[need]?[...] ?? []))
      }
    }
    return nil
  }
}
