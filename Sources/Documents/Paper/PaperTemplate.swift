/// How documents are worded and laid out: data that an administrator may change.
///
/// Read from JSON by `init(json:)`, which refuses what could not be printed. Lengths are kept in
/// points here; the file has millimetres for paper and points for letters.
package struct PaperTemplate: Sendable {
    /// A sheet and its margins.
    struct Sheet: Sendable {
        let width: Double
        let height: Double
        let top: Double
        let right: Double
        let bottom: Double
        let left: Double

        var innerWidth: Double { width - left - right }
        var innerHeight: Double { height - top - bottom }
    }

    /// The frame around a page.
    struct Border: Sendable {
        enum Kind: String, CaseIterable, Sendable {
            case none, lines, guilloche
        }

        let kind: Kind
        /// From the edge of the paper.
        let inset: Double
        let colour: Colour
        let second: Colour
    }

    /// The list in front of a cohort's certificates.
    struct Cover: Sendable {
        let sheet: Sheet
        let head: [PaperBlock]
        let heading: TextStyle
        let group: TextStyle
        let row: TextStyle
    }

    let sheet: Sheet
    let border: Border
    let body: [PaperBlock]
    let foot: [PaperBlock]
    let cover: Cover
    let wording: [Language: Wording]

    /// All texts of one language, by section and name.
    struct Wording: Sendable {
        /// The section whose texts hold where a kind has none of its own.
        static let shared = "all"
        /// The section whose texts hold for the lists of all kinds.
        static let cover = "cover"
        static let lists = CertificateDocument.Kind.allCases.map(list)
        static let sections =
            [shared, cover] + lists + CertificateDocument.Kind.allCases.map(\.rawValue)

        /// The section of the list in front of certificates of a kind.
        static func list(_ kind: CertificateDocument.Kind) -> String { "\(kind.rawValue)List" }

        let sections: [String: [String: PaperText]]

        func text(_ name: String, section: String) -> PaperText? {
            if let own = sections[section]?[name] { return own }
            if Self.lists.contains(section), let text = sections[Self.cover]?[name] { return text }
            return sections[Self.shared]?[name]
        }
    }
}

/// One thing on a page, from the top to the bottom.
struct PaperBlock: Sendable {
    /// The room above it, which goes with it when it has nothing to show.
    let above: Double
    let content: Content

    indirect enum Content: Sendable {
        /// Free room: a least height, and a share of what the page has left.
        case space(height: Double, stretch: Double)
        case text(Text)
        case rule(Rule)
        case logos(height: Double, gap: Double)
        case signatories(Signatures)
        case qr(size: Double)
        case columns([Column])
    }

    struct Text: Sendable {
        let name: String
        let style: TextStyle
        /// The element of the document's structure.
        let tag: String
        let width: Double?
        let alignment: TextLayout.Alignment?
        /// As many lines as the text is shrunk for.
        let linesMax: Int?
        let isLink: Bool
    }

    struct Rule: Sendable {
        let width: Double
        let thickness: Double
        let colour: Colour
        let hasOrnament: Bool
    }

    struct Signatures: Sendable {
        let name: TextStyle
        let role: TextStyle
        let colour: Colour
        /// The height left for a signature by hand.
        let room: Double
        let width: Double
    }

    struct Column: Sendable {
        enum Position: String, CaseIterable, Sendable {
            case top, middle, bottom
        }

        let share: Double
        let alignment: TextLayout.Alignment
        let position: Position
        let blocks: [PaperBlock]
    }
}
