import ArgumentParser
import CampaignScheduler
import Foundation
import Ledger
import Planning
import Recurrence

struct PersonsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "persons", abstract: "Lists of persons, masked, for as long as the campaign says. 名单（打码）。",
    discussion: """
      Example 例: campaign persons list member-day-529/2026/diecai/1
      Lists are off unless a campaign's 'privacy' takes names. 活动文件的“隐私”写明登记姓名，才能登记名单。
      """,
    subcommands: [Add.self, List.self, Export.self], defaultSubcommand: List.self)

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Put people on a session's list: names are masked, phones become marks. 登记名单。",
      discussion: """
        Example 例: campaign persons add spring-visits/2026/diecai/1 --file list.csv --came
        A line each: name, phone, village or office, group, age; or with a header of such words. Reads standard input
        without --file. 每行一人：姓名,电话,村或单位,身份,年龄；也可以有表头。不写 --file 就从标准输入读。
        Minors and special families are refused: record how many. 未成年人和特殊家庭不登记姓名，只记人数。
        """)

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The session: campaign/occurrence/unit/number. 场次编号。")
    var session: String
    @Option(help: ArgumentHelp("The list, UTF-8. 名单文件。", valueName: "file"), completion: .file())
    var file: String?
    @Flag(help: "They came: their number is recorded unless one stands already. 都到场了。")
    var came = false
    @OptionGroup var lateness: LateOption

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let standing = try await scheduler.openSession(named: session)
      let key = standing.key
      let terms = scheduler.terms(standing)
      let today = options.today(scheduler)
      try terms.requireNames(on: today)
      let late = came ? try await lateness.reason(for: key.occurrence, scheduler, options) : nil
      let year = standing.session.date.last?.year ?? today.year
      let machine = try MachineKeyFile.load(beside: scheduler.databasePath)
      var people: [Person] = []
      var lines: [Int] = []
      var rows: [ImportRow] = []
      for (number, row) in try listed() {
        do throws(PersonRefusal) {
          people.append(try Person(row, year: year, key: machine))
          lines.append(number)
        } catch {
          let reason = BilingualText(error.text)
          rows.append(ImportRow(row: "\(number)", cell: nil, result: .refused, reason: reason))
        }
      }
      let intake = try await scheduler.persons.add(
        people, to: key, deleteOn: terms.deleteOn, by: options.author, at: options.clock.now,
        countsWhoCame: came, lateReason: late)
      print(intake, lines, rows, terms)
      if !rows.isEmpty { throw ExitCode(1) }
    }

    /// The rows with their line numbers.
    private func listed() throws -> [(line: Int, row: ListedPerson)] {
      var columns = ListedPerson.usualColumns
      var rows: [(Int, ListedPerson)] = []
      for (index, line) in try text().split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        .enumerated()
      {
        let cells = Self.cells(line)
        guard cells.contains(where: { !$0.isEmpty }) else { continue }
        let header = cells.map { ListedPerson.Column(header: $0) }
        if rows.isEmpty, header.contains(.name), header.compactMap(\.self).count > 1 || cells.count == 1 {
          columns = header
          let unread = zip(header, cells).filter { $0 == nil && !$1.isEmpty }.map { $0.1 }
          if !unread.isEmpty {
            let names = unread.joined(separator: "、")
            Output(options).note("没有读的列：\(names)", "columns that were not read: \(names)")
          }
          continue
        }
        var row = ListedPerson(cells, columns: columns)
        if came, row.status == .unknown { row.status = .came }
        rows.append((index + 1, row))
      }
      guard !rows.isEmpty else {
        throw Failure(
          .failed, "名单是空的；每行写一人：姓名,电话,村或单位", "the list is empty; write a line each: name, phone, village")
      }
      return rows
    }

    private func text() throws -> String {
      if let file {
        guard let text = try Workspace.textIfThere(file) else { throw WorkspaceFault.unreadable(file) }
        return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
      }
      var lines: [String] = []
      while let line = readLine() { lines.append(line) }
      return lines.joined(separator: "\n")
    }

    private static func cells(_ line: Substring) -> [String] {
      let separators: Set<Character> = line.contains("\t") ? ["\t"] : [",", "，"]
      return line.split(omittingEmptySubsequences: false) { separators.contains($0) }.map { cell in
        String(cell).trimmingCharacters(in: CharacterSet(charactersIn: " \"\u{3000}"))
      }
    }

    /// - `lines`: Where each person stands in the list that was given.
    private func print(
      _ intake: PersonStore.Intake, _ lines: [Int], _ refused: [ImportRow], _ terms: PrivacyTerms
    ) {
      let output = Output(options)
      for row in refused {
        output.line(
          output.json
            ? row.json(options.language).description
            : options.language("未收", "refused") + "  \(row.row)  \(row.reason?.text(options.language) ?? "")")
      }
      print(repeated: intake.repeated, lines, output)
      if output.json {
        output.line([
          "rows": .number(intake.added.count + intake.repeated.count + refused.count),
          "accepted": .number(intake.added.count), "refused": .number(refused.count),
          "persons": ["n": .number(intake.added.count), "certainty": .string("exact")],
          "repeated": .array(
            intake.repeated.map {
              ["line": .number(lines[$0.index]), "row": .number($0.row.number)]
            }),
          "otherSessions": .array(intake.elsewhere.map(PersonTable.acrossJSON)),
        ])
      } else {
        output.say(
          "登记 \(intake.added.count) 人，重复 \(intake.repeated.count) 人，未收 \(refused.count) 人；留到 \(terms.deleteOn) 前，当天删除",
          "\(intake.added.count) on the list, \(intake.repeated.count) there already, \(refused.count) refused; they go on \(terms.deleteOn)"
        )
      }
      output.noteAcross(intake.elsewhere)
      ask(intake.questions, output)
      if let entry = intake.count {
        output.note("已记入台账：\(entry.what(.zh))", "entered: \(entry.what(.en))")
      }
    }

    private func print(repeated: [PersonStore.Repeat], _ lines: [Int], _ output: Output) {
      for same in repeated where !output.json {
        output.say(
          "重复  第 \(lines[same.index]) 行与名单上 \(same.row.number) 号 \(same.row.person.maskedName) 同名同电话，只登记一次",
          "there already  line \(lines[same.index]) is row \(same.row.number) of the list, \(same.row.person.maskedName), by name and phone"
        )
      }
    }

    private func ask(_ questions: [PersonStore.Question], _ output: Output) {
      for question in questions {
        let (row, other) = (question.row, question.other)
        switch question.kind {
        case .samePhone:
          output.note(
            "\(row.number) 号 \(row.person.maskedName) 与 \(other.number) 号 \(other.person.maskedName) 电话相同：一家人，还是同一人？",
            "rows \(row.number) (\(row.person.maskedName)) and \(other.number) (\(other.person.maskedName)) have one phone: a family, or one person?"
          )
        case .sameName:
          output.note(
            "\(row.number) 号与 \(other.number) 号同村同名：\(row.person.maskedName)，是同一人吗？",
            "rows \(row.number) and \(other.number) have one name in one village (\(row.person.maskedName)): one person?"
          )
        }
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Who is on the lists, masked. 列出名单（打码）。",
      discussion: "Example 例: campaign persons list spring-visits/2026/diecai/1")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "One session; all by default. 场次编号。")
    var session: String?

    func run() async throws {
      let rows = try await options.openScheduler().listedRows(session, at: options.clock.now)
      let output = Output(options)
      output.list(rows, json: PersonTable.json) { PersonTable.cells($0, options.language) }
      output.noteAcross(PersonStore.acrossSessions(rows))
      if rows.isEmpty { output.note("没有名单", "there is no list") }
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "The lists as CSV, masked. 导出名单（打码）。",
      discussion: "Example 例: campaign persons export spring-visits/2026/diecai/1 > list.csv")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "One session; all by default. 场次编号。")
    var session: String?

    func run() async throws {
      let rows = try await options.openScheduler().listedRows(session, at: options.clock.now)
      Output(options).verbatim(PersonTable.csv(rows, options.language))
    }
  }
}

extension Output {
  /// Tells of people who are on several sessions' lists: each session counts them, and nothing is merged.
  fileprivate func noteAcross(_ groups: [[PersonStore.Row]]) {
    guard !groups.isEmpty else { return }
    for group in groups.prefix(Self.listed) {
      note(
        "在几场的名单上（各场分开计）：\(PersonTable.acrossText(group, .zh))",
        "on the lists of several sessions, counted in each: \(PersonTable.acrossText(group, .en))")
    }
    if groups.count > Self.listed {
      note("这样的人共 \(groups.count) 位", "there are \(groups.count) such people")
    }
  }

  private static let listed = 20
}

extension Scheduler {
  fileprivate func listedRows(_ session: String?, at now: Timestamp) async throws -> [PersonStore.Row] {
    var key: SessionKey?
    if let session { key = try await self.session(session) }
    return try await persons.rows(of: key, on: current.now.definitions.shared.zone.local(at: now).date)
  }
}
