import Credentials
import TestSupport
import Testing

@Suite("Merkle proofs")
struct MerkleProofTests {
    @Test("All proofs of small trees are the reference's and hold", arguments: 1...66)
    func small(size: Int) throws {
        try checkAllProofs(of: MemoryLog(entryCount: size, seed: UInt64(size)))
    }

    @Test("All proofs of drawn trees are the reference's and hold", arguments: UInt64(0)..<12)
    func drawn(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let size = Int.random(in: 1...2_000, using: &chance)
        try checkAllProofs(of: MemoryLog(entryCount: size, seed: seed))
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

    @Test("An inner node is no leaf: a proof that ends early or goes on is refused")
    func innerNodes() throws {
        let log = MemoryLog(entryCount: 700)
        let (root, proof) = (log.edge.root, try log.tree(of: 700).inclusionProof(of: 300))
        #expect(holds(root, 0, 1, root, []))
        #expect(!holds(root, 0, 700, root, []))
        #expect(!holds(root, 699, 700, root, []))
        var (node, number) = (log.leaves[300], 300)
        for (step, sibling) in proof.enumerated() {
            let rest = Array(proof[step...])
            #expect(holds(node, 300, 700, root, rest) == (step == 0))
            #expect(!holds(node, number, 700, root, rest) || step == 0)
            node = number % 2 == 1 ? .node(sibling, node) : .node(node, sibling)
            number /= 2
        }
        #expect(node == root)
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

    @Test("A tree begins with every tree it was, and with no other", arguments: [1, 300, 1_500])
    func beginning(size: Int) throws {
        let log = MemoryLog(entryCount: size, seed: 7)
        let tree = log.tree(of: size)
        for old in [0, 1, size / 2, size / 256 * 256, size - 1, size] {
            let root = try log.tree(of: old).root()
            #expect(try tree.begins(with: TreeHead(size: old, root: root)))
            let other = TreeHead(size: old, root: try root.flipped(bit: 9))
            #expect(try !tree.begins(with: other))
        }
        #expect(try !tree.begins(with: TreeHead(size: size + 1, root: log.edge.root)))
        #expect(try !tree.begins(with: TreeHead(size: -1, root: .empty)))
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

    private func checkAllProofs(of log: MemoryLog) throws {
        let reference = ReferenceTree(log.entries)
        let (size, root, leaves) = (log.edge.size, log.edge.root, log.leaves)
        let tree = log.tree(of: size)
        for index in 0..<size {
            let proof = try tree.inclusionProof(of: index)
            #expect(proof.map(\.bytes) == reference.path(index, 0..<size))
            #expect(holds(leaves[index], index, size, root, proof))
        }
        for old in 0...size {
            let proof = try tree.consistencyProof(from: old)
            let expected = old == 0 ? [] : reference.proof(old, 0..<size, true)
            #expect(proof.map(\.bytes) == expected)
            let oldRoot = try #require(MerkleHash(reference.root(0..<old)))
            #expect(holds(old, oldRoot, size, root, proof))
        }
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
