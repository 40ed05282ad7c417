/// The first thing that is wrong with a log.
package enum LogDifference: Error, Hashable, Sendable, CustomStringConvertible {
    /// A tile or bundle that the checkpoint needs is not there.
    case missing(path: String)
    /// A tile or bundle is there and has another form or width.
    case malformed(path: String, problem: String)
    /// The entry does not hash to the leaf in its tile.
    case wrongLeaf(index: Int)
    /// A hash of a higher tile is not the root of the tile below it.
    case wrongHash(path: String, position: Int)
    /// Everything fits together, and not to the signed root.
    case wrongRoot(size: Int)
    /// The log has fewer entries than it had signed before.
    case smaller(size: Int, remembered: Int)
    /// The first entries are not those that it had signed before.
    case rewritten(remembered: Int)

    /// What is wrong as a sentence, for people.
    package var description: String {
        switch self {
        case .missing(let path):
            "The file \(path) is missing."
        case .malformed(let path, let problem):
            "The file \(path) is damaged: \(problem)."
        case .wrongLeaf(let index):
            "Entry \(index) is not the one that was logged: its hash differs from the tile's."
        case .wrongHash(let path, let position):
            "Hash \(position) in \(path) is not the hash of what stands below it."
        case .wrongRoot(let size):
            "The \(size) entries do not have the root that the checkpoint says."
        case .smaller(let size, let remembered):
            "The log has \(size) entries, and it had \(remembered) before."
        case .rewritten(let remembered):
            "The first \(remembered) entries are not those that were signed before."
        }
    }
}
