import Quizzes
import Testing

@Suite("Marking an answer")
struct GradingTests {
    private static func text(_ text: String) -> QuestionText { QuestionText(plain: text) }

    private static func question(_ answers: Question.Answers) -> Question {
        Question(name: "Q", text: text("Q"), answers: answers)
    }

    private static func weight(_ percent: String) throws -> Weight { try #require(Weight(percent)) }

    private static func said(_ grade: Grade) -> [String] { grade.feedback.map(\.plain) }

    @Test("One choice counts by its weight, never below nothing")
    func single() throws {
        let question = Self.question(
            .single([
                Choice(Self.text("a"), .none, feedback: Self.text("no")),
                Choice(Self.text("b"), .whole, feedback: Self.text("yes")),
                Choice(Self.text("c"), try Self.weight("33.33333")),
                Choice(Self.text("d"), try Self.weight("-50")),
            ])
        )
        #expect((0..<4).map { question.grade(.choices([$0])).fraction } == [0, 1, 0.3333333, 0])
        #expect(Self.said(question.grade(.choices([0]))) == ["no"])
        #expect(Self.said(question.grade(.choices([1]))) == ["yes"])
        for given: GivenAnswer in [
            .nothing, .choices([]), .choices([0, 1]), .choices([4]), .choices([-1]), .truth(true),
            .text("b"), .matches([1: "b"]),
        ] {
            #expect(question.grade(given).fraction == 0, "\(given)")
            #expect(question.grade(given).feedback == [], "\(given)")
        }
    }

    @Test("Several choices count together, from nothing to the whole")
    func multiple() throws {
        let weights = ["33.33333", "33.33333", "33.33333", "-100", "0"]
        let choices = try weights.enumerated().map { place, percent in
            Choice(
                Self.text("\(place)"),
                try Self.weight(percent),
                feedback: Self.text("said \(place)")
            )
        }
        let question = Self.question(.multiple(choices))
        #expect(question.grade(.choices([0, 1, 2])).fraction == 1)
        #expect(question.grade(.choices([0, 1])).fraction == 0.6666666)
        #expect(question.grade(.choices([0, 1, 2, 4])).fraction == 1)
        #expect(question.grade(.choices([0, 1, 2, 3])).fraction == 0)
        #expect(question.grade(.choices([])).fraction == 0)
        #expect(question.grade(.choices([0, 9])).fraction == 0)
        #expect(Self.said(question.grade(.choices([3, 0]))) == ["said 0", "said 3"])
    }

    @Test("What is lost by rounding weights is not lost to the learner")
    func rounding() throws {
        for (percent, count) in [("14.28", 7), ("16.67", 6), ("33.33", 3), ("11.11", 9)] {
            let weights = Array(repeating: try Self.weight(percent), count: count)
            #expect(Weight.fraction(of: weights) == 1)
        }
        #expect(Weight.fraction(of: [try Self.weight("99.9")]) == 0.999)
    }

    @Test("A statement is true or false", arguments: [true, false])
    func truth(_ isTrue: Bool) {
        let question = Self.question(
            .trueFalse(
                TrueFalse(
                    isTrue,
                    feedbackOnTrue: Self.text("said true"),
                    feedbackOnFalse: Self.text("said false")
                )
            )
        )
        #expect(question.grade(.truth(isTrue)).fraction == 1)
        #expect(question.grade(.truth(!isTrue)).fraction == 0)
        #expect(Self.said(question.grade(.truth(true))) == ["said true"])
        #expect(Self.said(question.grade(.truth(false))) == ["said false"])
    }

    @Test("Pairs count each for its share")
    func matching() {
        let pairs = [("a", "1"), ("b", "2"), ("c", "1"), ("d", "3")].map {
            Matching.Pair(Self.text($0.0), $0.1)
        }
        let matching = Matching(pairs, extra: ["4", "3"])
        #expect(matching.matches == ["1", "2", "3", "4"])
        let question = Self.question(.matching(matching))
        #expect(question.grade(.matches([0: "1", 1: "2", 2: "1", 3: "3"])).fraction == 1)
        #expect(question.grade(.matches([0: "1", 1: "4", 2: "1", 3: "1"])).fraction == 0.5)
        #expect(question.grade(.matches([0: "1", 7: "1"])).fraction == 0.25)
        #expect(question.grade(.matches([:])).fraction == 0)
    }

    @Test("What is said by how right it was comes after what is said to the answer")
    func outcome() throws {
        var question = Self.question(
            .single([
                Choice(Self.text("a"), .whole, feedback: Self.text("yes")),
                Choice(Self.text("b"), .none), Choice(Self.text("c"), try Self.weight("50")),
            ])
        )
        question.outcome = Question.Outcome(
            right: Self.text("right"),
            partlyRight: Self.text("partly"),
            wrong: Self.text("wrong")
        )
        #expect(Self.said(question.grade(.choices([0]))) == ["yes", "right"])
        #expect(Self.said(question.grade(.choices([1]))) == ["wrong"])
        #expect(Self.said(question.grade(.choices([2]))) == ["partly"])
        #expect(question.grade(.choices([2])).outcome == .partlyRight)
        #expect(Self.said(question.grade(.nothing)) == ["wrong"])
    }
}

@Suite("Marking an answer in words")
struct WrittenAnswerTests {
    private static let both: LetterForms = [.bothScripts, .withoutMarks]

