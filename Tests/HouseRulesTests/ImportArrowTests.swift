import Testing

@Suite("Import arrows")
struct ImportArrowTests {
    private static let foundation: Set = ["Foundation", "FoundationEssentials"]
    private static let system: Set = ["Glibc", "Synchronization"]
    private static let pure: Set = ["SerbianText", "Credentials", "Documents"]

    /// What the sources of each target may import, and nothing else.
    private static let allowed: [String: Set<String>] = [
        "EventLoop": system.union(["CSystem", "HeapModule", "DequeModule"]),
        "HTTPServer": system.union(["EventLoop", "HTTPTypes", "Logging", "Metrics"]),
        "Postgres": system.union(foundation).union([
            "CLibPQ", "CSystem", "EventLoop", "Crypto", "Logging", "DequeModule", "HeapModule",
        ]),
        "SerbianText": foundation,
        "Credentials": foundation.union(["CZlib", "Documents", "Crypto", "CryptoExtras"]),
        "Documents": foundation.union([
            "CPangoCairo", "CQRencode", "CZlib", "Crypto", "SwiftASN1",
        ]),
        "LearningPackages": foundation.union(["CArchive", "Documents"]),
        "ExperienceAPI": ["Documents", "Crypto"],
        "Quizzes": foundation.union(["Documents", "SerbianText", "Crypto"]),
        "TrainingCentre": pure.union(foundation).union(system).union([
            "ExperienceAPI", "LearningPackages", "Postgres", "Quizzes", "Crypto", "Dispatch",
        ]),
        "Web": pure.union(foundation).union([
            "EventLoop", "ExperienceAPI", "HTTPServer", "Postgres", "Quizzes", "TrainingCentre",
            "HTTPTypes",
            "Logging", "Synchronization",
        ]),
        "obuka": pure.union(foundation).union(system).union([
            "CMalloc", "EventLoop", "ExperienceAPI", "HTTPServer", "LearningPackages", "Postgres",
            "TrainingCentre", "Web", "ArgumentParser", "Dispatch", "Logging", "Metrics",
        ]),
    ]

    /// Targets of C; the compiler has no arrows for them.
    private static let ofC: Set = [
        "CArchive", "CLibPQ", "CMalloc", "CPangoCairo", "CQRencode", "CSystem", "CZlib",
    ]

    @Test("Each target imports only what stands below it")
    func arrows() {
        for file in Repository.swiftFiles where file.path.hasPrefix("Sources/") {
            let allowed = Self.allowed[file.file.target] ?? []
            report(
                imports(of: file).filter { !allowed.contains($0.groups[0]) }.map { match in
                    Finding(
                        path: file.path,
                        line: match.line,
                        problem: "\(file.file.target) does not import \(match.groups[0])"
                    )
                }
            )
        }
    }

    @Test("Every target has its arrows here")
    func everyTarget() {
        let targets = Set(Repository.folders(in: "Sources")).subtracting(Self.ofC)
        #expect(targets == Set(Self.allowed.keys))
    }

    @Test("Only Postgres and its tests know libpq")
    func libpq() {
        let knowing = Repository.swiftFiles.filter { file in
            imports(of: file).contains { $0.groups[0] == "CLibPQ" }
        }
        #expect(Set(knowing.map(\.file.target)).isSubset(of: ["Postgres", "PostgresTests"]))
    }

    private func imports(of file: SwiftFile) -> [Pattern.Match] {
        Self.importLine.matches(in: file.code)
    }

    private static let importLine = Pattern(
        #"(?m)^\s*(?:@\w+\s+|(?:package|public|internal|private|fileprivate)\s+)*import\s+"#
            + #"(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(\w+)"#
    )
}
