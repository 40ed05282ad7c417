import TestSupport
import Testing

@testable import LearningPackages

@Suite("Films of strangers")
struct VideoTests {
    @Test("A film says how long it takes, wherever in the file that stands")
    func length() throws {
        for name in ["film.mp4", "film.webm"] {
            let film = try #require(try VideoFile.read(SamplePackages.path(name)))
            #expect(film.package.launched.first?.video?.seconds == 12.345)
            #expect(name == "film.\(film.container.rawValue)")
        }
        #expect(try VideoFile.read(SamplePackages.path("ok.zip")) == nil)
    }

    @Test("In an archive it has its captions, by the languages of their names")
    func captions() throws {
        let read = try PackageReader(path: SamplePackages.path("film.zip")).read()
        let part = try #require(read.package.parts.first)
        #expect(read.package.title == "uvod" && part.video?.container == .webm)
        #expect(part.captions.map(\.language) == ["en", "sr-Cyrl"])
        #expect(part.launch == .file(path: "uvod.webm", suffix: ""))
    }

    @Test("It is told by its content, however its bytes come")
    func pieces() throws {
        let file = try ArchiveFile(path: SamplePackages.path("film.mp4"))
        let bytes = try file.bytes(at: 0, count: file.count)
        for size in [1, 7, 4_096] where size > 1 || bytes.count < 3_000_000 {
            var scanner = VideoScanner()
            var rest = bytes[...]
            while !rest.isEmpty {
                try scanner.take(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            #expect(try scanner.end() == Video(container: .mp4, seconds: 12.345))
        }
    }

    @Test("Whatever the first bytes of a film become, it is refused or read")
    func damage() throws {
        for name in ["film.mp4", "film.webm"] {
            let file = try ArchiveFile(path: SamplePackages.path(name))
            let bytes = try file.bytes(at: 0, count: file.count)
            let places = Array(0..<200) + Array(max(200, bytes.count - 700)..<bytes.count)
            for place in places {
                for value in [UInt8(0), 0xFF, bytes[place] &+ 1] {
                    var changed = bytes
                    changed[place] = value
                    var scanner = VideoScanner()
                    do {
                        try scanner.take(changed)
                        #expect(try scanner.end().seconds <= 86_400)
                    } catch {
                        #expect(error is PackageRefusal, "\(name) \(place) \(value)")
                    }
                }
            }
        }
    }
}

@Suite("What of a film was watched")
struct VideoRecordTests {
    private static let free = VideoRecord.Rules(isSkippingAllowed: true, percentMin: 90)
    private static let strict = VideoRecord.Rules(isSkippingAllowed: false, percentMin: 90)

    private func record(_ rules: VideoRecord.Rules, seconds: Double = 100) -> VideoRecord {
        var record = VideoRecord(seconds: seconds, rules)
        record.begin()
        return record
    }

    @discardableResult
    private func watch(
        _ record: inout VideoRecord,
        _ ranges: String,
        after seconds: Int
    ) -> [String] {
        record.enter([("video.watched", ranges)], elapsed: seconds * 1_000)
    }

    @Test(
        "Ranges are merged, whatever their order",
        arguments: [
            ("0-1,5-6,2-3", "0.000-1.000,2.000-3.000,5.000-6.000"), ("0-4,3-6", "0.000-6.000"),
            ("5-6,0-9", "0.000-9.000"), ("0-1,1.4-2", "0.000-2.000"), ("3-3", ""), ("", ""),
            ("10-20,0-5,4-11", "0.000-20.000"),
        ]
    )
    func merged(text: String, merged: String) {
        #expect(WatchedRanges(text)?.text == merged)
    }

    @Test(
        "What is no range is none",
        arguments: [
            "x", "1", "2-1", "-1-2", "1-2,", "0-1e9", "0-123456", "0-0.1234", "1-2-3", "٣-٤",
        ]
    )
    func unreadable(text: String) {
        #expect(WatchedRanges(text) == nil)
        var record = record(Self.free)
        #expect(watch(&record, text, after: 10) == ["video.watched: no ranges"])
        #expect(record.watched.total == 0)
    }

    @Test("Nine tenths complete it, over several openings")
    func complete() {
        var record = record(Self.free)
        #expect(watch(&record, "0-50", after: 50) == [])
        #expect(!record.isComplete && record.percent == 50)
        record.begin()
        watch(&record, "45-88", after: 45)
        #expect(!record.isComplete)
        watch(&record, "45-89.5", after: 46)
        #expect(record.isComplete && record.watched.text == "0.000-89.500")
        // What is said again is not counted again.
        watch(&record, "45-89.5", after: 46)
        #expect(record.watched.total == 89_500)
    }

    @Test("More than twice the time that has passed is cut off, and comes with the next save")
    func tooQuick() {
        var record = record(Self.free)
        #expect(watch(&record, "0-100", after: 10).count == 1)
        #expect(record.watched.text == "0.000-20.000")
        #expect(watch(&record, "0-30", after: 15) == [])
        #expect(record.watched.total == 30_000)
        // Slivers are no way around it.
        let slivers = (0..<180).map { "\($0 / 2).\($0 % 2 * 5)-\($0 / 2).\($0 % 2 * 5 + 1)" }
        watch(&record, slivers.joined(separator: ","), after: 16)
        #expect(record.watched.total <= 33_000)
        record.begin()
        watch(&record, "0-100", after: 0)
        #expect(record.watched.total <= 33_000)
    }

    @Test("In however many pieces a film is watched, what is known of it stays")
    func pieces() {
        var record = record(Self.free, seconds: 4_000)
        for opening in 0..<2 {
            record.begin()
            let claims = (0..<600).map { number in
                let start = 2 * number + 1_200 * opening
                return "\(start)-\(start + 1)"
            }
            let refused = watch(&record, claims.joined(separator: ","), after: 4_000)
            #expect(refused.isEmpty == (opening == 0))
        }
        #expect(record.watched.ranges.count == 1_000 && record.watched.total == 1_000_000)
    }

    @Test("Where nothing is skipped, what lies beyond what was watched does not count")
    func strict() {
        var record = record(Self.strict)
        #expect(watch(&record, "0-10,50-60", after: 100).count == 1)
        #expect(record.watched.text == "0.000-10.000")
        watch(&record, "0-10,10.3-20", after: 100)
        #expect(record.watched.text == "0.000-20.000")
        _ = record.enter([("video.place", "80")], elapsed: 0)
        #expect(record.place == "20.000")
        _ = record.enter([("video.place", "5.5")], elapsed: 0)
        #expect(record.place == "5.500")
        // The same where it may be skipped.
        var free = self.record(Self.free)
        #expect(watch(&free, "0-10,50-60", after: 100) == [])
        #expect(free.watched.total == 20_000)
    }

    @Test("What a film calls itself is shown short, and without controls")
    func shown() {
        #expect("V_\u{1}\n".shown == "V_??")
        #expect(String(repeating: "x", count: 1_000).shown.count == 40)
    }

    @Test("Nothing beyond its end counts, and nobody sets what is its own")
    func bounds() {
        var record = record(Self.free, seconds: 10)
        watch(&record, "5-80000", after: 99_999)
        #expect(record.watched.text == "5.000-10.000" && record.percent == 50)
        let strange = [("run.watched_before", "0"), ("cmi.core.exit", ""), ("video.place", "x")]
        let refused = record.enter(strange.map { (element: $0.0, value: $0.1) }, elapsed: 0)
        #expect(refused.count == 3)
    }
}
