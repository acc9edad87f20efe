import Foundation

/// A receiver that speaks TLS on a loopback port, by Python and OpenSSL's program; nil where they are not installed.
public final class TLSServer: Sendable {
  public enum Certificate: Sendable {
    /// For `localhost` and `127.0.0.1`.
    case valid
    case expired
    /// For `elsewhere.test` only.
    case otherName
  }

  public enum Behaviour: String, Sendable {
    /// Reads a request and answers it.
    case answer
    /// Agrees on nothing newer than TLS 1.1.
    case old
    /// Reads a little and resets the connection while the request is still coming.
    case reset
  }

  public let port: UInt16
  /// The certificate, which is its own authority.
  public let authorities: String
  private let folder: URL
  private let process: Process

  public static let isAvailable = ["python3", "openssl"].allSatisfy { run(["sh", "-c", "command -v \($0)"]) }

  public init(_ certificate: Certificate = .valid, _ behaviour: Behaviour = .answer) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    authorities = folder.appending(path: "cert.pem").path
    try TLSServer.makeCertificate(certificate, in: folder.path)
    process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", TLSServer.program, folder.path, behaviour.rawValue]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = UInt16(line.filter { $0.isNumber }) else { throw CocoaError(.fileReadUnknown) }
    self.port = port
  }

  deinit {
    // A thread of the test's pool blocks signals, and so does what it starts.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  private static func makeCertificate(_ certificate: Certificate, in folder: String) throws {
    let names = certificate == .otherName ? "DNS:elsewhere.test" : "DNS:localhost,IP:127.0.0.1"
    let days = certificate == .expired ? "-1" : "2"
    let made =
      run([
        "openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", "\(folder)/key.pem", "-out", "\(folder)/request.pem", "-subj", "/CN=test",
        "-addext", "subjectAltName=\(names)",
      ])
      && run([
        "openssl", "x509", "-req", "-in", "\(folder)/request.pem", "-signkey", "\(folder)/key.pem",
        "-days", days, "-copy_extensions", "copy", "-out", "\(folder)/cert.pem",
      ])
    if !made { throw CocoaError(.fileWriteUnknown) }
  }

  private static func run(_ command: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private static let program = #"""
    import socket, ssl, struct, sys, threading
    folder, behaviour = sys.argv[1:3]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder + "/cert.pem", folder + "/key.pem")
    if behaviour == "old":
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    def serve(plain):
        try:
            with context.wrap_socket(plain, server_side=True) as connection:
                got = connection.recv(1024)
                if behaviour == "reset":
                    plain = socket.socket(fileno=connection.detach())
                    plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    plain.close()
                    return
                while not got.endswith(b"}"):
                    got += connection.recv(1024)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        except OSError:
            pass
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    print(listener.getsockname()[1], flush=True)
    while True:
        threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
    """#
}
