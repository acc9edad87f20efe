import Foundation
import Outbox
package import Planning
import Webhooks

/// The workspace's files, its robots, and what they need of the machine.
extension Doctor {
  func workspace() -> Finding {
    guard let workspace = patient.workspace else {
      return Finding.good("workspace", "没有工作区", "no workspace").bad(
        "请运行 campaign init，或用 --workspace 指明文件夹", "run 'campaign init', or name a folder with --workspace")
    }
    return .good("workspace", workspace.root)
  }

  func files() -> Finding? {
    guard let workspace = patient.workspace else { return nil }
    guard let definitions else {
      return Finding.good("files", "\(workspace.root) 里有文件读不了", "files of \(workspace.root) can't be read")
        .bad(
          "请检查文件的权限", "check the files' permissions")
    }
    let faults = definitions.diagnostics
    let errors = faults.count { $0.severity == .error }
    let finding = Finding.good(
      "files", "\(definitions.campaigns.count) 个活动，\(errors) 个错误，\(faults.count - errors) 个提示",
      "\(definitions.campaigns.count) campaigns, \(errors) errors, \(faults.count - errors) warnings")
    return errors == 0
      ? finding : finding.bad("请运行 campaign check，逐个改好", "run 'campaign check' and mend them")
  }

  func folders() -> Finding? {
    guard let workspace = patient.workspace else { return nil }
    let folders = workspace.definitionFolders.filter { Workspace.isFolder($0) }
    let closed = folders.filter { access($0, W_OK) != 0 }
    guard closed.isEmpty else {
      return Finding.good(
        "folders", "不能写入 \(closed.joined(separator: "、"))", "can't write to \(closed.joined(separator: ", "))"
      ).advising("要在这里改活动，请放宽权限", "to edit campaigns here, open their permissions")
    }
    return .good("folders", "文件夹可写", "the folders can be written to")
  }

  func robots() -> [Finding] {
    guard let shared = definitions?.shared, !shared.channels.isEmpty else { return [] }
    let path = shared.secretsPath ?? ""
    switch patient.credentials {
    case .failure(let fault):
      let problem = fault.problem
      return [
        Finding.good("secrets", "\(path)：\(problem.zh)", "\(path): \(problem.text(.en))").bad(
          "请改好密钥文件", "mend the secrets file")
      ]
    case .success(let secrets):
      return [secretsFile(path, secrets), channels(shared, resolver(shared, secrets))].compactMap(\.self)
    }
  }

  private func secretsFile(_ path: String, _ secrets: SecretsFile?) -> Finding? {
    guard !path.isEmpty else { return nil }
    let finding = Finding.good("secrets", path)
    return secrets == nil
      ? finding.bad("没有这个密钥文件；请建好，并 chmod 600", "there is no such file; make it, with chmod 600") : finding
  }

  private func channels(_ shared: SharedDefinitions, _ resolver: EndpointResolver) -> Finding {
    let robots = shared.robots
    let lacking = robots.filter { resolver.problem(with: $0) != nil }
    let finding = Finding.good(
      "channels", "\(robots.count) 个机器人，\(lacking.count) 个缺网址或密钥",
      "\(robots.count) robots, \(lacking.count) lack an address or a secret")
    guard let first = lacking.first, let problem = resolver.problem(with: first) else { return finding }
    let zh = "\(first)：\(problem.zh)。全部列出：campaign channels list --verbose"
    let en = "\(first): \(problem.text(.en)). All of them: campaign channels list --verbose"
    // One robot that was never set up is no fault of the installation; none at all is.
    return lacking.count == robots.count ? finding.bad(zh, en) : finding.advising(zh, en)
  }

  private func resolver(_ shared: SharedDefinitions, _ secrets: SecretsFile?) -> EndpointResolver {
    EndpointResolver(
      channels: Array(shared.channels.values), environment: patient.environment, secrets: secrets)
  }

  func allowedAddresses() -> [Finding] {
    guard let entries = definitions?.shared.outgoingAllow, !entries.isEmpty else { return [] }
    return entries.map { entry in
      let finding = Finding.good("outgoingAllow", "outgoing.allow：\(entry)", "outgoing.allow: \(entry)")
      switch AddressPolicy.concern(about: entry) {
      case nil: return finding
      case .unreadable:
        return finding.bad("这不是地址；请改成 10.20.0.0/16:8443 的样子", "no address; write it like 10.20.0.0/16:8443")
      case .wide:
        return finding.advising("范围太大；请只写要用的地址和端口", "very wide; name only the addresses and the port in use")
      case .anyPort: return finding.advising("没有写端口；请加上要用的端口", "names no port; add the one in use")
      case .dangerous(let kind):
        let name = kind.name
        return finding.bad(
          "这里有\(name.zh)，发到那里可能泄密；请去掉", "it opens \(name.text(.en)), which may give secrets away; remove it")
      case .needless:
        return finding.advising("公网地址本来就可以发；可以去掉", "public addresses are open anyway; it can go")
      }
    }
  }

  func certificates() -> Finding? {
    guard let shared = definitions?.shared, !shared.channels.isEmpty else { return nil }
    let places = [
      patient.environment["SSL_CERT_FILE"], patient.environment["CURL_CA_BUNDLE"],
      "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
    ].compactMap(\.self)
    guard let found = places.first(where: { (FileStatus($0)?.bytes ?? 0) > 0 }) else {
      return Finding.good("certificates", "没有根证书", "no root certificates").bad(
        "发不了 https；请安装 ca-certificates", "nothing can go by https; install ca-certificates")
    }
    return .good("certificates", found)
  }

  /// The names of the robots' hosts: the one check that asks the network.
  func names() -> Finding? {
    guard patient.asksNetwork, let shared = definitions?.shared,
      case .success(let secrets) = patient.credentials
    else { return nil }
    let resolver = resolver(shared, secrets)
    let hosts = Set(
      shared.robots.compactMap { resolver.redactedAddress(of: $0) }.compactMap { Self.host(in: $0) })
    let lost = hosts.filter { !Self.resolves($0) }.sorted()
    let finding = Finding.good(
      "names", "\(hosts.count) 个主机名，\(lost.count) 个找不到", "\(hosts.count) host names, \(lost.count) not found")
    guard !lost.isEmpty else { return finding }
    let shown = lost.prefix(5).joined(separator: ", ")
    return finding.bad(
      "找不到 \(shown)；请检查网络和域名解析", "not found: \(shown); check the network and its name server")
  }

  /// `hook.example.org` in `https://hook.example.org:8443/… #1a2b3c`.
  private static func host(in address: String) -> String? {
    address.split(separator: " ").first.flatMap { URL(string: String($0)) }?.host()
      ?? address.split(separator: "/").dropFirst().first.map(String.init)
  }

  private static func resolves(_ host: String) -> Bool {
    var list: UnsafeMutablePointer<addrinfo>?
    defer { freeaddrinfo(list) }
    return getaddrinfo(host, nil, nil, &list) == 0
  }
}

extension SharedDefinitions {
  /// Every robot of every channel, by name.
  var robots: [EndpointID] { channels.values.sorted { $0.name < $1.name }.flatMap(endpoints) }

  /// Every robot of a channel.
  package func endpoints(of channel: Channel) -> [EndpointID] {
    guard let level = channel.onePer else { return [EndpointID(channel: channel.name, unit: nil)] }
    return tree.units.filter { $0.level == level }.map { EndpointID(channel: channel.name, unit: $0.id) }
  }
}
