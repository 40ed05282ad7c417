import Documents
import EventLoop
import Foundation
import Postgres
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Commands in pipes")
    struct PipeTests {
        /// Runs `script` in a shell in which `$0` is the program.
        private func shell(_ script: String) async throws -> Outcome {
            let home = try await Demonstration.shared().home
            let files = "\(home.directory)/runs/pipe_\(MonotonicTime.current().nanoseconds)"
            let process = try ChildProcess.start(
                "/usr/bin/env",
                [
                    "--chdir=\(home.directory)", "OBUKA_DATA=\(home.data)", "FILES=\(files)",
                    "bash", "-c",
                    "echo $$ >$FILES.pid; { \(script); } >$FILES.out 2>$FILES.err",
                    try Home.program,
                ]
            )
            return try await Running(process: process, files: files).end()
        }

        @Test(
            "When nobody reads on, a command ends without a word, as others do",
            arguments: [
                "export people", "cohort list", "cohort list --format json",
                "cohort list --format csv", "report reach --format ndjson",
                "report learners --format csv",
            ]
        )
        func nobodyReads(command: String) async throws {
            let outcome = try await shell("$0 \(command) | true; exit ${PIPESTATUS[0]}")
            #expect(outcome.status == 141, "\(outcome.error)")
            #expect(outcome.error == "")
        }

        @Test(
            "A file of rows comes out of a pipe, under whichever name the shell gives it",
            arguments: [
                "ROWS | $0 import people /dev/stdin --dry-run --format json",
                "ROWS | $0 import people - --dry-run --format json",
                "$0 import people <(ROWS) --dry-run --format json",
            ]
        )
        func piped(command: String) async throws {
            let rows = #"printf 'email,name\npipe@obuka.example,Ana Cev\n'"#
            let outcome = try await shell(command.replacing("ROWS", with: rows))
            #expect(outcome.status == 0, "\(outcome.error)")
            #expect(try outcome.json["created"] == 1)
        }

        @Test("What is not understood in a file is said once, on standard error")
        func unknownColumns() async throws {
            let outcome = try await shell(
                #"printf 'email,name,Boja,R.br.\npipe@obuka.example,Ana Cev,plava,1\n' | "#
                    + "$0 import people - --dry-run"
            )
            #expect(outcome.status == 0)
            let said = outcome.error.split(separator: "\n").filter { $0.contains("Boja") }
            #expect(said == ["not understood and left out: Boja"])
        }
    }
}
