import Ledger
import Planning

/// What a part of a campaign collected, in the words people write.
struct PartCount {
  let count: Count

  /// - `unit`: What it is counted in; another word is asked about.
  init(phrase: String, what: String, unit: String) throws {
    let read: CountPhrase
    do throws(QuantityFault) { read = try CountPhrase(phrase) } catch { throw LedgerFault.quantity(error) }
    if let written = read.counter, written != unit {
      let number = read.quantity.saying(nil).sumText(.zh, counter: unit)
      throw Failure(
        .failed, "“\(what)”以“\(unit)”计，写的是“\(phrase)”；如果就是 \(number)，请写 --count \"\(number)\"",
        "'\(what)' is counted in '\(unit)', not as '\(phrase)'; if it is that many write --count \"\(number)\""
      )
    }
    count = Count(Count.Measure(rawValue: what), quantity: read.quantity, counter: unit, isFinal: true)
  }
}
