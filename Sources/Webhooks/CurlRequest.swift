/// One POST, checked and complete: the engine sends it as it is.
package struct CurlRequest: Sendable {
  package struct Header: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package let url: Secret
  package let headers: [Header]
  package let body: [UInt8]
  /// False for a host that is not met again soon: then neither its connection nor its addresses are kept.
  package let keepsConnection: Bool

  package init(url: Secret, headers: [Header] = [], body: [UInt8], keepsConnection: Bool = true) {
    self.url = url
    self.headers = headers
    self.body = body
    self.keepsConnection = keepsConnection
  }
}
