import Planning

extension LedgerFault {
  /// What is accepted, and how it is opened again.
  func acceptedText(_ language: Language) -> String {
    guard case .accepted(let key, let unit, let closing, let part) = self else { return "" }
    let place =
      "--campaign \(key.campaign) --occurrence \(key.occurrence)\(part.map { " --part \($0)" } ?? "") --unit \(closing)"
    let what = part.map { language(" 的分项 \($0)", ", part \($0),") } ?? ""
    return language(
      "\(key)\(what) 已验收，这个单位的记录不能再改；请上级先退回：campaign report reopen \(place) --reason …",
      "\(key)\(what) is accepted (at \(closing)), so what \(unit) recorded stands; the level above may open it again: campaign report reopen \(place) --reason …"
    )
  }

  /// On which later correction one stands that is to be void.
  func correctedText(_ language: Language) -> String {
    guard case .correctedSince(let id, let later) = self else { return "" }
    return language(
      "记录 \(id) 之后又更正为记录 \(later)，单作废前者会连后者一起不计入；改数请用 campaign correct \(later)，要退回更早的数请先 campaign void \(later)",
      "entry \(id) was corrected by \(later) since, which would go with it; to change the figure use 'campaign correct \(later)', to go back further first 'campaign void \(later)'"
    )
  }

  /// Why a figure of people or goods was not taken.
  func figureText(_ language: Language) -> String {
    switch self {
    case .missingItem(let phrase):
      language(
        "“\(phrase)”没写是什么物资；写成“宣传资料 500 余份”",
        "'\(phrase)' does not say what was given; write '宣传资料 500 余份' or 'leaflets 500+'")
    case .moneyNotExact(let phrase):
      language("金额必须准确：“\(phrase)”", "money must be exact: '\(phrase)'")
    case .notGoods(let phrase, let counter):
      language(
        "“\(phrase)”以“\(counter)”计，不是物资的数量；请写多少份、多少盒，服务的人数请用 --served",
        "'\(phrase)' is counted in '\(counter)'; write how many pieces were given, people who were served go with --served"
      )
    case .notGiven(let phrase):
      language(
        "“\(phrase)”不是发出去的数；--gave 只记发放的。悬挂、张贴、制作的写进 --activity；剩余请用 campaign stock count，退回用 stock return，收到用 stock receive；问卷回收数用 campaign import 的问卷表",
        "'\(phrase)' was not handed out, and --gave takes only what was: what was put up or made goes with --activity; use 'campaign stock count' for what is left, 'stock return' or 'stock receive' for what came, and 'campaign import' for a questionnaire"
      )
    default: peopleText(language)
    }
  }

  private func peopleText(_ language: Language) -> String {
    switch self {
    case .onlineWithOnSite(let phrase):
      language(
        "“\(phrase)”把现场和线上合在一起了；请分开写：--attended \"200 人\" --served \"线上观看 1000 人次\"",
        "'\(phrase)' counts people on site and on line together; give both: --attended '200 people' --served 'watched online 1000'"
      )
    case .notPeople(let phrase, let counter) where GroupWords.isCountedBeside(counter):
      language(
        "“\(phrase)”以“\(counter)”计，不是人数；请写来了多少人，例如“3 场共 60 人”",
        "'\(phrase)' is counted in '\(counter)', not in people; write how many people came, as '60 people'")
    case .notPeople(let phrase, let counter):
      language(
        "“\(phrase)”以“\(counter)”计，不是人数；--attended 和 --served 只记人、人次、户，款物请用 --gave",
        "'\(phrase)' is counted in '\(counter)', not in people; --attended and --served take people, person-times and households, money and goods go with --gave"
      )
    case .nobodyCame(let phrase):
      language(
        "“\(phrase)”是计划或缺席的人数；请写实到多少人，例如“实到 45 人”",
        "'\(phrase)' is how many were to come or stayed away; write how many came, as '45 people'")
    case .unclearPart(let phrase):
      language(
        "“\(phrase)”是同一批里的一部分还是另外的，分不清；一部分请写在总数后面、前面加“其中”（几个部分用“、”连起来），另外的请写“另有”",
        "'\(phrase)' may be some of those counted beside it, or more: put 'including' before what is some of them (several joined with 'and'), or 'plus' before what is more"
      )
    case .countedTwice(let first, let second):
      language(
        "“\(first)”和“\(second)”像是同一批人的两个数；请只写一个准数，不是同一批人的请写“另有”",
        "'\(first)' and '\(second)' seem to be two counts of the same people; give the right one, or put 'plus' before those who are others"
      )
    case .mixed(let first, let second):
      language(
        "“\(first)”和“\(second)”不是按同一种分法写的，不能相加，可能说的是同一批；一部分请在前面写“其中”，另外的请写“另有”，同一批的请只写一种",
        "'\(first)' and '\(second)' are told apart by different things, may be the same ones and are not added: put 'including' before what is some of them, 'plus' before what is more, or give only one of the two"
      )
    case .severalPeriods(let first, let second):
      language(
        "“\(first)”和“\(second)”是几个时期的数，这里只记这一场；请只写这一场的，例如“本次 60 人”，其他的记到各自的场次",
        "'\(first)' and '\(second)' are of several periods, and here stands one session; write only its own figure, as '60 people', and record the others with their sessions"
      )
    case .tooManyOfThem(let part, let whole):
      language(
        "“\(part)”比“\(whole)”还多，不会是其中的一部分；请核对两个数，另外的人请写“另有”",
        "'\(part)' is more than '\(whole)', and can't be some of it; check both numbers, or put 'plus' before those who are others"
      )
    case .notSignedIn(let phrase):
      language(
        "“\(phrase)”来没来看不出来；来了没签到的请写“另有 5 人到场未签到”，没来的请写“缺席 5 人”",
        "'\(phrase)' does not say whether they came; write 'plus 5 people' for those who came, or '5 absent' for those who did not"
      )
    case .toldTwice(let phrase):
      language(
        "--attended 里已经写了这类人员，“\(phrase)”会再计一次；请只写在一处",
        "--attended counts such people already, and '\(phrase)' would count them again; give them once")
    case .sharedTotal(let phrase):
      language(
        "“\(phrase)”的总数是否包含前面的，分不清；请一样写一个数",
        "the total of '\(phrase)' may include what was counted before it; give each thing a number of its own"
      )
    case .wrongSum(let phrase, let sum):
      language(
        "列出的合起来是 \(sum)，和“\(phrase)”不一致；请核对，只列一部分的请写“其中”",
        "what is listed makes \(sum), and not '\(phrase)'; check them, or write 'including' before what is only some of them"
      )
    case .partOfNothing(let phrase):
      language(
        "“\(phrase)”是其中的一部分，没写是谁的一部分，不能另加；请和总数写在一起：“50 人，其中儿童 15 人”，另外的人请去掉“其中”“包括”",
        "'\(phrase)' is some of a number that is not given, and is not added to others; write both, as '50 people, including 15 children', or leave out 'including'"
      )
    case .notServed(let phrase):
      language(
        "“\(phrase)”不是人数，不记入服务；线上看的人请写 --served \"线上观看 1000 人次\"",
        "'\(phrase)' counts no people who were served; who watched from afar goes with --served 'watched online 1000'"
      )
    case .onlyCame(let phrase):
      language(
        "“\(phrase)”只说来了多少人，没说做了什么服务；来的人数请用 --attended，服务请写出名称，例如“义诊 40 人”",
        "'\(phrase)' says how many came and not what was done for them; who came goes with --attended, and a service has a name, as 'health checks 40'"
      )
    default: ""
    }
  }
}
