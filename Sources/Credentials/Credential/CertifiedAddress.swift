/// What addresses and identifiers may be to be signed.
enum CertifiedAddress {
    private static let bytesMax = 500

    /// An address of HTTPS in ASCII without user information (RFC 3986): the host in small letters.
    static func check(_ address: String, _ fact: String) throws {
        let bytes = Array(address.utf8)
        let scheme = Array("https://".utf8)
        guard bytes.count <= bytesMax, bytes.starts(with: scheme) else {
            throw FactProblem(fact, .notAnAddress)
        }
        let rest = bytes.dropFirst(scheme.count)
        let host = rest.prefix { !"/?#".utf8.contains($0) }
        guard !host.isEmpty, host.allSatisfy({ isOfHost($0) || $0 == UInt8(ascii: ":") }),
            rest.dropFirst(host.count).allSatisfy(isOfPath)
        else { throw FactProblem(fact, .notAnAddress) }
    }

    /// A `did:web` identifier (did:web method specification): a host, `%3A` and a port, a path.
    static func checkDID(_ did: String, _ fact: String) throws {
        let prefix = "did:web:"
        guard did.hasPrefix(prefix), did.utf8.count <= bytesMax else {
            throw FactProblem(fact, .notAnIdentifier)
        }
        let parts = did.dropFirst(prefix.count).utf8.split(
            separator: UInt8(ascii: ":"),
            omittingEmptySubsequences: false
        )
        for part in parts {
            let isIdentifier = part.allSatisfy {
                isOfHost($0) || $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "_")
                    || (0x41...0x5A).contains($0)
            }
            guard isIdentifier, !part.isEmpty else { throw FactProblem(fact, .notAnIdentifier) }
        }
    }

    /// `urn:uuid:` and a UUID in small letters (RFC 9562, 4).
    static func checkUUID(_ urn: String, _ fact: String) throws {
        let prefix = "urn:uuid:"
        let symbols = Array(urn.utf8.dropFirst(prefix.utf8.count))
        let isUUID =
            urn.hasPrefix(prefix) && symbols.count == 36
            && symbols.enumerated().allSatisfy { place, symbol in
                [8, 13, 18, 23].contains(place)
                    ? symbol == UInt8(ascii: "-")
                    : (0x30...0x39).contains(symbol) || (0x61...0x66).contains(symbol)
            }
        guard isUUID else { throw FactProblem(fact, .notAnIdentifier) }
    }

    private static func isOfHost(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "-"): true
        default: false
        }
    }

    private static func isOfPath(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39: true
        default: "-._~:/?#@!$&'()*+,;=%".utf8.contains(byte)
        }
    }
}
