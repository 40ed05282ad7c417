import Foundation
import Postgres
import Quizzes
import Testing

@testable import TrainingCentre

extension Sample {
    /// Questions of all six kinds, each worth a point, in three categories.
    static let questions = """
        $CATEGORY: Основе

        ::један:: Ко одлучује о азилу? {
            =Канцеларија за азил#Тачно, у првом степену.
            ~Општина#Не, општина помаже.
            ~Комесаријат
        }

        ::више:: Шта су подаци о личности? {
            ~%50%име ~%50%број телефона ~%-100%број становника
        }

        $CATEGORY: Изрази

        ::тачно:: Тумач додаје своје мишљење. {FALSE#Јесте ли сигурни?#Тако је.}

        ::парови:: Шта коме? {
            =дете -> старатељ
            =болесник -> лекар
            ####Свако има право на помоћ.
        }

        $CATEGORY: Писани

        // [tag:both-scripts]
        ::реч:: Главни град Србије? {=Београд}

        ::број:: Колико је 3/2? {#1.5:0.01}
        """

    /// Where pictures of questions are kept.
    static let pictures = BlobStore(
        directory: FileManager.default.temporaryDirectory
            .appending(path: "obuka_pictures_\(ProcessInfo.processInfo.processIdentifier)").path
    )

    /// A cohort of a course that takes a quiz, with so many people who attended and passed; nothing
    /// is in the module yet.
    static func quiz(
        _ cohort: String,
        _ count: Int = 1,
        in centre: TrainingCentre
    ) async throws -> [(enrolment: Enrolment, actor: Actor)] {
        for (noun, text) in [
            (.courses, "code,title_sr_latn\nSAKVIZOM,Obuka sa kvizom\n"),
            (.modules, "code,title_sr_latn,kind,hours\nKVIZ,Kviz,quiz,1\n"),
            (
                .courseVersions,
                "course_code,modules,required_modules\nSAKVIZOM,KVIZ,KVIZ\n"
            ),
            (
                .cohorts,
                """
                cohort_code,course_code,starts_on,ends_on,venue,capacity
                \(cohort),SAKVIZOM,2024-02-01,2024-02-02,Plandište,20
                """
            ),
        ] as [(ImportedNoun, String)] {
            let report = try await centre.importText(text, as: noun)
            #expect(report.rejected.map(\.problem) == [], "\(noun)")
        }
        _ = try await centre.write(.clerk) { try Cohort.publish(cohort, by: .clerk, in: $0) }
        try await enrol(emails(count), in: cohort, centre)
        try await centre.importText(attendance(cohort, emails(count)), as: .attendance)
        try await centre.importText(results(cohort, emails(count)), as: .results)
        return try await centre.read { transaction in
            let enrolments = try Enrolment.list(
                cohort: cohort,
                page: PageRequest(),
                by: .clerk,
                in: transaction
            ).items
            return try enrolments.enumerated().map { place, enrolment in
                let person = try Person.find(
                    email: enrolment.email,
                    by: .clerk,
                    in: transaction
                ).id
                let name = "account \(50 + place)"
                return (enrolment, Actor(name: name, personID: person, roles: [.trainee]))
            }
        }
    }

    /// Enters questions in GIFT into the module, with rules.
    @discardableResult
    static func enterQuestions(
        _ text: String = questions,
        _ rules: [String: String] = [:],
        draw: [String] = [],
        in centre: TrainingCentre
    ) async throws -> Quiz {
        try await enterQuestions(
            try QuizFile(Array(text.utf8), as: .gift),
            rules,
            draw: draw,
            in: centre
        )
    }

    @discardableResult
    static func enterQuestions(
        _ file: QuizFile,
        _ rules: [String: String] = [:],
        draw: [String] = [],
        in centre: TrainingCentre
    ) async throws -> Quiz {
        let blobs = pictures
        return try await centre.write(.clerk) {
            try Quiz.enter(
                file,
                into: "KVIZ",
                rules: Form(rules, lists: draw.isEmpty ? [:] : ["draw": draw]),
                keepingIn: blobs,
                by: .clerk,
                in: $0
            )
        }
    }
}

/// A learner at the quiz of `Sample.quiz`.
struct QuizLearner {
    let centre: TrainingCentre
    let enrolment: Enrolment
    let actor: Actor

    func begin() async throws -> QuizAttempt {
        let (chance, actor, handle) = (centre.chance, actor, enrolment.handle)
        return try await centre.write(Act(by: actor)) {
            try QuizAttempt.begin("KVIZ", of: handle, chance: chance, by: actor, in: $0)
        }
    }

    func place(_ attempt: Int) -> QuizPlace {
        QuizPlace(enrolment: enrolment.handle, module: "KVIZ", attempt: attempt)
    }

    func find(_ attempt: Int, by reader: Actor? = nil) async throws -> QuizAttempt {
        let (place, actor) = (place(attempt), reader ?? actor)
        return try await centre.read { try place.find(by: actor, in: $0) }
    }

    @discardableResult
    func answer(
        _ attempt: Int,
        _ number: Int,
        _ shown: ShownAnswer,
        by other: Actor? = nil
    ) async throws -> QuizAttempt {
        let (place, actor) = (place(attempt), other ?? actor)
        return try await centre.write(Act(by: actor)) {
            try QuizAttempt.answer(place, question: number, shown, by: actor, in: $0)
        }
    }

    @discardableResult
    func submit(_ attempt: Int, confirmed: Bool = true) async throws -> QuizAttempt {
        let (place, act) = (place(attempt), Act(by: actor))
        return try await centre.write(act) {
            try QuizAttempt.submit(place, confirmed: confirmed, by: act, in: $0)
        }
    }

    /// Answers rightly what is asked, as somebody who sees only what is shown.
    func answerRightly(_ attempt: QuizAttempt, but wrong: Set<Question.Kind> = []) async throws {
        for asked in attempt.questions where !wrong.contains(asked.kind) {
            try await answer(attempt.number, asked.number, QuizLearner.right(asked))
        }
    }

    static func right(_ asked: QuizAsked) -> ShownAnswer {
        func choices(_ wanted: [String]) -> ShownAnswer {
            .choices(
                Set(asked.choices.indices.filter { wanted.contains(asked.choices[$0].plain) })
            )
        }
        switch asked.kind {
        case .single: return choices(["Канцеларија за азил"])
        case .multiple: return choices(["име", "број телефона"])
        case .trueFalse: return .truth(false)
        case .matching:
            let wanted = asked.pairs.map { $0.plain == "дете" ? "старатељ" : "лекар" }
            return .matches(wanted.map { asked.matches.firstIndex(of: $0) })
        case .shortAnswer: return .text(" beograd ")
        case .numeric: return .text("1,5")
        }
    }
}
