/// A PDF that a test writes by hand; readers make its table of objects themselves.
enum SamplePDF {
    /// A page without any text, 99 points high.
    static func blank(width: Int = 99) -> [UInt8] {
        made([
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 \(width) 99]/Contents 4 0 R>>",
            "<</Length 15>>stream\n0 0 50 50 re f \nendstream",
        ])
    }

    /// A kilobyte that takes a billion steps to draw: a form that draws another one ten times, and
    /// so on.
    static let bomb: [UInt8] = {
        let depth = 9
        let drawing = String(repeating: "/F Do ", count: 10)
        let forms = (0..<depth).map { level in
            let next =
                level < depth - 1 ? "/Resources<</XObject<</F \(6 + level) 0 R>>>>" : ""
            return "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]\(next)"
                + "/Length \(drawing.utf8.count)>>stream\n\(drawing)\nendstream"
        }
        return made(
            [
                "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
                    + "/Resources<</XObject<</F 5 0 R>>>>>>",
                "<</Length 5>>stream\n/F Do\nendstream",
            ] + forms
        )
    }()

    private static func made(_ objects: [String]) -> [UInt8] {
        let bodies = objects.enumerated().map { "\($0 + 1) 0 obj\n\($1)\nendobj\n" }
        return Array("%PDF-1.4\n\(bodies.joined())trailer<</Root 1 0 R>>\n%%EOF\n".utf8)
    }
}
