import Quizzes
import Testing

@Suite("A draw of questions")
struct DrawTests {
    @Test("The generator gives the published numbers")
    func published() {
        // The reference implementation in C, of Vigna (2015), with the seed 1234567.
        var generator = SplitMix64(seed: 1_234_567)
        #expect(
            (0..<5).map { _ in generator.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ]
        )
    }

    private static let pools = [
        Draw.Pool(Array(0..<20), count: 4), Draw.Pool(Array(15..<40), count: 3),
    ]

    @Test("The same seed draws the same, also in a later release")
    func frozen() throws {
        let draw = Draw(seed: 42)
        let drawn = try draw.questions(from: Self.pools)
        #expect(try Draw(seed: 42).questions(from: Self.pools) == drawn)
        #expect(drawn == FrozenDraw.questions)
        #expect(draw.inOrderOfChance(drawn) == FrozenDraw.shuffled)
        #expect(draw.order(of: Self.question(5), at: 0) == FrozenDraw.order)
    }

    @Test("Every draw has what was wanted of each pool, and nothing twice")
    func counts() throws {
        var seen: Set<[Int]> = []
        for seed: UInt64 in 0..<2_000 {
            let drawn = try Draw(seed: seed).questions(from: Self.pools)
            #expect(drawn.count == 7)
            #expect(Set(drawn).count == 7)
            #expect(drawn.prefix(4).allSatisfy(Self.pools[0].keys.contains))
            #expect(drawn.suffix(3).allSatisfy(Self.pools[1].keys.contains))
            #expect(Draw(seed: seed).inOrderOfChance(drawn).sorted() == drawn.sorted())
            seen.insert(drawn)
        }
        #expect(seen.count > 1_990)
    }

    @Test("Every question is as likely as the others, and every order")
    func fairness() throws {
        var drawn = Array(repeating: 0, count: 10)
        var orders: [[Int]: Int] = [:]
        let pool = Draw.Pool(Array(0..<10), count: 3)
        for seed: UInt64 in 0..<30_000 {
            for key in try Draw(seed: seed).questions(from: [pool]) { drawn[key] += 1 }
            orders[Draw(seed: seed).order(of: Self.question(3), at: 7), default: 0] += 1
        }
        // Five standard deviations: of 9,000 expected each, and of 5,000.
        #expect(drawn.allSatisfy { abs($0 - 9_000) < 400 }, "\(drawn)")
        #expect(orders.count == 6)
        #expect(orders.values.allSatisfy { abs($0 - 5_000) < 325 }, "\(orders)")
    }

    @Test("A pool that is too small is named")
    func tooFew() {
        let pools = [Draw.Pool(["a", "b"], count: 2), Draw.Pool(["b", "c", "c", "a"], count: 2)]
        #expect(throws: Draw.TooFew(pool: 1, wanted: 2, left: 1)) {
            try Draw(seed: 1).questions(from: pools)
        }
    }

    @Test("Another count of a pool changes no pool that shares nothing with it")
    func independent() throws {
        let other = Draw.Pool(Array(100..<120), count: 5)
        let few = try Draw(seed: 9).questions(from: [Draw.Pool(Array(0..<20), count: 1), other])
        let many = try Draw(seed: 9).questions(from: [Draw.Pool(Array(0..<20), count: 9), other])
        #expect(few.suffix(5) == many.suffix(5))
        #expect(few.first == many.first)
    }

    @Test("Answers keep their order where the question says so, and others have none")
    func order() {
        var question = Self.question(6)
        question.shufflesAnswers = false
        #expect(Draw(seed: 3).order(of: question, at: 0) == [0, 1, 2, 3, 4, 5])
        question.answers = .trueFalse(TrueFalse(true))
        #expect(Draw(seed: 3).order(of: question, at: 0) == [])
        let shown = Set((0..<50).map { Draw(seed: 3).order(of: Self.question(6), at: $0) })
        #expect(shown.count > 40)
        let pairs = (0..<4).map { Matching.Pair(QuestionText(plain: "\($0)"), "m\($0 % 3)") }
        question.answers = .matching(Matching(pairs, extra: ["x"]))
        #expect(Draw(seed: 3).order(of: question, at: 0).sorted() == [0, 1, 2, 3])
    }

    private static func question(_ count: Int) -> Question {
        let choices = (0..<count).map {
            Choice(QuestionText(plain: "\($0)"), $0 == 0 ? .whole : .none)
        }
        return Question(name: "Q", text: QuestionText(plain: "Q"), answers: .single(choices))
    }
}

/// What was drawn with the seed 42 when draws began; attempts of then have to look so.
private enum FrozenDraw {
    static let questions = [14, 19, 5, 18, 29, 35, 21]
    static let shuffled = [5, 14, 35, 29, 21, 18, 19]
    static let order = [3, 0, 4, 2, 1]
}
