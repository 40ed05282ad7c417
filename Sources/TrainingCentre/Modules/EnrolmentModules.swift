import Credentials
import Documents
import Postgres

/// Whose progress through the modules of a course it is, and the progress.
package struct EnrolmentModules: Sendable {
    package let enrolment: ID<Enrolment>
    package let email: String
    package let name: PersonName
    package let progress: ModuleProgress

    package var json: JSON {
        [
            "enrolment": .integer(enrolment.value), "person": .string(email),
            "name_sr_cyrl": .string(name.cyrillic), "name_sr_latn": .string(name.latin),
            "completed": .integer(progress.completed), "total": .integer(progress.modules.count),
            "missing": .array(progress.missing.map { .string($0.code) }),
            "modules": .array(progress.modules.map(\.json)),
        ]
    }

    /// The same as rows for a table, one for each module.
    package var rows: [JSON] {
        progress.modules.map { module in
            [
                "enrolment": .integer(enrolment.value), "person": .string(email),
                "name_sr_latn": .string(name.latin), "module": .string(module.code),
                "required": .bool(module.isRequired), "state": .string(module.state.rawValue),
                "progress_percent": module.trace?.progressPercent.json ?? .null,
                "last_at": JSON(module.trace?.lastAt.rfc3339),
                "completed_on": JSON(module.completion?.completedOn.description),
                "score_percent": module.completion?.scorePercent?.json ?? .null,
                "refused": JSON(module.trace?.refused?.why.rawValue),
            ]
        }
    }

    /// The columns of these rows.
    package static let columns = [
        "enrolment", "person", "name_sr_latn", "module", "required", "state", "progress_percent",
        "last_at", "completed_on", "score_percent", "refused",
    ]

    /// The progress of an enrolment, named by its code or id.
    ///
    /// For the person, the institution behind the enrolment, the cohort's trainers and the staff.
    /// Refuses with `NotFound` everybody else too.
    package static func find(
        _ enrolment: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> EnrolmentModules {
        let access = try EnrolmentAccess(enrolment, by: actor, in: transaction)
        let found = try list("enrolments.id = \(access.id)", in: transaction)
        guard let found = found.first else { throw NotFound("enrolment", enrolment) }
        return found
    }

    /// The progress of everybody who has a seat in a cohort, by name.
    ///
    /// Refuses with `NotFound` and `AccessError.notAllowed`.
    package static func list(
        cohort code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [EnrolmentModules] {
        let cohort = try Cohort.id(of: code, in: transaction)
        try actor.require(.readPeople, orTeaching: [cohort], in: transaction)
        return try list(
            "enrolments.cohort_id = \(cohort) AND enrolments.status = 'confirmed'",
            in: transaction
        )
    }

    /// The progress of somebody who has a seat in a cohort, by the id as it stands in an address.
    ///
    /// Refuses with `NotFound`.
    static func find(
        id typed: String,
        of code: String,
        in transaction: borrowing Transaction
    ) throws -> EnrolmentModules {
        let cohort = try Cohort.id(of: code, in: transaction)
        let found = try list(
            """
            enrolments.id = \(Int(typed) ?? 0) AND enrolments.cohort_id = \(cohort)
            AND enrolments.status = 'confirmed'
            """,
            in: transaction
        )
        guard let learner = found.first else { throw NotFound("enrolment", typed) }
        return learner
    }

    private static func list(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [EnrolmentModules] {
        let progress = try ModuleProgress.byEnrolment(condition, in: transaction)
        return try transaction.rows(
            """
            SELECT enrolments.id, people.email, people.given_name_cyrl, people.family_name_cyrl,
                people.given_name_latn, people.family_name_latn, people.proposed_script
            FROM enrolments JOIN people ON people.id = enrolments.person_id
            WHERE \(condition)
            ORDER BY \(Person.order()), enrolments.id
            """,
            as: (
                ID<Enrolment>.self, String.self, String.self, String.self, String.self,
                String.self, PersonName.ProposedScript?.self
            )
        ).map { row in
            EnrolmentModules(
                enrolment: row.0,
                email: row.1,
                name: PersonName(
                    givenCyrl: row.2,
                    familyCyrl: row.3,
                    givenLatn: row.4,
                    familyLatn: row.5,
                    proposedScript: row.6
                ),
                progress: progress[row.0] ?? ModuleProgress([])
            )
        }
    }
}

extension ModuleProgress {
    /// The progress of the enrolments that a condition picks; of a course without modules nothing.
    static func byEnrolment(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [ID<Enrolment>: ModuleProgress] {
        Dictionary(grouping: try rows(condition, in: transaction), by: \.enrolment)
            .mapValues { ModuleProgress($0.map(\.standing)) }
    }

    /// The progress of enrolments by their private codes; of a course without modules nothing.
    static func byCode(
        _ codes: [VerificationID],
        in transaction: borrowing Transaction
    ) throws -> [VerificationID: ModuleProgress] {
        Dictionary(
            grouping: try rows("enrolments.code = ANY(\(codes))", in: transaction),
            by: \.code
        )
        .mapValues { ModuleProgress($0.map(\.standing)) }
    }

    private typealias Row = (
        enrolment: ID<Enrolment>, code: VerificationID, standing: ModuleStanding
    )

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Row] {
        let rows = try transaction.rows(
            """
            SELECT enrolments.id, enrolments.code, modules.code, modules.title_sr_cyrl,
                modules.title_sr_latn, modules.title_en, standing.is_required,
                standing.completed_on, standing.score_percent, standing.source, standing.evidence
            FROM enrolments
            JOIN module_standings AS standing ON standing.enrolment_id = enrolments.id
            JOIN modules ON modules.id = standing.module_id
            WHERE \(condition)
            ORDER BY enrolments.id, standing.position
            """,
            as: (
                ID<Enrolment>.self, VerificationID.self, String.self, String.self, String.self,
                String.self, Bool.self, CalendarDate?.self, Hundredths?.self,
                ModuleCompletion.Source?.self, String?.self
            )
        )
        // Of a course without modules nothing more is asked.
        let traces = rows.isEmpty ? [:] : try ModuleTrace.byPlace(condition, in: transaction)
        return rows.map { row in
            let standing = ModuleStanding(
                code: row.2,
                title: Titles(srCyrl: row.3, srLatn: row.4, en: row.5),
                isRequired: row.6,
                completion: ModuleCompletion(columns: row.7, row.8, row.9, row.10),
                trace: traces[ModuleTrace.Place(enrolment: row.0, module: row.2)]
            )
            return (row.0, row.1, standing)
        }
    }
}
