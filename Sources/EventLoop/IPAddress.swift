import Glibc

/// A numeric IPv4 or IPv6 address; an IPv4 address mapped into IPv6 counts as IPv4.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address as a number; IPv4 fills the lower 32 bits.
    fileprivate let value: UInt128
    package let isIPv4: Bool

    fileprivate init(value: UInt128, isIPv4: Bool) {
        self.value = value
        self.isIPv4 = isIPv4
    }

    /// Reads the numeric form; nil for anything else.
    package init?(_ text: String) {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(value: UInt128(UInt32(bigEndian: four.s_addr)), isIPv4: true)
            return
        }
        var sixteen = in6_addr()
        guard inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
        let value = withUnsafeBytes(of: &sixteen) { bytes in
            bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        }
        let isMapped = value >> 32 == 0xFFFF
        self.init(value: isMapped ? value & 0xFFFF_FFFF : value, isIPv4: isMapped)
    }

    /// 4 or 16 bytes, most significant first.
    package var bytes: [UInt8] {
        (0..<bitCount / 8).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    fileprivate var bitCount: Int { isIPv4 ? 32 : 128 }

    /// The first `count` bits, the others zero.
    package func prefix(bits count: Int) -> IPAddress {
        let dropped = bitCount - min(max(count, 0), bitCount)
        // A shift by the whole width gives zero, which is what a prefix of no bits is.
        return IPAddress(value: (value >> dropped) << dropped, isIPv4: isIPv4)
    }

    /// The address as limits count it: an IPv4 address, or the /64 that a household has of IPv6.
    package var household: IPAddress { prefix(bits: 64) }

    /// The network that may be logged: a /24 or a /48 does not point at one person.
    package var truncatedNetwork: String {
        isIPv4 ? "\(prefix(bits: 24))/24" : "\(prefix(bits: 48))/48"
    }

    package var description: String {
        if isIPv4 { return bytes.map(String.init).joined(separator: ".") }
        var address = in6_addr()
        withUnsafeMutableBytes(of: &address) { $0.copyBytes(from: bytes) }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        inet_ntop(AF_INET6, &address, &text, socklen_t(text.count))
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

/// A range of addresses, as in `10.0.0.0/8`; a bare address is a range of one.
package struct IPNetwork: Hashable, Sendable {
    private let first: IPAddress
    private let prefixBits: Int

    /// Reads `address/bits` or `address`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)) else { return nil }
        let width = address.bitCount
        guard let bits = parts.count == 2 ? Int(parts[1]) : width, (0...width).contains(bits) else {
            return nil
        }
        self.first = address.prefix(bits: bits)
        prefixBits = bits
    }

    /// Whether `candidate` lies in the range; addresses of the other family never do.
    package func contains(_ candidate: IPAddress) -> Bool {
        candidate.isIPv4 == first.isIPv4 && candidate.prefix(bits: prefixBits) == first
    }
}

extension IPAddress {
    /// 127.0.0.1.
    package static let loopback = IPAddress(value: 0x7F00_0001, isIPv4: true)
}
