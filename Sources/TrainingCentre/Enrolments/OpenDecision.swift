import Postgres

/// Somebody of a cohort who waits for a decision, with what it takes to make it.
package struct OpenDecision: Sendable {
    package let enrolment: Enrolment
    package let stage: DecisionStage
    /// The institution that stands behind it or is asked to.
    package let organisation: Titles?
    /// The city municipality of the employer where there is one, else its municipality or city.
    package let lsg: Titles?
    /// Whether the person asked, and nobody else for her.
    package let isOwnApplication: Bool
    /// The address of the account that asked, for who may read people.
    package let askedBy: String?
    package let askedOn: CalendarDate?
    /// What the person lacks of what the course asks for.
    package let missing: [MissingPrerequisite]

    package init(
        enrolment: Enrolment,
        stage: DecisionStage,
        organisation: Titles?,
        lsg: Titles?,
        isOwnApplication: Bool,
        askedBy: String?,
        askedOn: CalendarDate?,
        missing: [MissingPrerequisite]
    ) {
        self.enrolment = enrolment
        self.stage = stage
        self.organisation = organisation
        self.lsg = lsg
        self.isOwnApplication = isOwnApplication
        self.askedBy = askedBy
        self.askedOn = askedOn
        self.missing = missing
    }

    /// The field of a form that ticks it.
    package var field: String { OpenDecision.fieldPrefix + enrolment.handle }

    static let fieldPrefix = "enrolment-"

    /// Those of a cohort that a condition picks, who asked first before.
    static func list(
        cohort: ID<Cohort>,
        _ approval: SeatRules.Approval,
        _ condition: SQL,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [OpenDecision] {
        let waiting = try Enrolment.rows(
            """
            WHERE enrolments.cohort_id = \(cohort)
                AND enrolments.status IN ('applied', 'endorsed') AND \(condition)
            ORDER BY enrolments.id
            LIMIT \(PageRequest.Limits.rowsMax + 1)
            """,
            by: actor,
            in: transaction
        )
        let asked = try asked(waiting.map(\.id), in: transaction)
        let missing = try PrerequisitesMissing.of(
            waiting.map { enrolment in
                SeatRequest(
                    cohort: cohort,
                    person: asked[enrolment.id]?.person,
                    organisation: nil,
                    asker: .staff
                )
            },
            in: transaction
        )
        return zip(waiting, missing).compactMap { enrolment, lacks in
            guard let asked = asked[enrolment.id],
                let stage = DecisionStage(of: enrolment.status, approval)
            else { return nil }
            return OpenDecision(
                enrolment: enrolment,
                stage: stage,
                organisation: asked.organisation,
                lsg: asked.lsg,
                isOwnApplication: asked.isOwn,
                askedBy: actor.may(.readPeople) ? asked.by : nil,
                askedOn: asked.on,
                missing: lacks.missing
            )
        }
    }

    /// How an enrolment began.
    private typealias Asked = (
        person: ID<Person>, organisation: Titles?, lsg: Titles?, isOwn: Bool, by: String?,
        on: CalendarDate?
    )

    private static func asked(
        _ enrolments: [ID<Enrolment>],
        in transaction: borrowing Transaction
    ) throws -> [ID<Enrolment>: Asked] {
        let rows = try transaction.rows(
            """
            SELECT enrolments.id, enrolments.person_id, organisations.name_sr_cyrl,
                organisations.name_sr_latn, organisations.name_en,
                coalesce(city_municipalities.name_cyrl, lsgs.name_cyrl),
                coalesce(city_municipalities.name_latn, lsgs.name_latn),
                coalesce(city_municipalities.name_latn, lsgs.name_en),
                coalesce(
                    standing_person(accounts.person_id) = standing_person(enrolments.person_id),
                    false),
                accounts.email, (first.entered_at AT TIME ZONE 'Europe/Belgrade')::date
            FROM enrolments
            LEFT JOIN organisations ON organisations.id = enrolments.organisation_id
            LEFT JOIN lsgs ON lsgs.code = enrolments.lsg_code
            LEFT JOIN city_municipalities
                ON city_municipalities.code = enrolments.city_municipality_code
            LEFT JOIN LATERAL (
                SELECT actor, entered_at FROM enrolment_events
                WHERE enrolment_id = enrolments.id
                ORDER BY id
                LIMIT 1
            ) AS first ON true
            LEFT JOIN accounts ON first.actor = 'account ' || accounts.id
            WHERE enrolments.id = ANY(\(enrolments))
            """,
            as: (
                ID<Enrolment>.self, ID<Person>.self, String?.self, String?.self, String?.self,
                String?.self, String?.self, String?.self, Bool.self, String?.self,
                CalendarDate?.self
            )
        )
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                (
                    row.0,
                    (
                        person: row.1,
                        organisation: Titles(srCyrl: row.2, srLatn: row.3, en: row.4),
                        lsg: Titles(srCyrl: row.5, srLatn: row.6, en: row.7), isOwn: row.8,
                        by: row.9, on: row.10
                    )
                )
            }
        )
    }
}
