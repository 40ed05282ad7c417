import EventLoop
import HTTPTypes

/// Finds the client behind the proxies that are trusted, and nobody else's claims.
struct TrustedProxies: Sendable {
    private let networks: [IPNetwork]
    private let kind: ForwardedFields

    init(networks: [IPNetwork], kind: ForwardedFields) {
        self.networks = networks
        self.kind = kind
    }

    func contain(_ address: IPAddress) -> Bool {
        networks.contains { $0.contains(address) }
    }

    /// The client of a request that came from the trusted `peer`.
    ///
    /// Proxies append, so the list is read from its end: the first address that is no trusted
    /// proxy is the client; what stands before it is what the client claims.
    func client(_ fields: HTTPFields, peer: IPAddress) -> IPAddress {
        var client = peer
        for element in elements(fields).reversed() {
            guard let address = address(element) else { break }
            client = address
            if !contain(address) { break }
        }
        return client
    }

    /// `https` when the nearest proxy says that the client came over https, else `http`.
    func scheme(_ fields: HTTPFields) -> String {
        let proto: String? =
            switch kind {
            case .xForwarded:
                list(fields, .literal("X-Forwarded-Proto")).last
            case .forwarded:
                list(fields, .literal("Forwarded")).last.flatMap { parameter("proto", $0) }
            }
        return proto?.lowercased() == "https" ? "https" : "http"
    }

    /// The request id that the proxy chose, when it is one that we would log.
    func requestID(_ fields: HTTPFields) -> String? {
        guard let id = fields[.requestID], (1...64).contains(id.utf8.count) else { return nil }
        let isPlain = id.utf8.allSatisfy { $0.isToken && $0 < 0x7B }
        return isPlain ? id : nil
    }

    private func elements(_ fields: HTTPFields) -> [String] {
        switch kind {
        case .xForwarded: list(fields, .literal("X-Forwarded-For"))
        case .forwarded:
            list(fields, .literal("Forwarded")).map { parameter("for", $0) ?? "" }
        }
    }

    private func list(_ fields: HTTPFields, _ name: HTTPField.Name) -> [String] {
        fields[values: name].flatMap { value in
            value.split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
        }
    }

    private func parameter(_ name: String, _ element: String) -> String? {
        for pair in element.split(separator: ";") {
            let sides = pair.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, trimmed(sides[0]).lowercased() == name else { continue }
            let value = trimmed(sides[1])
            let isQuoted = value.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
            return isQuoted ? String(value.dropFirst().dropLast()) : value
        }
        return nil
    }

    /// `1.2.3.4`, `1.2.3.4:5`, `::1`, `[::1]` or `[::1]:5`.
    private func address(_ text: String) -> IPAddress? {
        if let address = IPAddress(text) { return address }
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            return IPAddress(String(text[..<close].dropFirst()))
        }
        return text.lastIndex(of: ":").flatMap { IPAddress(String(text[..<$0])) }
    }

    private func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        let end = start.lastIndex { $0 != " " && $0 != "\t" }
        return end.map { String(start[...$0]) } ?? ""
    }
}
