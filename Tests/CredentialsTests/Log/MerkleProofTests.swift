import Credentials
import TestSupport
import Testing

@Suite("Merkle proofs")
struct MerkleProofTests {
    /// Reference proofs cost a tree each: all of them for small trees, drawn ones for large.
    @Test("All proofs of small trees are the reference's and hold", arguments: 1...66)
    func small(size: Int) throws {
        let log = MemoryLog(entryCount: size, seed: UInt64(size))
        for index in 0..<size { try checkInclusion(of: index, in: log) }
        for old in 0...size { try checkConsistency(from: old, in: log) }
    }

    @Test("Drawn proofs of drawn trees are the reference's and hold", arguments: UInt64(0)..<30)
    func drawn(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let size = Int.random(in: 1...2_000, using: &chance)
        let log = MemoryLog(entryCount: size, seed: seed)
        for _ in 0..<6 {
            try checkInclusion(of: Int.random(in: 0..<size, using: &chance), in: log)
            try checkConsistency(from: Int.random(in: 0...size, using: &chance), in: log)
        }
    }

    @Test("Every leaf and every size of drawn trees is proved", arguments: UInt64(0)..<6)
    func complete(seed: UInt64) throws {
        var chance = SeededGenerator(seed: 100 + seed)
        let size = Int.random(in: 1...2_000, using: &chance)
        let log = MemoryLog(entryCount: size, seed: seed)
        let (tree, leaves, root) = (log.tree(of: size), log.leaves, log.edge.root)
        var edge = TreeEdge()
        for index in 0..<size {
            let proof = try tree.inclusionProof(of: index)
            #expect(holds(leaves[index], index, size, root, proof))
            let consistency = try tree.consistencyProof(from: index)
            #expect(holds(index, edge.root, size, root, consistency))
            _ = edge.append([leaves[index]])
        }
    }

    @Test("A proof with one wrong bit, index, size or hash is refused", arguments: UInt64(0)..<20)
    func tampered(seed: UInt64) throws {
        var chance = SeededGenerator(seed: 200 + seed)
        let size = Int.random(in: 2...2_000, using: &chance)
        let log = MemoryLog(entryCount: size, seed: seed)
        let (tree, leaves, root) = (log.tree(of: size), log.leaves, log.edge.root)
        let index = Int.random(in: 0..<size, using: &chance)
        let leaf = leaves[index]
        let proof = try tree.inclusionProof(of: index)
        for wrong in try variations(of: proof, using: &chance) {
            #expect(!holds(leaf, index, size, root, wrong))
        }
        for other in [-1, size, index - 1, index + 1, index ^ 1, Int.max, Int.min] {
            #expect(!holds(leaf, other, size, root, proof))
        }
        let bit = Int.random(in: 0..<256, using: &chance)
        #expect(!holds(try leaf.flipped(bit: bit), index, size, root, proof))
        #expect(!holds(leaf, index, size, try root.flipped(bit: bit), proof))

        let old = Int.random(in: 1..<size, using: &chance)
        let oldRoot = try log.tree(of: old).root()
        let consistency = try tree.consistencyProof(from: old)
        for wrong in try variations(of: consistency, using: &chance) {
            #expect(!holds(old, oldRoot, size, root, wrong))
        }
        #expect(!holds(old, try oldRoot.flipped(bit: bit), size, root, consistency))
        #expect(!holds(old, oldRoot, size, try root.flipped(bit: bit), consistency))
        for other in [-1, 0, old - 1, old + 1, size, size + 1, Int.min] where other != old {
            #expect(!holds(other, oldRoot, size, root, consistency))
        }
    }

    @Test("Nothing that a stranger sends as numbers traps")
    func extremes() {
        for size in [Int.min, -1, 0, 1, Int.max] {
            for index in [Int.min, -1, 0, 1, Int.max] {
                let proof = Array(repeating: MerkleHash.empty, count: 70)
                #expect(!holds(.empty, index, size, .empty, proof))
                #expect(!holds(index, .empty, size, .empty, proof))
            }
        }
    }

