import Documents
import EventLoop
import Foundation
import Glibc
import TestSupport

/// A blocking client on a plain socket; it shares no code with the server.
final class HTTPClient {
    struct Failure: Error {
        let what: String
    }

    private let descriptor: Int32
    private var buffer: [UInt8] = []

    /// Connects to a port of this machine, from `source` when one is given.
    init(port: UInt16, source: String? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SystemError.last("socket") }
        var timeout = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &timeout,
            UInt32(MemoryLayout<timeval>.size)
        )
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
        // `deinit` closes after a throw as well; to close twice could end another test's socket.
        if let source { try HTTPClient.call("bind", source, 0) { bind(descriptor, $0, $1) } }
        try HTTPClient.call("connect", "127.0.0.1", port) { connect(descriptor, $0, $1) }
    }

    deinit {
        close(descriptor)
    }

    private static func call(
        _ name: String,
        _ host: String,
        _ port: UInt16,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, UInt32(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw SystemError.last(name) }
    }

    /// Sends a request and waits for its answer.
    func exchange(_ request: HTTPCall) throws -> Answer {
        try send(request.bytes)
        return try receive(isHead: request.method == "HEAD")
    }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw SystemError.last("send") }
            sent += count
        }
    }

    func receive(isHead: Bool) throws -> Answer {
        let head = try upTo("\r\n\r\n")
        var lines = head.components(separatedBy: "\r\n")
        guard let status = Int(lines.removeFirst().dropFirst(9).prefix(3)) else {
            throw Failure(what: "status line in \(head)")
        }
        let fields = lines.filter { !$0.isEmpty }.map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (parts[0].lowercased(), parts.last.map { $0.trimmed } ?? "")
        }
        var answer = Answer(status: status, fields: fields, bytes: [])
        if isHead || status == 304 || status == 204 { return answer }
        if answer["transfer-encoding"] == "chunked" {
            while true {
                let line = try upTo("\r\n").trimmed
                guard let size = Int(line, radix: 16) else { throw Failure(what: "chunk") }
                answer.bytes += try take(size)
                _ = try take(2)
                if size == 0 { return answer }
            }
        }
        guard let length = answer["content-length"].flatMap({ Int($0) }) else {
            throw Failure(what: "no length in \(head)")
        }
        answer.bytes = try take(length)
        return answer
    }

    private func upTo(_ mark: String) throws -> String {
        while true {
            if let range = buffer.firstRange(of: Array(mark.utf8)) {
                return String(decoding: try take(range.upperBound), as: UTF8.self)
            }
            try fill()
        }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while buffer.count < count { try fill() }
        defer { buffer.removeFirst(count) }
        return Array(buffer.prefix(count))
    }

    private func fill() throws {
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(descriptor, &piece, piece.count, 0)
        guard count >= 0 else { throw SystemError.last("recv") }
        guard count > 0 else { throw Failure(what: "the server closed the connection") }
        buffer += piece.prefix(count)
    }
}

/// A request as it goes over the wire.
struct HTTPCall: Sendable {
    var method = "GET"
    var path: String
    var fields: [String: String] = [:]
    var body: String?
    /// In the place of a body of text.
    var content: [UInt8]?
    var host = "obuka.example"

    var bytes: [UInt8] {
        var text = "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\n"
        for (name, value) in fields { text += "\(name): \(value)\r\n" }
        let content = content ?? body.map { Array($0.utf8) }
        if let content { text += "Content-Length: \(content.count)\r\n" }
        return Array("\(text)\r\n".utf8) + (content ?? [])
    }
}

/// An answer as a client understands it.
struct Answer: Sendable {
    let status: Int
    let fields: [(String, String)]
    var bytes: [UInt8]

    subscript(name: String) -> String? { fields.first { $0.0 == name.lowercased() }?.1 }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    var json: JSON {
        get throws {
            do {
                return try JSON.parse(bytes)
            } catch {
                throw TestSupportError("\(status) is no JSON: \(text.prefix(300))")
            }
        }
    }

    /// The stable code of a problem object.
    var code: String? { (try? json)?["code"]?.text }
}

extension StringProtocol {
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
