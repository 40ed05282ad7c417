import Credentials

/// Speeds of the log without storage, on one core; only a release build says something.
struct Measurement {
    private static let size = 1_000_000
    private static let batchSize = 5_000

    func run() throws {
        let clock = ContinuousClock()
        let entry = Array(repeating: UInt8(0x20), count: 70)
        var edge = TreeEdge()
        var tiles: [TileAddress: [MerkleHash]] = [:]
        let appending = clock.measure {
            while edge.size < Self.size {
                let leaves = (0..<Self.batchSize).map { MerkleHash.leaf(entry + [UInt8($0 & 255)]) }
                for tile in edge.append(leaves) { tiles[tile.address] = tile.hashes }
            }
        }
        print(
            "leaves hashed and appended, per second: \(Int(Double(Self.size) / appending.seconds))"
        )

        let tree = TiledTree(size: Self.size) { tiles[$0] ?? [] }
        let root = try tree.root()
        let indexes = stride(from: 0, to: Self.size, by: 997)
        try report("proofs of inclusion", count: indexes.underestimatedCount) {
            for index in indexes { _ = try tree.inclusionProof(of: index) }
        }
        try report("proofs of consistency", count: indexes.underestimatedCount) {
            for index in indexes { _ = try tree.consistencyProof(from: index) }
        }
        let proof = try tree.inclusionProof(of: 0)
        let leaf = MerkleHash.leaf(entry + [0])
        try report("verifications of inclusion", count: Self.batchSize) {
            for _ in 0..<Self.batchSize {
                let isIncluded = MerkleProof.verifyInclusion(
                    of: leaf,
                    at: 0,
                    inTreeOf: Self.size,
                    root: root,
                    proof: proof
                )
                guard isIncluded else { throw Failure() }
            }
        }
        try audit(tiles, TreeHead(size: Self.size, root: root), entry)
    }

    private struct Failure: Error {}

    private func audit(
        _ tiles: [TileAddress: [MerkleHash]],
        _ head: TreeHead,
        _ entry: [UInt8]
    ) throws {
        let auditor = LogAuditor(
            tile: { address in
                try tiles[address].map { try Tile(address: address, hashes: $0).bytes }
            },
            bundle: { address in
                let range = address.firstEntry..<address.firstEntry + address.width
                return try EntryBundle.write(
                    range.map { entry + [UInt8($0 % Self.batchSize & 255)] }
                )
            }
        )
        let time = try ContinuousClock().measure { try auditor.audit(head) }
        print("entries audited, per second: \(Int(Double(head.size) / time.seconds))")
    }

    private func report(_ what: String, count: Int, _ body: () throws -> Void) throws {
        let time = try ContinuousClock().measure(body)
        let microseconds = Int(time.seconds * 1_000_000 / Double(max(count, 1)))
        print("\(what) in \(Self.size) leaves, microseconds each: \(microseconds)")
    }
}

extension Duration {
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
