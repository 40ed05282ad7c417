/// What a tree is known by: its size and its root.
package struct TreeHead: Hashable, Sendable {
    package let size: Int
    package let root: MerkleHash

    /// The tree without entries.
    package static let empty = TreeHead(size: 0, root: .empty)

    package init(size: Int, root: MerkleHash) {
        self.size = size
        self.root = root
    }
}
