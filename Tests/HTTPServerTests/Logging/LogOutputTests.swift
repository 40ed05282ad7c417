import Logging
import Testing

@testable import HTTPServer

@Suite("Writing the log")
struct LogOutputTests {
    @Test("Lines are written soon, one by one or many together, by a thread of the log's own")
    func written() async throws {
        let pipe = try Pipe()
        let output = LogOutput(descriptor: pipe.writing)
        output.startWriter()
        let logger = jsonLogger(output)
        for index in 0..<3 {
            logger.info("line \(index)")
            #expect(try await offPool { pipe.read() }.count { $0 == 0x0A } == 1)
        }
        for _ in 0..<1_000 { logger.warning("urgent") }
        let lines = try await offPool {
            var count = 0
            while count < 1_000 { count += pipe.read().count { $0 == 0x0A } }
            return count
        }
        #expect(lines == 1_000)
    }

    @Test("A reader that stops reading holds nobody up; what is lost is counted and said")
    func blocked() async throws {
        let pipe = try Pipe()
        let output = LogOutput(descriptor: pipe.writing)
        let factory = RecordingFactory()
        output.countLosses(in: factory)
        output.startWriter()
        let logger = jsonLogger(output)
        let text = String(repeating: "x", count: 900)
        // Returns, though the pipe takes 64 KiB; before, the first full pipe was the end.
        for _ in 0..<8_000 { logger.info("\(text)") }
        let lost = output.lostLines
        #expect(lost > 0)
        #expect(factory.records.count == lost)
        let lines = try await offPool {
            var bytes: [UInt8] = []
            while output.waitingBytes > 0 || !bytes.hasSuffix(#""lost_lines":\#(lost)}"#) {
                bytes += pipe.read()
            }
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        }
        #expect(lines.count == 8_000 - lost + 1)
        #expect(lines.allSatisfy { $0.hasPrefix(#"{"time":"1994-"#) && $0.hasSuffix("}") })
        #expect(lines.last?.contains(#""level":"warning","message":"log lines were lost""#) == true)
    }

    @Test("A line of which a part was written is finished before the next")
    func cutLine() {
        var state = LogQueue.State()
        let batch = Array("one\ntwo\nthree\nfour\n".utf8)
        for (written, left, lost) in [(19, "", 0), (6, "o\n", 2), (8, "", 2), (0, "", 4)] {
            state = LogQueue.State()
            LogQueue.settle(batch, written, &state)
            #expect(String(decoding: state.begunLine, as: UTF8.self) == left)
            #expect(state.lostLines == lost)
        }
        LogQueue.settle(batch, 6, &state)
        var next = Array("five\n".utf8)
        LogQueue.complete(&next, &state)
        let lines = String(decoding: next, as: UTF8.self).split(separator: "\n")
        #expect(lines.prefix(2) == ["o", "five"])
        #expect(lines.last?.hasSuffix(#""lost_lines":6}"#) == true)
        #expect(lines.count == 3)
    }

    @Test("A flush returns when everything is written, and when nobody reads")
    func flush() async throws {
        let pipe = try Pipe()
        let output = LogOutput(descriptor: pipe.writing)
        output.startWriter()
        let logger = jsonLogger(output)
        logger.info("one")
        try await offPool { output.flush() }
        #expect(pipe.lines().count == 1)
        for _ in 0..<2_000 { logger.info("more than the pipe takes") }
        try await offPool { output.flush() }
        #expect(output.lostLines == 0)
        // A writer that is still at it when the pipe is closed would go on into whatever has the
        // number of the pipe's end next, such as the socket of another test.
        var count = 0
        try await eventually {
            count += pipe.read().count { $0 == 0x0A }
            return count == 2_000
        }
    }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ text: String) -> Bool {
        dropLast().suffix(text.utf8.count).elementsEqual(text.utf8)
    }
}
