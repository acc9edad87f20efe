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

  @Test func `Every fault has a word`() throws {
    let plan = try FailurePlan(
      "reset,hang,endless,drip,headers,garbage,redirect,redirect=https://x.example/x?a=1,429@2m:date,ok@2s")
    #expect(
      (0..<11).map(plan.step) == [
        .reset, .hang, .endless, .drip, .headers, .garbage, .redirect(to: "http://127.0.0.1:9/elsewhere"),
        .redirect(to: "https://x.example/x?a=1"), .statusUntil(429, wait: .seconds(120)),
        .lastPlace(for: .seconds(2)), .success(after: .zero),
      ])
  }

  @Test func `Steps are repeated together, so often or for ever`() throws {
    let thrice = try FailurePlan("(500,drop)x2,(ok,(503,hang)x2)x*")
    let names = (0..<12).map { number in
      switch thrice.step(number) {
      case .status(let status, _): String(status)
      case .success: "ok"
      case let step: "\(step)"
      }
    }
    #expect(
      names == ["500", "drop", "500", "drop", "ok", "503", "hang", "503", "hang", "ok", "503", "hang"])
  }

  @Test(arguments: [
    ("diecai=500x*", "diecai", FailurePlan.Step.status(500, retryAfter: nil)),
    ("key=abc=errcode=93000", "key=abc", .code(93000)),
    ("a=redirect=http://b/?c=d", "a", .redirect(to: "http://b/?c=d")),
  ])
  func `Faults for some requests are read with their text`(
    _ written: String, _ text: String, _ step: FailurePlan.Step
  ) throws {
    let special = try FailuresFor(written)
    #expect(special.text == text)
    #expect(special.plan.step(0) == step)
  }

  @Test(arguments: ["", "=500", "diecai", "diecai=", "diecai=600"])
  func `Faults for some requests need a text and steps`(_ written: String) {
    #expect(throws: FailurePlan.Fault(step: written)) { try FailuresFor(written) }
  }

  @Test func `Each plan counts its own requests`() throws {
    let counter = FailureCounter(
      usual: try FailurePlan("500"),
      special: [try FailuresFor("diecai=drop"), try FailuresFor("key=7=hangx2")])
    let steps = [
      ("/a", "diecai"), ("/a", "x"), ("/a?key=7", ""), ("/a", "diecai"), ("/a?key=7", ""), ("/a", "x"),
    ]
    .map { counter.step(path: $0.0, body: $0.1) }
    #expect(
      steps == [
        .drop, .status(500, retryAfter: nil), .hang, .success(after: .zero), .hang, .success(after: .zero),
      ])
  }

  @Test(arguments: [
    "(500", "500)", "()", "()x2", "(500x*)", "(500,ok)x", "(500)x0", "(500x1000000)x2", "redirect=ftp://a",
    "429@30s:rfc", "reset=1", "ok@", "ok@2", "ok@2s:date", "ok=2s",
  ])
  func `A pattern that is not understood is refused`(_ text: String) {
    #expect(throws: FailurePlan.Fault.self) { try FailurePlan(text) }
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
