/// A figure as somebody wrote it: what is counted, how many, in which counting word.
///
/// `宣传资料 500 余份` has the subject 宣传资料, `58 位家长` the noun 家长.
public struct CountPhrase: Hashable, Sendable {
  /// The words before the number.
  public let subject: String
  public let quantity: Quantity
  /// As sums count it: 人 for 位 and 名; nil if none was written.
  public let counter: String?
  /// The words after the counting word.
  public let noun: String
  /// 数百, 几十: no more than an order of magnitude; worth asking about.
  public let isRough: Bool
  /// How many of the persons are children, of 2大1小.
  public let children: Figure?
  /// How many households the persons are of, of 一家三口. Told to the writer, and in no sum: of others in the same session
  /// nobody knows it.
  public let households: Figure?
  /// The 12 户 of 12 户 35 人, which somebody counted beside the persons and which is as much a figure as these.
  let householdCount: Quantity?
  /// What stands in it beside the figure, and is not counted in it.
  var aside: [Aside] = []

  /// A figure that is not taken, as it was written, and why.
  struct Aside: Hashable {
    let said: String
    let why: RecordedFigures.LeftOut.Reason
  }

  /// - Throws: ``QuantityFault`` if there is no figure in it, or more than one.
  public init(_ phrase: String) throws(QuantityFault) {
    try self.init(phrase, in: .alone)
  }

  /// Where a phrase stands. In a list that is recorded somebody else looks after those who did not come, and after what each
  /// of several things got.
  enum Place { case alone, people, served, goods }

  init(_ phrase: String, in place: Place) throws(QuantityFault) {
    var reader = QuantityReader(phrase, place)
    self = try reader.read()
  }

  init(
    subject: String, quantity: Quantity, counter: String?, noun: String, isRough: Bool,
    children: Figure? = nil, households: Figure? = nil, householdCount: Quantity? = nil
  ) {
    self.subject = subject
    self.quantity = quantity
    self.counter = counter
    self.noun = noun
    self.isRough = isRough
    self.children = children
    self.households = households
    self.householdCount = householdCount
  }

  /// As `record` takes it, where several figures are said of one crowd or one thing: 党员 8 名、群众 34 名等 42 人 are 42, and of 累计 500
  /// 人（本次 35 人） only these 35 are of this session.
  public static func asRecorded(_ text: String) throws(QuantityFault) -> CountPhrase {
    do throws(QuantityFault) {
      let one = try CountPhrase(text)
      let list: FigureList
      do throws(LedgerFault) {
        list = try FigureList(counting: text, ofPeople: one.counter.map(CountingWord.countsPeople) ?? true)
      } catch {
        switch error {
        case .wrongSum, .countedTwice, .mixed, .severalPeriods, .tooManyOfThem: throw .severalFigures(text)
        default: return one
        }
      }
      guard list.members.count > 1, let told = counted(in: list), told.quantity.n != one.quantity.n else {
        return one
      }
      return told
    } catch .severalFigures {
      for isPeople in [true, false] {
        if let list = try? FigureList(counting: text, ofPeople: isPeople), let one = counted(in: list) {
          return one
        }
      }
      throw .severalFigures(text)
    }
  }

  /// The only figure of a list that is no part of another one and no plan; nil if there are several.
  private static func counted(in list: FigureList) -> CountPhrase? {
    let isPeople = list.isPeople
    guard let index = list.members.firstIndex(where: { $0.bearing == .counted }),
      list.members.count(where: { $0.bearing == .counted }) == 1, list.helpers(of: index).isEmpty,
      let read = list.members[index].read,
      isPeople == (read.counter.map(CountingWord.countsPeople) ?? true)
    else { return nil }
    return CountPhrase(
      subject: isPeople ? list.members[index].who : list.members[index].thing, quantity: read.quantity,
      counter: read.counter, noun: "",
      isRough: read.isRough, children: read.children, households: read.households,
      householdCount: read.householdCount)
  }

  /// What is counted, whichever side of the number it stands on.
  public var thing: String { subject.isEmpty ? noun : subject }
}

extension FigureList {
  /// The figures of a text of which nobody says where it is recorded.
  fileprivate init(counting text: String, ofPeople isPeople: Bool) throws(LedgerFault) {
    try self.init(text, ofPeople: isPeople, following: false) { phrase throws(LedgerFault) in
      do throws(QuantityFault) {
        return try CountPhrase(phrase, in: isPeople ? .people : .goods)
      } catch {
        throw .quantity(error)
      }
    }
  }
}

/// Why a phrase could not be read as a figure.
public enum QuantityFault: Error, Hashable, Sendable {
  case notUnderstood(String)
  case severalFigures(String)
  case negative(String)
  case tooLarge(String)
  /// 80%, 三分之二, 2 倍: a share of something that is not said.
  case share(String)
  /// 人均 3 份, 500 元/户: so much for each of a number that is not said.
  case rate(String)
  /// 30 人×2 场, 2 sessions of 30 people: a sum that is left to the reader.
  case product(String)
  /// 减少 5 人, 缺 20 份: how many fewer or too few.
  case change(String)
  /// A date, a telephone, an age, the number of a thing.
  case notACount(String)
  /// 1.2.3
  case malformed(String)
  /// 5-, 5 至: a range without its upper end.
  case halfRange(String)
  /// Half a person.
  case notWhole(String)
  /// 没有 50 人: fewer, or nobody.
  case negated(String)
  /// 请假 3 人: how many did not come.
  case absent(String)
  /// 500 美元.
  case foreignMoney(String)
}
