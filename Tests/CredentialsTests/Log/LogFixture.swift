import Credentials
import Crypto
import TestSupport
import Testing

/// The tree of RFC 6962, section 2.1, written down as the RFC says it, by ranges of entries.
///
/// Nothing is shared with what is tested. Roots are remembered, so that all proofs can be made.
final class ReferenceTree {
    private let entries: [[UInt8]]
    private var roots: [Range<Int>: [UInt8]] = [:]

    init(_ entries: [[UInt8]]) { self.entries = entries }

    /// MTH(D[range]).
    func root(_ range: Range<Int>) -> [UInt8] {
        if range.isEmpty { return Self.sha256([]) }
        if range.count == 1 { return Self.sha256([0] + entries[range.lowerBound]) }
        if let root = roots[range] { return root }
        let (left, right) = halves(range)
        let root = Self.sha256([1] + root(left) + root(right))
        roots[range] = root
        return root
    }

    /// PATH(m, D[range]), the index being that in the whole tree.
    func path(_ index: Int, _ range: Range<Int>) -> [[UInt8]] {
        if range.count == 1 { return [] }
        let (left, right) = halves(range)
        return left.contains(index)
            ? path(index, left) + [root(right)] : path(index, right) + [root(left)]
    }

    /// SUBPROOF(m, D[range], b), the old tree ending before `end` in the whole tree.
    func proof(_ end: Int, _ range: Range<Int>, _ isKnown: Bool) -> [[UInt8]] {
        if end == range.upperBound { return isKnown ? [] : [root(range)] }
        let (left, right) = halves(range)
        return end <= left.upperBound
            ? proof(end, left, isKnown) + [root(right)]
            : proof(end, right, false) + [root(left)]
    }

    private func halves(_ range: Range<Int>) -> (Range<Int>, Range<Int>) {
        var power = 1
        while power * 2 < range.count { power *= 2 }
        let middle = range.lowerBound + power
        return (range.lowerBound..<middle, middle..<range.upperBound)
    }

    static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}

/// A log in memory: its entries, and every tile that its appender ever gave.
struct MemoryLog {
    private(set) var entries: [[UInt8]] = []
    private(set) var edge = TreeEdge()
    var tiles: [TileAddress: [MerkleHash]] = [:]

    var leaves: [MerkleHash] { entries.map { MerkleHash.leaf($0) } }

    struct NoTile: Error {
        let address: TileAddress
    }

    init(entryCount: Int = 0, seed: UInt64 = 1) {
        var chance = SeededGenerator(seed: seed)
        append((0..<entryCount).map { _ in Self.entry(using: &chance) })
    }

    static func entry(using chance: inout SeededGenerator) -> [UInt8] {
        (0..<Int.random(in: 0...40, using: &chance)).map { _ in
            UInt8.random(in: 0...255, using: &chance)
        }
    }

    mutating func append(_ added: [[UInt8]]) {
        entries += added
        for tile in edge.append(added.map { MerkleHash.leaf($0) }) {
            tiles[tile.address] = tile.hashes
        }
    }

    func tile(_ address: TileAddress) throws -> [MerkleHash] {
        guard let tile = tiles[address] else { throw NoTile(address: address) }
        return tile
    }

    /// The tree as it was with fewer leaves: the full tile stands in for a partial one.
    func tree(of size: Int) -> TiledTree {
        TiledTree(size: size) { address in
            if let tile = tiles[address] { return tile }
            return Array(try tile(wider(address)).prefix(address.width))
        }
    }

    private func wider(_ address: TileAddress) -> TileAddress {
        (address.width...TileAddress.widthMax).lazy
            .map { TileAddress(level: address.level, index: address.index, width: $0) }
            .first { tiles[$0] != nil } ?? address
    }
}

extension MerkleHash {
    /// A hash that differs in one bit.
    func flipped(bit: Int) throws -> MerkleHash {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << (bit % 8)
        return try #require(MerkleHash(bytes))
    }
}

extension Curve25519.Signing.PrivateKey {
    /// A key that is the same in every run.
    static func seeded(_ seed: UInt64) throws -> Curve25519.Signing.PrivateKey {
        var chance = SeededGenerator(seed: seed)
        let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &chance) }
        return try Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
    }
}

extension NoteSigner {
    static func seeded(_ name: String, _ seed: UInt64) throws -> NoteSigner {
        try NoteSigner(name: name, privateKey: .seeded(seed))
    }
}

extension Cosigner {
    static func seeded(_ name: String, _ seed: UInt64) throws -> Cosigner {
        try Cosigner(name: name, privateKey: .seeded(seed))
    }
}

extension SignedCheckpoint {
    /// The same checkpoint after a witness has signed it.
    func cosigned(by cosigner: Cosigner, at seconds: Int) throws -> SignedCheckpoint {
        try adding(cosigner.cosign(note.text, at: seconds), of: cosigner.key)
    }
}

/// Text as bytes.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
