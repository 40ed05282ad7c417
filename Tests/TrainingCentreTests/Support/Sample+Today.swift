import Credentials
import Postgres
import Testing

@testable import TrainingCentre

extension Sample {
    /// A cohort whose only session is today, with so many people; gives their private codes.
    @discardableResult
    static func today(
        _ code: String,
        _ count: Int = 3,
        in centre: TrainingCentre
    ) async throws -> [VerificationID] {
        try await cohort(code, in: centre)
        try await centre.sql(
            """
            UPDATE cohorts SET starts_on = centre_today(), ends_on = centre_today()
            WHERE code = \(code)
            """
        )
        try await centre.sql(
            """
            INSERT INTO sessions (cohort_id, held_on, hours)
            SELECT id, starts_on, 6 FROM cohorts WHERE code = \(code)
            """
        )
        try await enrol(emails(count), in: code, centre)
        return try await codes(code, in: centre)
    }

    /// The private codes of a cohort's enrolments, by e-mail address.
    static func codes(
        _ code: String,
        in centre: TrainingCentre
    ) async throws -> [VerificationID] {
        try await centre.database.transaction {
            try $0.rows(
                """
                SELECT enrolments.code FROM enrolments
                JOIN people ON people.id = enrolments.person_id
                JOIN cohorts ON cohorts.id = enrolments.cohort_id
                WHERE cohorts.code = \(code) ORDER BY people.email
                """,
                as: VerificationID.self
            )
        }
    }

    /// Today on the centre's calendar.
    static func today(in centre: TrainingCentre) async throws -> String {
        try await centre.value("SELECT centre_today()::text", as: String.self)
    }

    /// An account's actor with the role of a trainer who teaches a cohort.
    static func trainer(
        of cohort: String,
        _ email: String,
        in centre: TrainingCentre
    ) async throws -> Actor {
        try await centre.importText("name,email\nTara Tren,\(email)\n", as: .people)
        return try await centre.write(.clerk(because: "nema drugog")) {
            let trainer = try Trainer.assign(email, to: cohort, by: .clerk, in: $0)
            return Actor(name: "account 77", personID: trainer.person.id, roles: [.trainer])
        }
    }

    /// The reasons of everybody in a cohort, by e-mail address.
    static func reasons(_ code: String, in centre: TrainingCentre) async throws -> [[String]] {
        let found = try await centre.read {
            try Eligibility.list(cohort: code, kind: .completion, by: .clerk, in: $0)
        }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.email, $0.reasons) })
            .sorted { $0.key < $1.key }.map(\.value)
    }
}
