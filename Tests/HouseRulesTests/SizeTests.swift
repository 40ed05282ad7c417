import Testing

@Suite("One screen")
struct SizeTests {
    private enum Limits {
        static let fileLinesMax = 400
        static let functionLinesMax = 60
        static let columnsMax = 100
    }

    @Test("No file of code is longer than 400 lines")
    func files() {
        var found: [String: Int] = [:]
        for file in Repository.files where isCode(file) && file.lineCount > Limits.fileLinesMax {
            found[file.path] = file.lineCount
        }
        Ratchet.compare(found, with: Ratchet.longFiles, what: "lines")
    }

    @Test("No function is longer than 60 lines")
    func functions() {
        var found: [String: Int] = [:]
        for file in Repository.swiftFiles {
            for function in file.functions where function.lineCount > Limits.functionLinesMax {
                found["\(file.path) \(function.name)"] = function.lineCount
            }
        }
        Ratchet.compare(found, with: Ratchet.longFunctions, what: "lines in one function")
    }

    @Test("No line of code is wider than 100 columns")
    func lines() {
        var found: [String: Int] = [:]
        for file in Repository.files where isCode(file) {
            let count = file.lines.count { $0.count > Limits.columnsMax }
            if count > 0 { found[file.path] = count }
        }
        Ratchet.compare(found, with: Ratchet.longLines, what: "lines wider than 100 columns")
    }

    private func isCode(_ file: TextFile) -> Bool {
        let suffixes = [".swift", ".c", ".h", ".py", ".lua", ".sql"]
        return suffixes.contains { file.path.hasSuffix($0) } || file.text.hasPrefix("#!")
    }
}
