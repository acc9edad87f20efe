import Ledger

extension EntryLines {
  func print(_ entries: [LedgerEntry]) {
    let output = Output(options)
    for line in lines(entries) { output.line(line) }
  }
}
