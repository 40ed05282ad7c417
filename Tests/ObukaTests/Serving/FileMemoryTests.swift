import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Memory of files")
    struct FileMemoryTests {
        private static let rows = 40_000
        /// The text, and a kilobyte for each row while it is decided on.
        private static let peakMebibytesMax = 48

        @Test("A file of 40,000 nominations takes little memory while it is read")
        func nominations() async throws {
            let demonstration = try await Demonstration.shared()
            let server = try await RunningServer.start(in: demonstration.home)
            let token = try demonstration.token("administrator")
            // The first one makes connections and pages code in.
            _ = try await read(200, server, token)
            let before = try server.kibibytes("VmRSS")
            try server.forgetPeak()
            let read = try await read(Self.rows, server, token)
            #expect(read == Self.rows)
            let peak = try server.kibibytes("VmHWM")
            print("VmRSS before \(before) KiB, at most \(peak) KiB")
            #expect(peak - before < Self.peakMebibytesMax << 10)
            #expect(try await server.stop() == 0)
        }

        /// Rehearses an import of nominations, many for each person, and gives how many were read.
        private func read(
            _ rows: Int,
            _ server: RunningServer,
            _ token: String
        ) async throws -> Int? {
            var text = "cohort_code;name;sex;lsg_code;institution;email\n"
            for row in 0..<rows {
                text += "LAP-2024-15;Љубица Ђорђевић;ж;општина Бајина Башта;Дом здравља;"
                text += "nominee\(row % 100)@bajina-basta.example\n"
            }
            let answer = try await server.call(
                HTTPCall(
                    method: "POST",
                    path: "/api/v1/imports/enrolments?dry_run=true",
                    fields: ["Authorization": "Bearer \(token)", "Content-Type": "text/csv"],
                    body: text
                )
            )
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            return try answer.json["read"]?.integer
        }
    }
}

extension RunningServer {
    /// A line of the process's status: `VmRSS` is its resident memory, `VmHWM` the most of it.
    func kibibytes(_ name: String) throws -> Int {
        let path = "/proc/\(running.process)/status"
        let status = try String(contentsOfFile: path, encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
        let words = line?.split(whereSeparator: \.isWhitespace) ?? []
        guard words.count > 1, let kibibytes = Int(words[1]) else {
            throw TestSupportError("no \(name) in \(path)")
        }
        return kibibytes
    }

    /// Has `VmHWM` begin anew with what is resident now.
    func forgetPeak() throws {
        try Data("5".utf8).write(to: URL(filePath: "/proc/\(running.process)/clear_refs"))
    }
}
