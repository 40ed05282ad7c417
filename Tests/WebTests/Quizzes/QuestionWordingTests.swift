import Documents
import Quizzes
import Testing
import TrainingCentre

@testable import Web

@Suite("What is wrong with a file of questions, in words")
struct QuestionWordingTests {
    @Test("Every refusal of a question and of a file has words in Serbian")
    func words() {
        #expect(Set(QuestionWording.words.keys) == Set(QuestionRefusal.Code.allCases))
        for words in QuestionWording.words.values {
            #expect(!words.isEmpty && !words.hasSuffix("."))
        }
        let ofFiles = QuizFileRefused.codes.filter { $0 != "questions_refused" }
        #expect(Set(QuestionWording.files.keys) == Set(ofFiles))
    }

    @Test("The lines are named, in either script, and in English by what the reader says")
    func lines() throws {
        let text = "Добро? {T}\n\nОтворено? {=a\n\nИсте? {=a ~a}\n"
        let refused = #expect(throws: QuizFileRefused.self) {
            try QuizFile(Array(text.utf8), as: .gift)
        }
        let titles = QuestionWording.titles(try #require(refused))
        #expect(
            titles.srCyrl == "Није узето ниједно питање – ред 3: заграда „{“ нема свој крај; "
                + "ред 5: исти одговор стоји двапут."
        )
        #expect(titles.srLatn.contains("red 5: isti odgovor stoji dvaput"))
        #expect(titles.en.hasPrefix("No question is taken. Line 3"))
    }
}
