import Testing

@testable import Console

@Suite struct FailurePlanTests {
  @Test func `Steps are met in order, then all is well`() throws {
    let plan = try FailurePlan("429@30sx2,500,errcode=93000,delay=250ms,drop,ok")
    #expect(
      (0..<9).map(plan.step) == [
        .status(429, retryAfter: .seconds(30)), .status(429, retryAfter: .seconds(30)),
        .status(500, retryAfter: nil), .code(93000), .success(after: .milliseconds(250)), .drop,
        .success(after: .zero), .success(after: .zero), .success(after: .zero),
      ])
  }

  @Test func `The last step may last for ever`() throws {
    let plan = try FailurePlan("ok,503x*")
    #expect(plan.step(0) == .success(after: .zero))
    #expect(plan.step(1000) == .status(503, retryAfter: nil))
  }

  @Test(arguments: [
    "", "42", "600", "500x", "500x0", "x3", "500x*,ok", "delay=2", "delay", "errcode=abc", "drop=1", "429@",
  ])
  func `A step that is not understood is named`(_ text: String) {
    let error = #expect(throws: FailurePlan.Fault.self) { try FailurePlan(text) }
    #expect(
      error?.step == text.split(separator: ",", omittingEmptySubsequences: false).first.map(String.init))
  }
}
