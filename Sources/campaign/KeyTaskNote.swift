import CampaignScheduler
import Planning

/// Says which of the key tasks that somebody wrote the organisation does not have: they would stand in a line of their own.
struct KeyTaskNote {
  private let known: [String]
  private let output: Output

  init(_ scheduler: Scheduler, _ options: GlobalOptions) {
    known = scheduler.current.now.definitions.shared.keyTasks
    output = Output(options)
  }

  func print(_ written: [String?]) {
    guard !known.isEmpty else { return }
    for task in Set(written.compactMap(\.self)).subtracting(known).sorted() {
      let guess = Vocabulary.nearest(to: task, among: known)
      output.note(
        "没有重点任务“\(task)”\(guess.map { "，是不是“\($0)”？" } ?? "")（有：\(known.joined(separator: "、"))）；已照写入账，汇总时另列",
        "there is no key task '\(task)'\(guess.map { "; did you mean '\($0)'?" } ?? "") (there are: \(known.joined(separator: ", "))); it is entered as written and summed up apart"
      )
    }
  }
}
