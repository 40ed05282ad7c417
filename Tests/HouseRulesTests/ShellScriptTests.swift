import Testing

@Suite("Shell scripts")
struct ShellScriptTests {
    private static let scripts = Repository.files.filter { file in
        file.lines.first.map { $0.hasPrefix("#!") && $0.contains("sh") } ?? false
    }

    @Test("Each says what it is for, and stops at the first error")
    func beginning() {
        #expect(Self.scripts.count >= 4)
        for script in Self.scripts {
            let first = script.lines.first { !$0.isEmpty && !$0.hasPrefix("#") }
            #expect(script.lines[0] == "#!/usr/bin/env bash", "\(script.path)")
            #expect(script.lines[1].hasPrefix("# "), "\(script.path) says what it is for")
            #expect(first == "set -euo pipefail", "\(script.path) begins with it")
        }
    }

    @Test("Everything that can be run by its name alone says what it is for")
    func purpose() {
        let others = Repository.files.filter { $0.text.hasPrefix("#!") }
        for script in others where !Self.scripts.contains(where: { $0.path == script.path }) {
            let isExplained = ["# ", "\"\"\""].contains { script.lines[1].hasPrefix($0) }
            #expect(isExplained, "\(script.path) says what it is for")
        }
    }
}
