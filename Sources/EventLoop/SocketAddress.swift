import Glibc

/// An IPv4 or IPv6 address with a port.
package struct SocketAddress: Hashable, Sendable, CustomStringConvertible {
    /// The numeric address without brackets, zone or port.
    package let host: String
    package let port: UInt16

    /// An address from its numeric form; nil for a name or anything else.
    package init?(host: String, port: UInt16) {
        guard IPAddress(host) != nil else { return nil }
        self.host = host
        self.port = port
    }

    /// Reads `host:port` or `[host]:port`; `localhost` means 127.0.0.1.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...])
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if host == "localhost" { host = "127.0.0.1" }
        self.init(host: host, port: port)
    }

    var family: Int32 { host.contains(":") ? AF_INET6 : AF_INET }

    package var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

extension SocketAddress {
    init(_ storage: sockaddr_storage) {
        var storage = storage
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        var port: UInt16 = 0
        withUnsafePointer(to: &storage) { pointer in
            let raw = UnsafeRawPointer(pointer)
            if Int32(pointer.pointee.ss_family) == AF_INET6 {
                var address = raw.load(as: sockaddr_in6.self)
                port = UInt16(bigEndian: address.sin6_port)
                inet_ntop(AF_INET6, &address.sin6_addr, &text, socklen_t(text.count))
            } else {
                var address = raw.load(as: sockaddr_in.self)
                port = UInt16(bigEndian: address.sin_port)
                inet_ntop(AF_INET, &address.sin_addr, &text, socklen_t(text.count))
            }
        }
        let length = text.firstIndex(of: 0) ?? 0
        host = String(decoding: text[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
        self.port = port
    }

    init?(localOf descriptor: Int32) {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let status = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &length)
            }
        }
        guard status == 0 else { return nil }
        self.init(storage)
    }

    func withSockaddr<Value>(
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) -> Value {
        if family == AF_INET6 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            inet_pton(AF_INET6, host, &address.sin6_addr)
            return withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    body($0, socklen_t(MemoryLayout<sockaddr_in6>.size))
                }
            }
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
