import FoundationEssentials
import Glibc
import Postgres
import Testing

/// What the shape of the API promises is that some programs are none.
@Suite("What the compiler refuses", .enabled(if: Compiler.shared != nil))
struct CompilerTests {
    @Test("A transaction used as it is meant compiles")
    func control() throws {
        let answer = try #require(Compiler.shared).check(
            """
            try await database.transaction { transaction in
                try transaction.savepoint { _ = try transaction.execute("SELECT \\(1)") }
            }
            """
        )
        #expect(answer == "")
    }

    @Test(
        "A transaction cannot wait, nest or escape, and text cannot become SQL",
        arguments: [
            "try await database.transaction { transaction in await Task.yield() }",
            """
            try await database.transaction { transaction in
                try await database.transaction { try $0.execute("SELECT 1") }
            }
            """,
            "let escaped: Transaction = try await database.transaction { $0 }",
            """
            try await database.transaction { (transaction: borrowing Transaction) in
                Task { try transaction.execute("SELECT 1") }
            }
            """,
            """
            var kept: Transaction?
            try await database.transaction { transaction in kept = transaction }
            """,
            """
            let text = "SELECT 1"
            try await database.transaction { try $0.execute(text) }
            """,
            """
            let text = "SELECT 1"
            try await database.transaction { try $0.execute("\\(raw: text)") }
            """,
            "let sql = SQL(\"SELECT \" + String(1))",
        ]
    )
    func refuses(snippet: String) throws {
        let answer = try #require(Compiler.shared).check(snippet)
        #expect(answer.contains("error:"))
        #expect(!answer.contains("please submit a bug report"))
    }
}

/// The compiler that built these tests, when it and the modules it made are at hand.
private struct Compiler {
    static let shared = Compiler()

    private let modules: String
    private let package: String

    private init?() {
        let program = CommandLine.arguments.first ?? ""
        let products = URL(filePath: program).deletingLastPathComponent()
        modules = products.appending(path: "Modules").path()
        let root = products.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        // The build tool names the package after its directory.
        package = String(
            root.lastPathComponent.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
        )
        let files = FileManager.default
        guard files.fileExists(atPath: "\(modules)/Postgres.swiftmodule"),
            files.fileExists(atPath: root.appending(path: "Sources/CSystem/include").path()),
            (try? ChildProcess.run("swiftc", ["--version"]))?.status == 0
        else { return nil }
        sources = root.appending(path: "Sources").path()
    }

    private let sources: String

    /// What the compiler says about statements inside an async function.
    func check(_ statements: String) throws -> String {
        let file = "/tmp/obuka_snippet_\(getpid())_\(abs(statements.hashValue)).swift"
        try """
        import Postgres
        func snippet(_ database: Database) async throws {
        \(statements)
        }
        """.write(toFile: file, atomically: true, encoding: .utf8)
        defer { unlink(file) }
        let build = URL(filePath: modules).deletingLastPathComponent().path()
        let outcome = try ChildProcess.run(
            "swiftc",
            [
                // Ownership is checked after types, so -typecheck would not do.
                "-emit-sil", "-o", "/dev/null", "-parse-as-library", "-swift-version", "6",
                "-package-name", package,
                "-enable-upcoming-feature", "NonisolatedNonsendingByDefault", "-I", modules,
                "-Xcc", "-fmodule-map-file=\(sources)/CLibPQ/module.modulemap",
                "-Xcc", "-fmodule-map-file=\(build)/CSystem.build/module.modulemap",
                "-Xcc", "-I\(sources)/CSystem/include", "-I/usr/include/postgresql", file,
            ]
        )
        return outcome.output
    }
}