    private static let fitting: [(key: String, given: String, letters: LetterForms)] = [
        ("Nišava", "  nišava\n", []), ("Novi Pazar", "novi \u{A0} pazar", []),
        ("Nišava", "Nis\u{30C}ava", []), ("Nis\u{30C}ava", "NIŠAVA", []),
        ("Ni\u{AD}š", "N\u{200B}iš", []), ("first * law", "First second law", []),
        ("*", "x", []), ("a*b*c", "abbc", []),
        ("a*b*c", "axbybzc", []), ("**a**", "xay", []), ("2\\*3", "2*3", []),
        ("\\*", "*", []), ("*ava", "Nišava", []), ("Niš*", "Niš", []),
        ("Niš", "Ниш", .bothScripts), ("Ниш", "Niš", .bothScripts),
        ("Љубовија", "ljubovija", .bothScripts), ("Ljubovija", "ЉУБОВИЈА", .bothScripts),
        ("Niš*", "Нишава", .bothScripts), ("Čačak", "Cacak", .withoutMarks),
        ("Cacak", "Čačak", .withoutMarks), ("Đorđe", "Djordje", .withoutMarks),
        ("Đorđe", "Dorde", .withoutMarks), ("Djordje", "Đorđe", .withoutMarks),
        ("Ђорђе", "djordje", both), ("Žabalj", "жабаљ", both), ("Жабаљ", "zabalj", both),
    ]

    private static let others: [(key: String, given: String, letters: LetterForms)] = [
        ("Nišava", "", []), ("Nišava", " ", []), ("*", " ", []), ("Nišava", "Nisava", []),
        ("Nišava", "Nišava reka", []), ("Nišava", "reka Nišava", []), ("a*b", "ab c", []),
        ("first * law", "first  law", []), ("a*a", "a", []), ("2\\*3", "2x3", []),
        ("2\\*3", "23", []), ("a*b*c", "acb", []),
        ("Niš", "Ниш", []), ("Niš", "Ниш", .withoutMarks), ("Čačak", "Cacak", .bothScripts),
        ("Čačak", "Чачок", both), ("a.c", "abc", []), ("Novi Pazar", "NoviPazar", []),
    ]