    @Test("The tree of no entries begins every tree, and a tree begins itself")
    func ends() throws {
        let log = MemoryLog(entryCount: 5)
        let root = log.edge.root
        #expect(holds(0, .empty, 5, root, []))
        #expect(!holds(0, root, 5, root, []))
        #expect(!holds(0, .empty, 5, root, [root]))
        #expect(holds(5, root, 5, root, []))
        #expect(!holds(5, root, 5, root, [root]))
        #expect(!holds(5, .empty, 5, root, []))
        #expect(throws: LogFormatError.self) { try log.tree(of: 5).inclusionProof(of: 5) }
        #expect(throws: LogFormatError.self) { try log.tree(of: 5).inclusionProof(of: -1) }
        #expect(throws: LogFormatError.self) { try log.tree(of: 5).consistencyProof(from: 6) }
        #expect(throws: MemoryLog.NoTile.self) { try MemoryLog().tree(of: 5).root() }
    }

    @Test("The tiles of a proof are known before it is made")
    func tilesAhead() throws {
        let log = MemoryLog(entryCount: 1_500)
        let ahead = try TiledTree.tiles(forInclusionOf: 700, inTreeOf: 1_500)
        let stored = Dictionary(uniqueKeysWithValues: try ahead.map { ($0, try log.tile($0)) })
        let tree = TiledTree(size: 1_500) { try #require(stored[$0]) }
        let proof = try tree.inclusionProof(of: 700)
        #expect(holds(log.leaves[700], 700, 1_500, log.edge.root, proof))
        #expect(Set(ahead).count == ahead.count && ahead.count <= 4)
        #expect(try TiledTree.tiles(forConsistencyFrom: 300, to: 1_500).count <= 4)
    }

    // MARK: -

    private func holds(
        _ leaf: MerkleHash,
        _ index: Int,
        _ size: Int,
        _ root: MerkleHash,
        _ proof: [MerkleHash]
    ) -> Bool {
        MerkleProof.verifyInclusion(
            of: leaf,
            at: index,
            inTreeOf: size,
            root: root,
            proof: proof
        )
    }

    private func holds(
        _ old: Int,
        _ oldRoot: MerkleHash,
        _ size: Int,
        _ root: MerkleHash,
        _ proof: [MerkleHash]
    ) -> Bool {
        MerkleProof.verifyConsistency(from: old, oldRoot, to: size, root, proof: proof)
    }

    private func checkInclusion(of index: Int, in log: MemoryLog) throws {
        let proof = try log.tree(of: log.edge.size).inclusionProof(of: index)
        #expect(proof.map(\.bytes) == ReferenceTree.path(index, log.entries[...]))
        #expect(holds(log.leaves[index], index, log.edge.size, log.edge.root, proof))
    }

    private func checkConsistency(from old: Int, in log: MemoryLog) throws {
        let (size, root) = (log.edge.size, log.edge.root)
        let proof = try log.tree(of: size).consistencyProof(from: old)
        let reference = old == 0 ? [] : ReferenceTree.proof(old, log.entries[...], true)
        #expect(proof.map(\.bytes) == reference)
        let oldRoot = try #require(MerkleHash(ReferenceTree.root(log.entries.prefix(old))))
        #expect(holds(old, oldRoot, size, root, proof))
    }

    /// Every hash changed in one bit, every hash left out, one more at either end, two exchanged.
    private func variations(
        of proof: [MerkleHash],
        using chance: inout SeededGenerator
    ) throws -> [[MerkleHash]] {
        var wrong = [proof + [.empty], [.empty] + proof]
        for position in proof.indices {
            var changed = proof
            let bit = Int.random(in: 0..<256, using: &chance)
            changed[position] = try changed[position].flipped(bit: bit)
            wrong.append(changed)
            var shorter = proof
            shorter.remove(at: position)
            wrong.append(shorter)
            if position > 0 {
                var swapped = proof
                swapped.swapAt(position, position - 1)
                wrong.append(swapped)
            }
        }
        return wrong
    }
}
