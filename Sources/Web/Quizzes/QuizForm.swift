import Quizzes
import TrainingCentre

/// The form of a question's page, as a browser sends it.
enum QuizForm {
    /// What was answered, by the places that were shown; what is no place counts for no choice.
    static func answer(_ values: [String: String], to asked: QuizAsked) -> ShownAnswer {
        switch asked.kind {
        case .single:
            return values["choice"].flatMap(Int.init).map { .choices([$0]) } ?? .nothing
        case .multiple:
            return .choices(Set(asked.choices.indices.filter { values["choice-\($0)"] != nil }))
        case .trueFalse:
            return values["truth"].flatMap(Bool.init).map { .truth($0) } ?? .nothing
        case .matching:
            return .matches(asked.pairs.indices.map { values["match-\($0)"].flatMap(Int.init) })
        case .shortAnswer, .numeric: return .text(values["text"] ?? "")
        }
    }
}
