/// Checks of Merkle proofs (RFC 9162, sections 2.1.3.2 and 2.1.4.2; the proofs are RFC 6962's).
///
/// Whatever is given, the answer is true or false: nothing traps and nothing is read.
package enum MerkleProof {
    /// Whether a leaf stands at an index of the tree with this size and root.
    package static func verifyInclusion(
        of leaf: MerkleHash,
        at index: Int,
        inTreeOf size: Int,
        root: MerkleHash,
        proof: [MerkleHash]
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var (node, last) = (index, size - 1)
        var hash = leaf
        for sibling in proof {
            guard last > 0 else { return false }
            if node % 2 == 1 || node == last {
                hash = .node(sibling, hash)
                // At the right edge, levels where the node has no sibling are not in the proof.
                while node % 2 == 0, node > 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                hash = .node(hash, sibling)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }

    /// Whether the tree of `newSize` leaves begins with the tree of `oldSize` leaves.
    ///
    /// Trees of one size need the same root and no proof; everything begins with the empty tree,
    /// whose root is that of no leaves, without proof.
    package static func verifyConsistency(
        from oldSize: Int,
        _ oldRoot: MerkleHash,
        to newSize: Int,
        _ newRoot: MerkleHash,
        proof: [MerkleHash]
    ) -> Bool {
        guard oldSize >= 0, oldSize <= newSize else { return false }
        if oldSize == newSize { return proof.isEmpty && oldRoot == newRoot }
        if oldSize == 0 { return proof.isEmpty && oldRoot == .empty }
        var path = proof[...]
        // A perfect old tree is a node of the new one; its root is known and not in the proof.
        if oldSize & (oldSize - 1) == 0 { path = [oldRoot] + path }
        guard let first = path.popFirst() else { return false }
        let skipped = oldSize.trailingZeroBitCount
        var (node, last) = ((oldSize - 1) >> skipped, (newSize - 1) >> skipped)
        var (old, new) = (first, first)
        for hash in path {
            guard last > 0 else { return false }
            if node % 2 == 1 || node == last {
                (old, new) = (.node(hash, old), .node(hash, new))
                while node % 2 == 0, node > 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                new = .node(new, hash)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 && old == oldRoot && new == newRoot
    }
}
