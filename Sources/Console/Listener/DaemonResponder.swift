import CampaignScheduler
import Foundation
import Hummingbird
import Planning
import Recurrence

/// Answers what is asked of ``DaemonListener``. Everything can be read only, and nothing of it is personal.
struct DaemonResponder: HTTPResponder {
  typealias Context = BasicRequestContext

  static let longestURL = 2048

  let address: ListenAddress
  let probe: HealthProbe
  let page: MetricsPage
  let shelf: CalendarShelf
  let language: @Sendable () -> Language

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    let response = await response(to: request)
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func response(to request: Request) async -> Response {
    guard request.uri.string.utf8.count <= Self.longestURL else {
      return plain(.uriTooLong, "URI too long\n")
    }
    guard isMeant(request) else { return plain(.init(code: 421), "ask this address by its own name\n") }
    let query = Query(request.uri.query ?? "")
    guard let answer = await answer(request, query) else {
      return plain(.notFound, "/healthz /readyz /metrics /calendar.ics?unit=…&campaign=…&lang=zh|en\n")
    }
    return answer
  }

  private func answer(_ request: Request, _ query: Query) async -> Response? {
    let path = request.uri.path
    guard ["/healthz", "/livez", "/readyz", "/metrics", "/calendar.ics"].contains(path) else { return nil }
    guard request.method == .get || request.method == .head else {
      var response = plain(.methodNotAllowed, "GET or HEAD\n")
      response.headers[.allow] = "GET, HEAD"
      return response
    }
    switch path {
    case "/readyz": return health(await probe.readiness(), query)
    case "/metrics": return text(.ok, await page.text(), MetricsPage.contentType)
    case "/calendar.ics": return await calendar(request, query)
    default: return health(probe.liveness(), query)
    }
  }

  /// A page in a browser of this machine can reach a loopback port under a name of its own making (DNS rebinding), so
  /// the name has to be one of this machine's.
  private func isMeant(_ request: Request) -> Bool {
    guard address.isLoopback, let authority = request.head.authority, !authority.isEmpty else { return true }
    let host = ListenAddress(authority)?.host ?? authority
    return ListenAddress.isLoopback(host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host)
  }

  private func health(_ report: HealthReport, _ query: Query) -> Response {
    let language = query["lang"].flatMap(Language.init(rawValue:)) ?? language()
    return text(
      report.level == .failing ? .serviceUnavailable : .ok, report.json(language).description + "\n",
      "application/json; charset=utf-8")
  }

  private func calendar(_ request: Request, _ query: Query) async -> Response {
    var subject = CalendarShelf.Subject()
    subject.unit = query["unit"]
    subject.campaign = query["campaign"]
    if let lang = query["lang"] {
      guard let language = Language(rawValue: lang) else { return plain(.badRequest, "lang=zh|en\n") }
      subject.language = language
    }
    do {
      let feed = try await shelf.feed(for: subject)
      let isKnown = request.headers[.ifNoneMatch].map { Self.names(feed.tag, in: $0) } ?? false
      var response =
        isKnown
        ? Response(status: .notModified) : text(.ok, feed.text, "text/calendar; charset=utf-8")
      response.headers[.eTag] = feed.tag
      response.headers[.cacheControl] = "no-cache"
      if !isKnown { response.headers[.contentDisposition] = "inline; filename=\"campaign.ics\"" }
      return response
    } catch let refusal as CalendarShelf.Refusal {
      return plain(.notFound, refusal.text + "\n")
    } catch {
      let problem = DatabaseFault(error)?.text(language()) ?? language()("现在做不出日历", "no calendar just now")
      return plain(.serviceUnavailable, problem + "\n")
    }
  }

  /// Whether a header's list names a tag; weak tags name the same text for a feed.
  static func names(_ tag: String, in list: String) -> Bool {
    list.split(separator: ",").contains { item in
      let item = item.trimmingCharacters(in: .whitespaces)
      return item == "*" || item == tag || item == "W/" + tag
    }
  }

  private func plain(_ status: HTTPResponse.Status, _ body: String) -> Response {
    text(status, body, "text/plain; charset=utf-8")
  }

  private func text(_ status: HTTPResponse.Status, _ body: String, _ type: String) -> Response {
    Response(
      status: status,
      headers: [.contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff"],
      body: .init(byteBuffer: ByteBuffer(string: body)))
  }
}

/// The names and values behind a URL's `?`; an empty value is none.
struct Query {
  private var values: [String: String] = [:]

  init(_ text: String) {
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1).map {
        $0.replacing("+", with: " ").removingPercentEncoding
      }
      guard parts.count == 2, let name = parts[0], let value = parts[1], values[name] == nil else { continue }
      values[name] = value
    }
  }

  subscript(name: String) -> String? { values[name] }
}
