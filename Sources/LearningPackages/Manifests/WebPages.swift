/// Pages without a manifest: they are looked at and report nothing.
enum WebPages {
    static func package(_ page: [UInt8], _ path: String) -> LearningPackage {
        let title = title(of: page)
        var part = PackagePart(
            identifier: path,
            title: title.isEmpty ? path : title,
            launch: .file(path: path, suffix: "")
        )
        part.reports = false
        return LearningPackage(
            kind: .web,
            edition: nil,
            identifier: nil,
            title: title,
            parts: [part]
        )
    }

    /// What stands between the tags of the title, when it is UTF-8 without entities.
    private static func title(of page: [UInt8]) -> String {
        let text = String(decoding: page.prefix(16 << 10), as: UTF8.self)
        guard let start = text.firstRange(of: "<title>"),
            let end = text[start.upperBound...].firstRange(of: "</title>")
        else { return "" }
        return text[start.upperBound..<end.lowerBound].split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }
}
