/// Which templates include which (`{{> NAME}}`), by language.
struct TemplateInclusions {
  private struct File {
    let path: String
    let partials: [(name: String, place: Place)]
  }

  /// By the file's name without its ending: `today`, `brief.zh`.
  private var files: [String: File] = [:]

  mutating func add(_ name: String, file: String, _ partials: [(name: String, place: Place)]) {
    files[name] = File(path: file, partials: partials)
  }

  /// A template's name without its language.
  static func baseName(_ name: String) -> String {
    Language.allCases.contains { name.hasSuffix(".\($0.rawValue)") } ? String(name.dropLast(3)) : name
  }

  /// What a template may call others, and the file that is meant: that of the language, else the one without a
  /// language, else the other language's.
  func names(in language: Language) -> [String: String] {
    let bases = Set(files.keys.map(Self.baseName))
    let pairs = (bases.union(files.keys)).compactMap { name in file(name, language).map { (name, $0) } }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  private func file(_ name: String, _ language: Language) -> String? {
    let other: Language = language == .zh ? .en : .zh
    return ["\(name).\(language.rawValue)", name, "\(name).\(other.rawValue)"].first { files[$0] != nil }
  }

  /// Templates that are not there, and those that include each other without end.
  ///
  /// - `faulty`: Files that can't be used for another reason.
  /// - Returns: All that can't be used, those that include one of them among them, and the faults.
  func check(faulty: Set<String>) -> (faulty: Set<String>, diagnostics: [Diagnostic]) {
    var faulty = faulty
    var diagnostics: [Diagnostic] = []
    let known = Set(files.keys.map(Self.baseName))
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      for (partial, place) in file.partials where self.file(partial, .zh) == nil {
        let others = known.subtracting([Self.baseName(name)])
        diagnostics.append(
          Diagnostic(.notFound(.template, partial, among: others), file: file.path, at: place))
        faulty.insert(name)
      }
    }
    var seen: Set<Set<String>> = []
    for language in Language.allCases {
      for cycle in cycles(language) where seen.insert(Set(cycle.names)).inserted {
        faulty.formUnion(cycle.names)
        let file = files[cycle.names[0]]
        diagnostics.append(
          Diagnostic(.templateCycle(cycle.names.map(Self.baseName)), file: file?.path ?? "", at: cycle.place))
      }
    }
    return (spread(faulty), diagnostics)
  }

  private func spread(_ faulty: Set<String>) -> Set<String> {
    var faulty = faulty
    var isGrowing = true
    while isGrowing {
      let more = files.filter { name, file in
        !faulty.contains(name)
          && file.partials.contains { partial, _ in
            Language.allCases.contains { self.file(partial, $0).map(faulty.contains) ?? false }
          }
      }
      isGrowing = !more.isEmpty
      faulty.formUnion(more.keys)
    }
    return faulty
  }

  /// Rings of files, each once, and where the first of them includes the next.
  private func cycles(_ language: Language) -> [(names: [String], place: Place)] {
    var finished: Set<String> = []
    var found: [(names: [String], place: Place)] = []
    func walk(_ name: String, _ path: [(name: String, place: Place)]) {
      if let start = path.firstIndex(where: { $0.name == name }) {
        found.append((path[start...].map(\.name), path[start].place))
        return
      }
      guard finished.insert(name).inserted else { return }
      for (partial, place) in files[name]?.partials ?? [] {
        if let next = file(partial, language) { walk(next, path + [(name, place)]) }
      }
    }
    for name in files.keys.sorted() { walk(name, []) }
    return found
  }
}
