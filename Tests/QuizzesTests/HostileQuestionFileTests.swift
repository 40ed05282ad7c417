import Quizzes
import Testing

@Suite("Files of questions by strangers")
struct HostileQuestionFileTests {
    private static let bytes = 250_000

    @Test(
        "A quarter of a megabyte of one thing is read soon and gives no question",
        arguments: ["{", "}", "~", "=", "#", "\\", "%", ":", "::", "[", "$", "//", "<", "<a ", "&"]
    )
    func repeated(_ unit: String) throws {
        let text = String(repeating: unit, count: Self.bytes / unit.utf8.count)
        for gift in [text, "A {=x" + text + "}", "[html]" + text + "{T}"] {
            let time = try ContinuousClock().measure {
                let file = try GIFTReader.read(Array(gift.utf8))
                #expect(file.entries.count <= 1)
                #expect(file.refusals.count + file.entries.count <= 1)
            }
            #expect(time < .seconds(20))
        }
    }

    @Test("Quotation marks that never close make a text no slower")
    func quotes() throws {
        let text = String(repeating: "<b \">\" <i '>", count: 60_000)
        var limits = QuestionLimits()
        limits.textBytesMax = 10 << 20
        let time = try ContinuousClock().measure {
            let gift = "[html]x" + text + "{T}"
            let file = try GIFTReader.read(Array(gift.utf8), limits: limits)
            #expect(file.entries.count == 1)
        }
        #expect(time < .seconds(20))
    }

    @Test("Twenty thousand questions are read and none is lost")
    func many() throws {
        let one = "::Pitanje::Koliko je dva i dva? {=četiri#Da. ~pet ~%-50%šest}\n\n"
        let gift = Array(String(repeating: one, count: 20_000).utf8)
        let time = try ContinuousClock().measure {
            let file = try GIFTReader.read(gift)
            #expect(file.entries.count == 20_000)
        }
        print("20,000 questions in GIFT, \(gift.count) bytes: \(time)")
        #expect(time < .seconds(60))
    }

    @Test("One question more than are read is refused")
    func tooMany() throws {
        var limits = QuestionLimits()
        limits.questionsMax = 3
        let three = "A {T}\n\nB {T}\n\nWrong {\n\nC {T}"
        #expect(try GIFTReader.read(Array(three.utf8), limits: limits).entries.count == 3)
        #expect(throws: QuestionFileRefusal(.tooManyQuestions, place: "3")) {
            try GIFTReader.read(Array((three + "\n\nD {T}").utf8), limits: limits)
        }
    }

    @Test("Three thousand mistakes are counted, and a thousand named")
    func mistakes() throws {
        let gift = String(repeating: "A {~x ~y}\n\n", count: 3_000)
        let file = try GIFTReader.read(Array(gift.utf8))
        #expect(file.refusals.count == 1_000)
        #expect(file.unnamed == 2_000)
    }

    @Test("What is not UTF-8 is refused with its line")
    func encodings() {
        let latin: [UInt8] = Array("A {T}\n\nNi".utf8) + [0x9A] + Array(" {T}".utf8)
        #expect(throws: QuestionFileRefusal(.notUTF8, line: 3)) { try GIFTReader.read(latin) }
        #expect(throws: QuestionFileRefusal(.notUTF8)) { try MoodleXMLReader.read(latin) }
        #expect(throws: QuestionFileRefusal(.notUTF8, line: 1)) {
            try GIFTReader.read([0xFF, 0xFE, 0x41, 0x00])
        }
    }

    @Test("Files that are too large are refused unread")
    func size() {
        var limits = QuestionLimits()
        limits.fileBytesMax = 10
        let refusal = QuestionFileRefusal(.tooLarge, place: "10")
        let bytes = Array("0123456789A".utf8)
        #expect(throws: refusal) { try GIFTReader.read(bytes, limits: limits) }
        #expect(throws: refusal) { try MoodleXMLReader.read(bytes, limits: limits) }
    }

    @Test("Control characters of a file are none of ours")
    func controls() throws {
        let gift = "A\u{1}\u{2}\u{4}b \u{E}{=x\u{6}y ~z\u{0}}"
        let question = try #require(try GIFTReader.read(Array(gift.utf8)).questions.first)
        #expect(Outline.of(question) == "single Ab\nAb\n100 xy\n0 z")
    }

    @Test("Bytes of chance are read or refused, and never more than that")
    func chance() throws {
        var generator = SplitMix64(seed: 20)
        let parts = [
            "::", "{", "}", "=", "~", "->", "#", "####", "%50%", "\n\n", "\n", "//", "\\", "T",
            "[html]",
            "<b>", "</b>", "<td>", "1..2", ":", "$CATEGORY:", "č", "&amp;", " ",
        ]
        var taken = 0
        for _ in 0..<20_000 {
            let gift = (0..<12).map { _ in
                parts[Int(generator.next() % UInt64(parts.count))]
            }.joined()
            let file = try GIFTReader.read(Array(gift.utf8))
            taken += file.entries.count
            for question in file.questions {
                #expect(QuestionText(stored: question.text.html) == question.text, "\(gift)")
            }
        }
        #expect(taken > 100)
    }
}
