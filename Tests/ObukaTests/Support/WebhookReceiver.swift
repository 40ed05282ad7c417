import Foundation
import Glibc
import Synchronization
import TestSupport

/// A program of somebody else that is told what happens: a real server on a socket.
///
/// It answers with the statuses it is given, then 200 for ever; nil takes a message and never
/// answers.
final class WebhookReceiver: Sendable {
    /// What arrived: the headers by their names in small letters, and the content.
    struct Message: Sendable {
        let headers: [String: String]
        let content: String

        var id: String { headers["webhook-id"] ?? "" }
    }

    private struct State {
        var messages: [Message] = []
        var statuses: [Int?]
        var held: [Int32] = []
    }

    let port: Int
    private let listener: Int32
    private let state: Mutex<State>

    var messages: [Message] { state.withLock { $0.messages } }
    var url: String { "http://127.0.0.1:\(port)/told" }

    init(answering statuses: [Int?] = []) throws {
        state = Mutex(State(statuses: statuses))
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) | listen(listener, 16)
                    | getsockname(listener, address, &length)
            }
        }
        guard result == 0 else { throw TestSupportError("no socket: \(errno)") }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        let thread = Thread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                serve(connection)
            }
            // Here, so that nobody accepts at a number that is another's by then.
            close(listener)
        }
        thread.start()
    }

    /// Takes no more connections; whoever still waits for an answer gets none.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        for held in state.withLock({ $0.held }) { close(held) }
    }

    private func serve(_ connection: Int32) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            if let message = Self.message(in: bytes) {
                let status = state.withLock { state in
                    state.messages.append(message)
                    return state.statuses.isEmpty ? 200 : state.statuses.removeFirst()
                }
                guard let status else {
                    state.withLock { $0.held.append(connection) }
                    return
                }
                let place = status == 302 ? "Location: http://127.0.0.1:\(port)/else\r\n" : ""
                let answer = "HTTP/1.1 \(status) X\r\n\(place)Content-Length: 0\r\n\r\n"
                _ = Array(answer.utf8).withUnsafeBytes {
                    send(connection, $0.baseAddress, $0.count, 0)
                }
                break
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        close(connection)
    }

    private static func message(in bytes: [UInt8]) -> Message? {
        let parts = String(decoding: bytes, as: UTF8.self).split(
            separator: "\r\n\r\n",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard parts.count == 2 else { return nil }
        var headers: [String: String] = [:]
        for line in parts[0].split(separator: "\r\n").dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1)
            guard pair.count == 2 else { continue }
            headers[pair[0].lowercased()] = pair[1].trimmingCharacters(in: .whitespaces)
        }
        guard parts[1].utf8.count == Int(headers["content-length"] ?? "") else { return nil }
        return Message(headers: headers, content: String(parts[1]))
    }
}
