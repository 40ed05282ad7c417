import Foundation
import Postgres

extension EnrolmentImport {
    struct Seat: Hashable {
        let cohort: String
        let email: String
    }

    /// What an enrolment says; it has no id while it is a row of the file.
    struct Known {
        var id: ID<Enrolment>?
        var facts: EnrolmentFacts
        var status: Enrolment.Status
        var withdrawnOn: CalendarDate?
        var organisation: String?
        var offerEndsAt: Date?
    }

    /// Who has a seat, or asks for one.
    ///
    /// What it says stands apart: a table has room for twice as many.
    enum Standing {
        indirect case recorded(Known)
        /// A new enrolment says what its row says.
        case row(Draft)

        var status: Enrolment.Status {
            switch self {
            case .recorded(let known): known.status
            case .row(let draft): draft.status
            }
        }

        func known(in target: Target) -> Known {
            switch self {
            case .recorded(let known): known
            case .row(let draft):
                Known(
                    id: nil,
                    facts: draft.facts,
                    status: draft.status,
                    withdrawnOn: draft.dayOfWithdrawal(from: target),
                    organisation: draft.organisation,
                    offerEndsAt: draft.offerEndsAt
                )
            }
        }
    }

    /// The enrolments in the cohorts of those who stand in the file, under all their addresses.
    func knownEnrolments(
        of emails: Set<String>,
        _ people: PeopleDirectory,
        in targets: [String: Target],
        _ transaction: borrowing Transaction
    ) throws -> [Seat: Standing] {
        let wanted = emails.union(emails.lazy.flatMap { doubles[$0, default: []] })
        let codes = Dictionary(uniqueKeysWithValues: targets.map { ($1.id, $0) })
        var known: [Seat: Standing] = [:]
        // A live enrolment comes after those that ended and takes their place here.
        try transaction.forEachRow(
            """
            SELECT enrolments.cohort_id, CASE WHEN \(represented != nil)
                    THEN coalesce(people.nominated_email, people.email) ELSE people.email END,
                enrolments.id, enrolments.status,
                enrolments.withdrawn_on, organisations.code, enrolments.offer_ends_at,
                coalesce(enrolments.city_municipality_code, enrolments.lsg_code),
                enrolments.institution, enrolments.function, enrolments.target_group,
                enrolments.employment, enrolments.participation, enrolments.sex
            FROM enrolments
            JOIN people ON people.id = enrolments.person_id
            LEFT JOIN organisations ON organisations.id = enrolments.organisation_id
            WHERE enrolments.cohort_id = ANY(\(targets.values.map(\.id)))
                AND (\(represented == nil) OR people.id = ANY(\(people.nominees)))
            ORDER BY is_live_enrolment(enrolments.status), enrolments.id
            """,
            as: (
                ID<Cohort>.self, String.self, ID<Enrolment>.self, Enrolment.Status.self,
                CalendarDate?.self, String?.self, Date?.self, String?.self, String.self,
                String.self, EnrolmentFacts.TargetGroup.self, EnrolmentFacts.Employment.self,
                EnrolmentFacts.Participation.self, Person.Sex?.self
            )
        ) {
            guard wanted.contains($1), let code = codes[$0] else { return }
            let facts = EnrolmentFacts(
                lsgCode: $7,
                institution: $8,
                function: $9,
                targetGroup: $10,
                employment: $11,
                participation: $12,
                sex: $13
            )
            known[Seat(cohort: code, email: $1)] = .recorded(
                Known(
                    id: $2,
                    facts: facts,
                    status: $3,
                    withdrawnOn: $4,
                    organisation: $5,
                    offerEndsAt: $6
                )
            )
        }
        return known
    }
}
