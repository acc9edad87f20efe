import ArgumentParser
import CampaignScheduler
import Ledger
import Planning

/// What every command takes that enters a move of goods; the command itself says what kind of move it is.
struct StockMoveArguments: ParsableArguments {
  @OptionGroup var options: GlobalOptions
  @OptionGroup var place: PlaceOptions
  @OptionGroup var stock: StockOptions
  @Argument(help: "Item and number: \"宣传资料 600 份\". 物资与数量。")
  var goods: [String]

  func enter(
    _ kind: GoodsMove.Kind, from: String? = nil, to: String? = nil, isPerHousehold: Bool = false
  ) async throws {
    try await StockMove(
      kind: kind, options: options, stock: stock, from: from, to: to, isPerHousehold: isPerHousehold
    ).run(goods, at: place)
  }
}

extension StockCommand {
  struct Receive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "receive", abstract: "Enter what came from outside. 领入。",
      discussion: "Example 例: campaign stock receive \"宣传资料 600 份\" --unit diecai --from 印刷厂")

    @OptionGroup var move: StockMoveArguments
    @Option(help: "Where it came from. 来源。")
    var from: String?

    func run() async throws { try await move.enter(.receive, from: from) }
  }

  struct Allocate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "allocate", abstract: "Send to another unit, which has to accept it. 下拨给别的单位，对方要签收。",
      discussion: "Example 例: campaign stock allocate \"服务卡 100 张\" --unit guilin --to diecai")

    @OptionGroup var move: StockMoveArguments
    @Option(help: "The unit that gets it. 接收单位。", completion: .units)
    var to: String

    func run() async throws {
      let definitions = try move.options.findWorkspace().definitions()
      guard let receiver = try definitions.unit(named: to) else { return }
      let sender = try definitions.unit(named: move.place.unit ?? move.options.unitOfOffice)
      guard sender?.id != receiver.id else {
        throw Failure(
          .usage, "不能下拨给自己：--to 写接收单位", "a unit can't allocate to itself: --to names the receiver")
      }
      try await move.enter(.allocate, to: receiver.id)
    }
  }

  struct Give: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "give", abstract: "Enter what was handed out. 发放。",
      discussion: "Example 例: campaign stock give \"宣传资料 500 余份\" --session member-day-529/2026/diecai/1")

    @OptionGroup var move: StockMoveArguments
    @Option(help: "To whom: a unit or a group, never a name. 发给哪些人（不写姓名）。")
    var to: String?
    @Flag(help: "One for each household. 每户一份。")
    var perHousehold = false

    func run() async throws { try await move.enter(.give, to: to, isPerHousehold: perHousehold) }
  }

  struct Return: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "return", abstract: "Enter what was handed out and came back. 退回。",
      discussion: "Example 例: campaign stock return \"宣传资料 20 份\" --unit diecai --reason \"活动剩余\"")

    @OptionGroup var move: StockMoveArguments
    @Option(help: "Who brought it back. 谁退回的。")
    var from: String?

    func run() async throws { try await move.enter(.return, from: from) }
  }

  struct Damage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "damage", abstract: "Enter what is not fit for use any more. 损坏。",
      discussion: "Example 例: campaign stock damage \"宣传资料 12 份\" --unit diecai --reason \"雨淋\"")

    @OptionGroup var move: StockMoveArguments

    func run() async throws {
      try move.stock.requireReason()
      try await move.enter(.damage)
    }
  }

  struct Lose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lose", abstract: "Enter what cannot be found. 遗失。",
      discussion: "Example 例: campaign stock lose \"展板 1 块\" --unit diecai --reason \"搬运途中\"")

    @OptionGroup var move: StockMoveArguments

    func run() async throws {
      try move.stock.requireReason()
      try await move.enter(.lose)
    }
  }

  struct Borrow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "borrow", abstract: "Enter what was lent; it still belongs to the unit. 借出。",
      discussion: "Example 例: campaign stock borrow \"帐篷 2 个\" --unit diecai --to qixing")

    @OptionGroup var move: StockMoveArguments
    @Option(help: "Who has it: a unit or a team. 谁借的。")
    var to: String?

    func run() async throws { try await move.enter(.borrow, to: to) }
  }

  struct BringBack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "bring-back", abstract: "Enter what was lent and is here again. 收回借出的。",
      discussion: "Example 例: campaign stock bring-back \"帐篷 2 个\" --unit diecai")

    @OptionGroup var move: StockMoveArguments
    @Option(help: "Who had it. 谁归还的。")
    var from: String?

    func run() async throws { try await move.enter(.bringBack, from: from) }
  }

  struct Count: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "count",
      abstract: "Enter what is really there; from then on the books go by it. 盘点，以实有数为准。",
      discussion: "Example 例: campaign stock count \"宣传资料 95 份\" --unit diecai --reason \"登记时少记 5 份\"")

    @OptionGroup var move: StockMoveArguments

    func run() async throws { try await move.enter(.count) }
  }
}

extension StockOptions {
  /// - Throws: ``Failure`` if nobody says how it came about.
  func requireReason() throws {
    guard reason?.contains(where: { !$0.isWhitespace }) != true else { return }
    throw Failure(.usage, "损坏、遗失要写 --reason 原因", "say with --reason how it was damaged or lost")
  }
}
