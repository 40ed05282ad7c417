import Glibc

/// A numeric IPv4 or IPv6 address as its bytes; an IPv4 address mapped into IPv6 counts as IPv4.
package struct IPAddress: Hashable, Sendable {
    /// 4 or 16 bytes, most significant first.
    package let bytes: [UInt8]

    /// Reads the numeric form; nil for anything else.
    package init?(_ text: String) {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
            return
        }
        var sixteen = in6_addr()
        guard inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
        let all = withUnsafeBytes(of: &sixteen) { Array($0) }
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        bytes = all.starts(with: mapped) ? Array(all.suffix(4)) : all
    }
}

/// A range of addresses, as in `10.0.0.0/8`; a bare address is a range of one.
package struct IPNetwork: Hashable, Sendable {
    private let address: IPAddress
    private let prefixBits: Int

    /// Reads `address/bits` or `address`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)) else { return nil }
        let width = address.bytes.count * 8
        guard let bits = parts.count == 2 ? Int(parts[1]) : width, (0...width).contains(bits) else {
            return nil
        }
        self.address = address
        prefixBits = bits
    }

    /// Whether `candidate` lies in the range; addresses of the other family never do.
    package func contains(_ candidate: IPAddress) -> Bool {
        guard candidate.bytes.count == address.bytes.count else { return false }
        for (index, (left, right)) in zip(address.bytes, candidate.bytes).enumerated() {
            let bits = min(8, max(0, prefixBits - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            if left & mask != right & mask { return false }
        }
        return true
    }
}
