import Quizzes
import Testing

@Suite("Questions that are written and read again")
struct RoundTripTests {
    @Test("Moodle XML gives back what it was given, pictures and all", arguments: UInt64(0)..<10)
    func moodleXML(_ seed: UInt64) throws {
        var samples = SampleQuestions(seed: seed)
        let questions = (0..<50).map { place in
            var question = samples.question(hasPictures: true)
            question.points = Points(units: place * 12_345) ?? .one
            if question.hasOrder { question.shufflesAnswers = place % 2 == 0 }
            if place % 3 == 0 { question.outcome.right = samples.text(true) }
            if place % 5 == 0 { question.outcome.partlyRight = samples.text(false) }
            if place % 7 == 0 { question.outcome.wrong = samples.text(false) }
            if case .shortAnswer(var short) = question.answers {
                short.isCaseSensitive = place % 2 == 0
                question.answers = .shortAnswer(short)
            }
            return question
        }
        let bytes = MoodleXMLWriter.file(questions, pictures: samples.pictures)
        let file = try MoodleXMLReader.read(bytes)
        #expect(file.refusals == [])
        try compare(file.questions, questions)
        #expect(
            file.pictures
                == samples.pictures.filter { digest, _ in
                    questions.contains { $0.pictures.contains(digest) }
                }
        )
        #expect(MoodleXMLWriter.file(file.questions, pictures: file.pictures) == bytes)
    }

    private func compare(_ read: [Question], _ written: [Question]) throws {
        try #require(read.count == written.count)
        for (one, other) in zip(read, written) where one != other {
            #expect(Outline.of(one) == Outline.of(other))
            #expect(one == other)
        }
    }
}

extension Question {
    fileprivate var hasOrder: Bool {
        switch answers {
        case .single, .multiple, .matching: true
        case .trueFalse, .shortAnswer, .numeric: false
        }
    }
}
