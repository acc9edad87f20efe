import ArgumentParser

@main struct FaultSoak: AsyncParsableCommand {
  func run() async throws {}
}
