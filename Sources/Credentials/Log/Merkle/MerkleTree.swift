/// The Merkle tree hash of RFC 6962, section 2.1 (the same in RFC 9162, section 2.1.1).
///
/// Proofs are arrays of hashes, from the leaf's side to the root's, in the order of RFC 6962.
package enum MerkleTree {
    /// The root of the tree with these leaves.
    package static func root(of leaves: [MerkleHash]) -> MerkleHash {
        var edge = TreeEdge()
        _ = edge.append(leaves)
        return edge.root
    }

    /// The root of a subtree whose number of leaves is a power of two.
    static func perfectRoot(of leaves: ArraySlice<MerkleHash>) -> MerkleHash {
        var layer = Array(leaves)
        var count = layer.count
        while count > 1 {
            count /= 2
            // Each pair is read before its node is written at or before its place.
            for pair in 0..<count {
                layer[pair] = MerkleHash.node(layer[2 * pair], layer[2 * pair + 1])
            }
        }
        return layer[0]
    }

    /// How many leaves the left subtree of a node has: the largest power of two below `count`.
    static func leftCount(of count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
