import Testing

/// The sentences of a document as the centre published it, and what is to be printed of each.
///
/// The files in `Data/published` quote them byte for byte and say of each what is printed
/// otherwise, or why it is not printed.
struct PublishedDocument {
    static let names = ["S0", "S1", "S2", "S3", "S4"]

    /// One published sentence.
    struct Sentence {
        let published: String
        /// Nothing for an opinion, or for what no row can say.
        var printed: String?
        /// Why what is printed differs.
        var reasons: [String] = []
    }

    private(set) var sentences: [Sentence] = []

    init(_ name: String) throws {
        let text = try CheckoutFiles.text("Tests/TrainingCentreTests/Data/published/\(name).txt")
        for line in text.split(separator: "\n").map(String.init) where !line.hasPrefix("#") {
            let rest = String(line.dropFirst(2))
            let cells = rest.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            switch line.prefix(1) {
            case "=", "~": sentences.append(Sentence(published: rest, printed: rest))
            case "*": try change(cells)
            case "-":
                try #require(cells.count == 2, "\(line)")
                sentences.append(Sentence(published: cells[0], reasons: [cells[1]]))
            default: Issue.record("\(name): \(line)")
            }
        }
    }

    /// What stands in the sentence before, what is printed for it, and why.
    private mutating func change(_ cells: [String]) throws {
        let last = try #require(sentences.indices.last)
        let printed = try #require(sentences[last].printed)
        try #require(cells.count == 3 && !cells[2].isEmpty, "\(cells)")
        let parts = printed.ranges(of: cells[0])
        // Once, or it would be unclear what is changed.
        try #require(parts.count == 1, "\(cells)")
        sentences[last].printed = printed.replacing(cells[0], with: cells[1])
        sentences[last].reasons.append(cells[2])
    }

    /// What is to be printed, sentence by sentence.
    var printed: [String] { sentences.compactMap(\.printed) }
}
