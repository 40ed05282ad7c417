import Testing

@Suite("Reading Swift")
struct SwiftFileTests {
    @Test("Comments, strings and code are told apart")
    func parts() {
        let file = read(
            ##"""
            let a = "x // no { \(f("y")) z" // yes {
            /* one /* two */ { */ let b = #"q" \(no) "#
            let c = """
                { "quoted" \(d { 1 })
                """
            """##
        )
        #expect(squeezed(file.code) == "let a = f( ) let b = let c = d { 1 }")
        #expect(squeezed(file.comments) == "// yes { /* one /* two */ { */")
        #expect(squeezed(file.strings) == #"x // no { y z q" \(no) { "quoted""#)
    }

    @Test("Functions are measured by their braces")
    func functions() {
        let file = read(
            """
            protocol P {
                func without() throws
                var property: Int { get }
            }
            struct S {
                let stored = { 1 }
                init(_ f: () -> Int = { 2 }) { }
                func long<T>(
                    _ t: T
                ) -> Int where T == Int {
                    let text = "}"
                    var local = 3
                    if local == 3 { return 1 }
                    return text.map { _ in 1 }
                }
                static func == (a: S, b: S) -> Bool { true }
            }
            """
        )
        #expect(
            file.functions == [
                SwiftFunction(name: "property", line: 3, lineCount: 1),
                SwiftFunction(name: "init", line: 7, lineCount: 1),
                SwiftFunction(name: "long", line: 8, lineCount: 8),
                SwiftFunction(name: "==", line: 16, lineCount: 1),
            ]
        )
    }

    private func read(_ text: String) -> SwiftFile {
        SwiftFile(TextFile(path: "Example.swift", text: text))
    }

    private func squeezed(_ text: String) -> String {
        text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }
}
