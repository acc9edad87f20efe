public import ArgumentParser
import Console
import Foundation
import Logging
public import Planning
import ServiceLifecycle
import UnixSignals
import Webhooks

extension Channel.Kind: ExpressibleByArgument {}

struct ReceiveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receive",
    abstract: "A receiver for trying things out: answers as a robot of that kind. 试用的接收端，像群机器人那样应答。",
    discussion: """
      Example 例: campaign receive --listen 127.0.0.1:8787 --kind wecom --fail 429x2,errcode=93000
      A signing secret is read from RECEIVE_SECRET. 签名密钥取自环境变量 RECEIVE_SECRET。
      Faults 故障:
        500, 429@30s, 429@30s:date   that status, with a time to wait 该状态码，可带等待时间
        errcode=93000                the platform's own code 平台返回码
        delay=2s, drip, endless      late, a byte a second, without end 迟答、一秒一字节、没完没了
        drop, reset, hang, garbage   closed, reset, silent, no HTTP 断开、重置、不答、乱码
        headers, redirect            a flood of headers, a 307 头部过多、转向
        ok@2s                        taken, then quiet asked for (Discord) 照收，并要求停一会儿
        x3, x*, (500,ok)x3           three times, for ever, together 三次、一直、几步一起重复
      """)

  @OptionGroup var options: GlobalOptions
  @Option(help: ArgumentHelp("Where to listen; port 0 for any. 监听地址。", valueName: "host:port"))
  var listen = "127.0.0.1:8787"
  @Option(help: "The kind of every request; told by its path if left out. 机器人类型。")
  var kind: Channel.Kind?
  @Option(help: "What to do wrong, in order: 429x2,500,errcode=93000,delay=2s,drop. 故障。")
  var fail: String?
  @Option(
    help: ArgumentHelp(
      "The same for requests with TEXT in path or body: key=abc=500x*. 只对含该文字的请求出故障。", valueName: "text=spec")
  )
  var failFor: [String] = []
  @Flag(help: "Refuse what is too much or too long, as the platform does. 按平台限额拒收。")
  var limits = false
  @Option(help: "Refuse messages without this word (DingTalk, Feishu). 缺关键词则拒收。")
  var keyword: String?
  @Flag(help: "Refuse signatures that are too old; not for rehearsals. 签名过期则拒收（预演勿用）。")
  var strictTime = false

  func run() async throws {
    let output = Output(options)
    let behaviour = try behaviour()
    let host = behaviour.host
    let receiver = Receiver(behaviour, clock: options.clock, logger: options.logger()) { port in
      output.note(
        "正在 http://\(host):\(port) 接收；按 Ctrl-C 结束",
        "listening on http://\(host):\(port); press Ctrl-C to stop")
    } onArrival: { received in
      if output.json {
        output.line(received.line)
      } else {
        let verified =
          received.verified.map {
            $0 ? output.language("，签名正确", ", signature right") : output.language("，签名不对", ", WRONG SIGNATURE")
          } ?? ""
        output.line(
          "\(received.at)  \(received.kind.rawValue)\(verified)  \(received.path)\n\(received.body)\n")
      }
    }
    do {
      try await ServiceGroup(
        services: [receiver], gracefulShutdownSignals: [.sigterm, .sigint], logger: options.logger()
      ).run()
    } catch let error where !(error is CancellationError) {
      throw Failure(
        .inputOutput, "不能监听 \(listen)：\(error)", "can't listen on \(listen): \(error)")
    }
  }

  private func behaviour() throws -> Receiver.Behaviour {
    var behaviour = Receiver.Behaviour()
    guard let address = ListenAddress(listen) else {
      throw Failure(
        .usage, "--listen 写成 主机:端口，如 127.0.0.1:8787，不是 “\(listen)”",
        "--listen takes HOST:PORT such as 127.0.0.1:8787, not '\(listen)'")
    }
    (behaviour.host, behaviour.port) = (address.host, address.port)
    behaviour.kind = kind
    behaviour.secret = ProcessInfo.processInfo.environment["RECEIVE_SECRET"].map { Secret($0) }
    behaviour.enforcesLimits = limits
    behaviour.keyword = keyword
    behaviour.checksTime = strictTime
    do throws(FailurePlan.Fault) {
      if let fail { behaviour.failures = try FailurePlan(fail) }
      for written in failFor { behaviour.failuresFor.append(try FailuresFor(written)) }
    } catch {
      let problem = error.problem
      throw Failure(.usage) { problem.text($0) }
    }
    return behaviour
  }
}
