import Documents
import Quizzes

/// An answer as it is kept: an object by the places that the question has things in.
///
/// `{}` for nothing, `{"choices": [0, 2]}`, `{"truth": true}`, `{"matches": {"0": 3}}` (the place
/// of the pair, and that of its match in the list to choose from), `{"text": "…"}`.
enum QuizAnswer {
    enum Limits {
        /// Of what is written, in Unicode scalars.
        static let lengthMax = 1_000
    }

    static func json(_ given: GivenAnswer, of question: Question) -> JSON {
        switch given {
        case .nothing: [:]
        case .choices(let places): ["choices": .array(places.sorted().map(JSON.integer))]
        case .truth(let said): ["truth": .bool(said)]
        case .text(let text): ["text": .string(text)]
        case .matches(let chosen):
            [
                "matches": .object(
                    chosen.sorted { $0.key < $1.key }.compactMap { pair, match in
                        question.matches.firstIndex(of: match).map {
                            JSON.Member("\(pair)", .integer($0))
                        }
                    }
                )
            ]
        }
    }

    static func given(_ json: JSON, of question: Question) -> GivenAnswer {
        if let choices = json["choices"]?.elements {
            return .choices(Set(choices.compactMap(\.wholeNumber)))
        }
        if case .bool(let said) = json["truth"] { return .truth(said) }
        if let text = json["text"]?.text { return .text(text) }
        guard let matches = json["matches"]?.members else { return .nothing }
        let all = question.matches
        return .matches(
            matches.reduce(into: [:]) { chosen, member in
                guard let pair = Int(member.name), let place = member.value.wholeNumber,
                    all.indices.contains(place)
                else { return }
                chosen[pair] = all[place]
            }
        )
    }
}

/// An answer by the places in which things were shown, as browsers and programs send it.
package enum ShownAnswer: Hashable, Sendable {
    case nothing
    /// From 0.
    case choices(Set<Int>)
    case truth(Bool)
    /// For each pair the place of its match, from 0.
    case matches([Int?])
    case text(String)
}

extension Question {
    /// The list of matches to choose from; empty for other kinds.
    var matches: [String] {
        if case .matching(let matching) = answers { matching.matches } else { [] }
    }
}