    private static var half: Weight { get throws { try #require(Weight("50")) } }

    private static func fraction(
        _ key: String,
        _ given: String,
        _ letters: LetterForms,
        isCaseSensitive: Bool = false
    ) -> Double {
        let keys = [ShortAnswers.Key(key)]
        let short = ShortAnswers(keys, isCaseSensitive: isCaseSensitive, letters: letters)
        let question = Question(
            name: "Q",
            text: QuestionText(plain: "Q"),
            answers: .shortAnswer(short)
        )
        return question.grade(.text(given)).fraction
    }

    @Test("It fits, whatever its spaces, composition and capitals", arguments: fitting)
    func fits(_ key: String, _ given: String, _ letters: LetterForms) {
        #expect(Self.fraction(key, given, letters) == 1)
    }

    @Test("It does not fit", arguments: others)
    func fitsNot(_ key: String, _ given: String, _ letters: LetterForms) {
        #expect(Self.fraction(key, given, letters) == 0)
    }

    @Test("Capitals count where the question says so")
    func capitals() {
        #expect(Self.fraction("CO2*", "CO2 gas", [], isCaseSensitive: true) == 1)
        #expect(Self.fraction("CO2*", "Co2 gas", [], isCaseSensitive: true) == 0)
        #expect(Self.fraction("Đorđe", "Djordje", Self.both, isCaseSensitive: true) == 1)
        #expect(Self.fraction("Đorđe", "djordje", Self.both, isCaseSensitive: true) == 0)
    }

    @Test("The first key that fits counts, with what it says")
    func first() throws {
        let keys = [
            ShortAnswers.Key("Nišava", .whole, feedback: QuestionText(plain: "yes")),
            ShortAnswers.Key("Ni*", try Self.half, feedback: QuestionText(plain: "hm")),
            ShortAnswers.Key("*", .none, feedback: QuestionText(plain: "no")),
        ]
        let question = Question(
            name: "Q",
            text: QuestionText(plain: "Q"),
            answers: .shortAnswer(ShortAnswers(keys))
        )
        let grades = ["Nišava", "Nil", "Ibar"].map { question.grade(.text($0)) }
        #expect(grades.map(\.fraction) == [1, 0.5, 0])
        #expect(grades.flatMap { $0.feedback.map(\.plain) } == ["yes", "hm", "no"])
    }

    @Test("A key of asterisks and a long answer take no long time")
    func hostile() {
        let key = String(repeating: "*a", count: 400) + "*b"
        let time = ContinuousClock().measure {
            #expect(Self.fraction(key, String(repeating: "a", count: 4_000), []) == 0)
            #expect(Self.fraction("*", String(repeating: "a", count: 4_001), []) == 0)
        }
        #expect(time < .seconds(30))
    }
}

@Suite("Marking a number")
struct NumericAnswerTests {
    private static func grade(_ gift: String, _ given: String) throws -> Double {
        let file = try GIFTReader.read(Array("Q {\(gift)}".utf8))
        return try #require(file.questions.first).grade(.text(given)).fraction
    }

    private static let cases: [(gift: String, given: String, fraction: Double)] = [
        ("#3.1415:0.0005", "3.142", 1), ("#3.1415:0.0005", "3,141", 1),
        ("#3.1415:0.0005", "3.1421", 0), ("#3.1415:0.0005", "3.1409", 0),
        ("#0.3:0.1", "0.4", 1), ("#0.3:0.1", "0.2", 1), ("#0.3:0.1", "0.40000001", 0),
        ("#1..5", "1", 1), ("#1..5", " 5,0 ", 1), ("#1..5", "5.01", 0), ("#1..5", "0,99", 0),
        ("#-3", "-3", 1), ("#-3", "\u{2212}3", 1), ("#-3", "3", 0), ("#1500", "1.5e3", 1),
        ("#1500", "1500.000", 1), ("#1500", "1,500", 0), ("#1500", "1.500,0", 0),
        ("#1500", "+1500", 1), ("#4", "four", 0), ("#4", "", 0), ("#4", "4 m", 0), ("#4", "4e", 0),
        ("#=4:0 =%50%4:1", "4", 1), ("#=4:0 =%50%4:1", "5", 0.5), ("#=4:0 =%50%4:1", "6", 0),
        ("#4 =%10%*", "anything", 0.1), ("#4 =%10%*", " ", 0), ("#0", "-0", 1), ("#0", ",0", 1),
        ("#0", ".", 0), ("#0", "1e-40", 0), ("#0", "NaN", 0), ("#0", "0x0", 0),
    ]

    @Test("It counts within its tolerance, exactly", arguments: cases)
    func counts(_ gift: String, _ given: String, _ fraction: Double) throws {
        #expect(try Self.grade(gift, given) == fraction)
    }

    @Test("A number is written so that it is read again")
    func texts() throws {
        for text in ["0", "-3.25", "1500", "0.000000000001", "123456789012345678901234567890"] {
            #expect(try #require(Number(text)).text == text)
        }
        #expect(Number("1234567890123456789012345678901") == nil)
        #expect(Weight("12.345678")?.percent == "12.34568")
        #expect(Weight("-100")?.percent == "-100")
        #expect(Weight("100.00001") == nil)
        #expect(Weight("-0.5")?.percent == "-0.5")
        #expect(Points("0.3333333")?.text == "0.33333")
        #expect(Points("1000.1") == nil)
        #expect(Points("-1") == nil)
    }
}
