import Planning

extension Workspace {
  /// How long files must have stayed as they are before they are believed.
  static let settling = Duration.milliseconds(200)

  /// Reads and checks every file, again and again while somebody is at them.
  ///
  /// - `isQuiet`: Whether nobody has written for a moment: then what did not change while it was read is believed.
  /// - Returns: Nil if they still changed after `tries` readings: half a file may be whole to look at.
  func settledDefinitions(isQuiet: Bool, tries: Int = 8) async throws(WorkspaceFault) -> Definitions? {
    var before = try stamps()
    for number in 0..<tries {
      let definitions = try definitions()
      if !isQuiet || number > 0 {
        guard (try? await ContinuousClock().sleep(for: Self.settling)) != nil else { return nil }
      }
      let after = try stamps()
      if after == before { return definitions }
      before = after
    }
    return nil
  }

  /// What tells that a file was written or replaced.
  private func stamps() throws(WorkspaceFault) -> [String: FileStatus] {
    var stamps: [String: FileStatus] = [:]
    for folder in definitionFolders where Self.isFolder(folder) {
      for path in try Self.paths(at: folder) { stamps[path] = FileStatus(path) }
    }
    return stamps
  }
}
