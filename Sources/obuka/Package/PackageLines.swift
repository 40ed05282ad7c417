import Documents

/// A report of a package for people.
enum PackageLines {
    static func lines(of report: JSON) -> [String] {
        guard report["accepted"] == true else {
            return ["refused: \(text(report, "message"))"]
        }
        let edition = report["edition"]?.text.map { " (\($0))" } ?? ""
        let files = report["files"]?.wholeNumber ?? 0
        let bytes = report["bytes"]?.wholeNumber ?? 0
        let head = [
            "accepted: \(text(report, "kind"))\(edition) “\(text(report, "title"))”",
            "\(files) \(files == 1 ? "file" : "files"), \(bytes) bytes",
        ]
        let warnings = (report["warnings"]?.elements ?? []).map {
            "warning: \(text($0, "message"))"
        }
        return head + parts(report, depth: 1) + warnings
    }

    private static func parts(_ parent: JSON, depth: Int) -> [String] {
        (parent["parts"]?.elements ?? []).flatMap { part in
            let launch = part["launch"]?.text.map { "  \($0)" } ?? ""
            let isSilent = part["launch"]?.text != nil && part["reports"] == false
            let line =
                String(repeating: "  ", count: depth) + text(part, "title") + launch
                + (isSilent ? "  (only looked at)" : "")
            return [line] + parts(part, depth: depth + 1)
        }
    }

    private static func text(_ json: JSON, _ name: String) -> String { json[name]?.text ?? "" }
}
