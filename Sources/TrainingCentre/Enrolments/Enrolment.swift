import Credentials
import Foundation
import Postgres

/// A person's place in a cohort, with the facts that reports count as they were at the time.
package struct Enrolment: Sendable {
    package let id: ID<Enrolment>
    /// Private, and as good as a signature: nil for everybody but its holder and staff.
    package let code: String?
    package let cohortCode: String
    package let email: String
    package let name: PersonName
    package let status: Status
    /// Until when an offered seat is held.
    package let offerEndsAt: Date?
    package let withdrawnOn: CalendarDate?
    /// The institution that stands behind it, by code.
    package let organisation: String?
    package let facts: EnrolmentFacts
    package let passed: Bool?
    package let version: Int
    /// Who has the address under which an institution nominated the person, when that is a record
    /// of its own: for who may read people, and nil for everybody else.
    package private(set) var knownAs: KnownPerson?

    /// The states of `enrolment_moves`, which says what leads from one to another.
    package enum Status: String, CaseIterable, Sendable {
        /// Asked for; somebody has to agree.
        case applied
        /// The institution stands behind it, the centre has to agree.
        case endorsed
        /// In the waiting list.
        case waiting
        /// A seat is held for the person until a time.
        case offered
        case confirmed
        /// Had a seat and did not come.
        case noShow = "no-show"
        /// The centre, the institution or the person said no.
        case declined
        /// Nobody answered in time, or the cohort closed.
        case lapsed
        case withdrawn

        /// Whether the person asks for, holds or used a seat, and so gets no second one.
        package var isLive: Bool {
            switch self {
            case .applied, .endorsed, .waiting, .offered, .confirmed, .noShow: true
            case .declined, .lapsed, .withdrawn: false
            }
        }
    }

    /// How somebody names it who has a right to it by role, and no code.
    package var handle: String { String(id.value) }

    /// The code as it is printed: four groups of four.
    package var printedCode: String? {
        code.map { VerificationID(canonical: $0)?.printed ?? $0 }
    }

    /// The enrolments of a cohort in the order of entry, all or those in a state.
    ///
    /// Refuses with `NotFound` and `AccessError.notAllowed`.
    package static func list(
        cohort code: String,
        status: Status? = nil,
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<Enrolment> {
        let cohort = try Cohort.id(of: code, in: transaction)
        try actor.require(.readPeople, orTeaching: [cohort], in: transaction)
        let found = try rows(
            """
            WHERE enrolments.cohort_id = \(cohort) AND enrolments.id > \(page.afterID())
                AND (\(status)::text IS NULL OR enrolments.status = \(status))
            ORDER BY enrolments.id
            LIMIT \(page.rowsMax + 1)
            """,
            by: actor,
            in: transaction
        )
        return Page(found, for: page, position: \.handle)
    }

    /// The actor's own enrolments, under all records of the person, newest first.
    package static func mine(
        of actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Enrolment] {
        guard let person = actor.personID else { return [] }
        return try rows(
            """
            WHERE enrolments.person_id IN (\(Person.records(of: person)))
            ORDER BY cohorts.starts_on DESC, enrolments.id DESC
            LIMIT \(PageRequest.Limits.rowsMax)
            """,
            by: actor,
            in: transaction
        )
    }

    /// Enrolments as somebody may see them.
    static func rows(
        _ condition: SQL,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Enrolment] {
        let found = try transaction.rows(
            """
            SELECT enrolments.id, \(code(for: actor)), cohorts.code, \(Person.address(for: actor)),
                people.given_name_cyrl, people.family_name_cyrl, people.given_name_latn,
                people.family_name_latn, people.proposed_script, enrolments.status,
                enrolments.withdrawn_on, \(employer), enrolments.institution,
                enrolments.function, enrolments.target_group, enrolments.employment,
                enrolments.participation, enrolments.sex, outcomes.passed,
                enrolments.row_version, enrolments.offer_ends_at, organisations.code,
                people.nominated_email IS NOT NULL
            FROM enrolments
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            JOIN people ON people.id = enrolments.person_id
            LEFT JOIN outcomes ON outcomes.enrolment_id = enrolments.id
            LEFT JOIN organisations ON organisations.id = enrolments.organisation_id \(condition)
            """,
            as: (
                ID<Enrolment>.self, String?.self, String.self, String.self, String.self,
                String.self, String.self, String.self, PersonName.ProposedScript?.self, Status.self,
                CalendarDate?.self, String?.self, String.self, String.self,
                EnrolmentFacts.TargetGroup.self, EnrolmentFacts.Employment.self,
                EnrolmentFacts.Participation.self, Person.Sex?.self, Bool?.self, Int.self,
                Date?.self, String?.self, Bool.self
            )
        )
        let apart = found.filter { $0.22 && actor.may(.readPeople) }.map(\.0)
        let known = try KnownPerson.of(apart, in: transaction)
        return found.map { stored($0, known: known[$0.0]) }
    }

    private typealias Row = (
        ID<Enrolment>, String?, String, String, String,
        String, String, String, PersonName.ProposedScript?, Status,
        CalendarDate?, String?, String, String,
        EnrolmentFacts.TargetGroup, EnrolmentFacts.Employment,
        EnrolmentFacts.Participation, Person.Sex?, Bool?, Int,
        Date?, String?, Bool
    )

    private static func stored(_ row: Row, known: KnownPerson?) -> Enrolment {
        Enrolment(
            id: row.0,
            code: row.1,
            cohortCode: row.2,
            email: row.3,
            name: PersonName(
                givenCyrl: row.4,
                familyCyrl: row.5,
                givenLatn: row.6,
                familyLatn: row.7,
                proposedScript: row.8
            ),
            status: row.9,
            offerEndsAt: row.20,
            withdrawnOn: row.10,
            organisation: row.21,
            facts: EnrolmentFacts(
                lsgCode: row.11,
                institution: row.12,
                function: row.13,
                targetGroup: row.14,
                employment: row.15,
                participation: row.16,
                sex: row.17
            ),
            passed: row.18,
            version: row.19,
            knownAs: known
        )
    }

    /// The city municipality where there is one, else the municipality or city.
    private static let employer: SQL =
        "coalesce(enrolments.city_municipality_code, enrolments.lsg_code)"

    /// The private code, which is not even read for others than its holder and staff.
    private static func code(for actor: Actor) -> SQL {
        """
        CASE WHEN \(actor.may(.manageEnrolments))
                OR enrolments.person_id IN (\(Person.records(of: actor.personID)))
            THEN enrolments.code END
        """
    }
}

/// The facts about a person that are copied onto the enrolment and stay there.
package struct EnrolmentFacts: Hashable, Sendable {
    package let lsgCode: String?
    package let institution: String
    package let function: String
    package let targetGroup: TargetGroup
    package let employment: Employment
    package let participation: Participation
    package let sex: Person.Sex?

    /// On whose behalf somebody takes part: a code of the vocabulary of groups for which courses
    /// are meant.
    package struct TargetGroup: RawRepresentable, Hashable, Sendable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        static let councilMember = TargetGroup(rawValue: "council-member")
        /// Poverenik: the local commissioner for refugees and migration.
        static let commissioner = TargetGroup(rawValue: "commissioner")
        static let other = TargetGroup(rawValue: "other")
    }

    /// How somebody works for the institution.
    package enum Employment: String, CaseIterable, Sendable {
        case employee
        /// Works under a contract, not employed.
        case engaged
    }

    /// Whether somebody took part in such a training before.
    package enum Participation: String, CaseIterable, Sendable {
        case firstTime = "first-time"
        case refresher
    }

    init(
        lsgCode: String?,
        institution: String,
        function: String,
        targetGroup: TargetGroup,
        employment: Employment,
        participation: Participation,
        sex: Person.Sex?
    ) {
        self.lsgCode = lsgCode
        self.institution = institution
        self.function = function
        self.targetGroup = targetGroup
        self.employment = employment
        self.participation = participation
        self.sex = sex
    }

    /// Reads the facts from a form; an LSG may be given by code or by name.
    init(_ form: inout Form, directory: LSG.Directory) {
        let written = form.optionalText("lsg_code")
        lsgCode = written.flatMap { directory.code(of: $0) }
        if let written, lsgCode == nil {
            let problem = directory.problem(with: written)
            form.refuse("lsg_code", problem.sentence, problem.code)
        }
        institution = form.textOfWork("institution")
        function = form.textOfWork("function")
        targetGroup =
            form.has("target_group")
            ? form.targetGroup("target_group", among: directory.targetGroups) ?? .other
            : TargetGroup(function: function)
        employment = form.choice("employment", otherwise: Employment.employee) ?? .employee
        participation =
            form.choice("participation", otherwise: Participation.firstTime) ?? .firstTime
        sex = form.sex()
    }
}
