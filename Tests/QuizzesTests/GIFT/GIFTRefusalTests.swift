import Quizzes
import Testing

@Suite("Questions in GIFT that are not taken")
struct GIFTRefusalTests {
    private static let wrong: [(gift: String, refused: String)] = [
        ("Only a text.", "1 kind_not_taken description"),
        ("::Essay::Write. {}", "1 kind_not_taken essay"),
        ("Write. {####Everybody.}", "1 kind_not_taken essay"),
        ("A\nb {=x ~y", "2 braces_open {=x ~y"),
        ("A =x ~y}", "1 braces_unopened }"),
        ("} A {", "1 braces_unopened } A {"),
        ("A {=x ~y}\nB {T}", "2 braces_twice {T}"),
        ("A {=x {y}}", "1 braces_twice {y}}"),
        ("::A {T}", "1 name_open ::A {T}"),
        ("A {x ~y =z}", "1 answers_begin_without x"),
        ("A {=x -> y\n=z}", "2 pair_incomplete z"),
        ("A {=x -> y\n=z -> }", "2 pair_incomplete z ->"),
        ("A {~%101%x ~y}", "1 weight_invalid %101%"),
        ("A {~%1-0%x ~y}", "1 weight_invalid %1-0%"),
        ("A {#two}", "1 number_invalid two"),
        ("A {#1:x}", "1 number_invalid 1:x"),
        ("A {#1..}", "1 number_invalid 1.."),
        ("A {#}", "1 answers_missing "),
        ("A {#5..1}", "1 range_invalid 5..1"),
        ("A {#5:-1}", "1 range_invalid 5:-1"),
        ("{T}", "1 text_missing "),
        ("A {=x ~}", "1 answers_too_few "),
        ("A {~x ~y}", "1 nothing_right "),
        ("A {~%-50%x ~%0%y}", "1 nothing_right "),
        ("A {=%0%x}", "1 nothing_right "),
        ("A {=x ~y ~ x}", "1 answer_twice x"),
        ("A {=x -> z =y -> z}", "1 matches_too_few "),
        ("A {= -> z = -> y}", "1 answers_missing "),
        ("A {=" + String(repeating: "x", count: 1_001) + "}", "1 line_too_long 1000"),
        (String(repeating: "x", count: 65_537) + " {T}", "1 text_too_long 65536"),
        ("A {" + String(repeating: "~x ", count: 101) + "}", "1 answers_too_many 100"),
    ]

    @Test("Each is named with its line, and what is around it is taken", arguments: wrong)
    func refuses(_ gift: String, _ refused: String) throws {
        let whole = "Before. {T}\n\n\(gift)\n\nAfter. {F}"
        let file = try GIFTReader.read(Array(whole.utf8))
        #expect(file.questions.map(\.name) == ["Before.", "After."])
        let seen = file.refusals.map { "\($0.line - 2) \($0.code.rawValue) \($0.place ?? "")" }
        #expect(seen == [refused])
    }

    @Test("Every refusal says its line and something to do")
    func messages() throws {
        for (gift, _) in Self.wrong {
            let refusal = try #require(try GIFTReader.read(Array(gift.utf8)).refusals.first)
            #expect(refusal.message.hasPrefix("Line \(refusal.line)"))
            #expect(refusal.message.hasSuffix("."))
            #expect(!refusal.message.contains(refusal.code.rawValue), "\(refusal.message)")
        }
    }

    @Test("The name stands in the refusal")
    func name() throws {
        let file = try GIFTReader.read(Array("::Exits::A {~x ~y}".utf8))
        #expect(file.refusals.map(\.name) == ["Exits"])
    }

    @Test("A blank line inside of braces is one mistake and not two")
    func blankLine() throws {
        let gift = "A {\n=x\n\n~y\n}\n\nB {T}\n\n}"
        let file = try GIFTReader.read(Array(gift.utf8))
        #expect(file.questions.map(\.name) == ["B"])
        #expect(file.refusals.map(\.code) == [.bracesOpen, .bracesUnopened])
        #expect(file.refusals.map(\.line) == [1, 9])
    }

    @Test("Categories are kept as far as their names together have a place")
    func longCategories() throws {
        for (length, kept) in [(10, 16), (600, 3), (1_200, 1)] {
            let name = String(repeating: "x", count: length)
            let path = Array(repeating: name, count: 20).joined(separator: "/")
            let file = try GIFTReader.read(Array("$CATEGORY: \(path)\n\nA {T}".utf8))
            #expect(file.questions.map(\.category.count) == [kept], "\(length)")
        }
    }
}
