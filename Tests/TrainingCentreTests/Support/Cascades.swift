import Postgres
import Testing

@testable import TrainingCentre

/// A training of trainers, what its graduates held, and who came: courses TOT and OBUKA.
struct Cascades {
    let centre: TrainingCentre

    static func made(in centre: TrainingCentre) async throws -> Cascades {
        let courses = """
            code,title_sr_latn,title_en
            MASTER,Obuka nastavnika trenera,Training of master trainers
            TOT,Obuka trenera,Training of trainers
            OBUKA,Narativ o migracijama,Narrative on migration
            """
        try await centre.importText(courses, as: .courses)
        let cascades = Cascades(centre: centre)
        try await cascades.qualify("TOT", for: ["OBUKA"])
        return cascades
    }

    @discardableResult
    func qualify(_ course: String, for courses: [String]) async throws -> [String] {
        try await centre.write(.clerk) {
            try Course.qualify(
                by: course,
                Form([:], lists: ["courses": courses]),
                by: .clerk,
                in: $0
            )
        }
    }

    func recognise(_ email: String, for course: String, on day: String) async throws {
        let form = Form([
            "email": email, "course": course, "basis": "Odluka direktora", "on": day,
        ])
        _ = try await centre.write(.clerk) {
            try Qualification.recognise(form, by: .clerk, in: $0)
        }
    }

    /// A two-day cohort with its people and trainers; everybody present, and all but `failing`
    /// pass.
    func cohort(
        _ code: String,
        of course: String,
        on days: [String],
        trainers: [String] = [],
        people: [String],
        failing: Set<String> = []
    ) async throws {
        let report = try await centre.importText(
            """
            cohort_code,course_code,starts_on,ends_on,venue,capacity
            \(code),\(course),\(days[0]),\(days[days.count - 1]),Plandište,\(max(1, people.count))
            """,
            as: .cohorts
        )
        #expect(report.rejected.map(\.problem) == [])
        let rows = people.enumerated().map { number, email in
            "\(code),Petar Petrović,\(email),\(Cascades.lsg(number)),engaged"
        }
        let enrolled = try await centre.importText(
            "cohort_code,name,email,lsg_code,employment\n" + rows.joined(separator: "\n"),
            as: .enrolments
        )
        #expect(enrolled.rejected.map(\.problem) == [])
        try await centre.importText(
            Sample.attendance(code, people, days: days),
            as: .attendance
        )
        let passing = people.filter { !failing.contains($0) }
        try await centre.importText(Sample.results(code, passing, score: "90"), as: .results)
        if !failing.isEmpty {
            let scores = Sample.results(code, Array(failing), score: "10")
            try await centre.importText(scores, as: .results)
        }
        for trainer in trainers { try await assign(trainer, to: code) }
    }

    func assign(
        _ email: String,
        to code: String,
        because reason: String? = "poziv direktora"
    ) async throws {
        let act = try Act(by: .clerk, because: reason)
        _ = try await centre.write(act) {
            try Trainer.assign(email, to: code, by: .clerk, in: $0)
        }
    }

    func person(_ email: String) async throws {
        try await centre.importText("name,email\nPetar Petrović,\(email)\n", as: .people)
    }

    func report(
        _ code: String,
        from: String? = nil,
        to: String? = nil,
        asOf: String? = nil
    ) async throws -> CascadeReport {
        let parameters = CascadeReport.Parameters(
            from: from.flatMap { CalendarDate($0) },
            to: to.flatMap { CalendarDate($0) },
            asOf: asOf.flatMap { CalendarDate($0) }
        )
        return try await centre.read {
            try CascadeReport.make(code, parameters, by: .clerk, in: $0)
        }
    }

    /// Twenty municipalities and cities by turns.
    static func lsg(_ number: Int) -> String {
        let codes = [
            "70017", "70025", "70033", "70041", "70050", "70068", "70076", "70084", "70262",
            "70289", "70297", "70319", "70327", "70335", "70343", "70351", "70360", "70378",
            "70386", "70394",
        ]
        return codes[number % codes.count]
    }
}
