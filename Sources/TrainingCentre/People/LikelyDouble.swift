import Documents
import Postgres

/// Two records of people with one name who have something in common: likely one person, entered
/// under two addresses.
package struct LikelyDouble: Sendable {
    package let one: Record
    package let other: Record
    /// What both have in common, besides the name.
    package let shared: [Shared]

    /// One of the two.
    package struct Record: Sendable {
        package let id: ID<Person>
        package let email: String
        package let name: String
    }

    /// What enrolments of both say.
    package enum Shared: String, CaseIterable, Sendable {
        case organisation, institution, lsg
    }

    /// Every likely double that nobody has merged, or said to be two persons, in the order in which
    /// the first of them was entered.
    ///
    /// A name is the same whatever its script and diacritics. Refuses with
    /// `AccessError.notAllowed` and `InvalidForm`.
    package static func list(
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<LikelyDouble> {
        try actor.require(.readPeople)
        let after = try page.afterRank()
        let found = try transaction.rows(
            """
            WITH same AS MATERIALIZED (
                SELECT one.id AS one_id, other.id AS other_id
                FROM people AS one JOIN people AS other ON other.fold = one.fold
                WHERE one.id < other.id AND (one.id, other.id) > (\(after.rank), \(after.id))
                    AND NOT EXISTS (
                        SELECT FROM merged_people AS merged
                        JOIN merged_people AS standing USING (standing_id)
                        WHERE merged.person_id = one.id AND standing.person_id = other.id)
                    AND NOT EXISTS (
                        SELECT FROM person_merges
                        WHERE (merged_id, into_id) IN ((one.id, other.id), (other.id, one.id)))
            ), common AS (
                SELECT same.one_id, same.other_id,
                    bool_or(theirs.organisation_id = mine.organisation_id) IS TRUE
                        AS organisation,
                    bool_or(theirs.institution = mine.institution AND mine.institution <> '')
                        AS institution,
                    bool_or(theirs.lsg_code = mine.lsg_code) IS TRUE AS lsg
                FROM same
                JOIN enrolments AS mine ON mine.person_id = same.one_id
                JOIN enrolments AS theirs ON theirs.person_id = same.other_id
                GROUP BY same.one_id, same.other_id
            )
            SELECT one.id, one.email, one.given_name_latn || ' ' || one.family_name_latn,
                other.id, other.email, other.given_name_latn || ' ' || other.family_name_latn,
                common.organisation, common.institution, common.lsg
            FROM common
            JOIN people AS one ON one.id = common.one_id
            JOIN people AS other ON other.id = common.other_id
            WHERE common.organisation OR common.institution OR common.lsg
            ORDER BY common.one_id, common.other_id
            LIMIT \(page.rowsMax + 1)
            """,
            as: (
                ID<Person>.self, String.self, String.self, ID<Person>.self, String.self,
                String.self, Bool.self, Bool.self, Bool.self
            )
        ).map { row in
            LikelyDouble(
                one: Record(id: row.0, email: row.1, name: row.2),
                other: Record(id: row.3, email: row.4, name: row.5),
                shared: zip(Shared.allCases, [row.6, row.7, row.8]).filter(\.1).map(\.0)
            )
        }
        return Page(found, for: page) { "\($0.one.id.value).\($0.other.id.value)" }
    }

    package var json: JSON {
        [
            "id": .integer(one.id.value), "email": .string(one.email), "name": .string(one.name),
            "other_id": .integer(other.id.value), "other_email": .string(other.email),
            "other_name": .string(other.name),
            "shared": .array(shared.map { .string($0.rawValue) }),
        ]
    }
}

extension Person {
    /// Which of some new people have the name of somebody of the same institution, or the same
    /// municipality, who is known under another address.
    ///
    /// With `organisations`, which are those that somebody speaks for, nobody else is looked at:
    /// whom others know is not its concern. Names that two have are found first, for they are few,
    /// and pairs are never made, for of one name there may be many.
    static func known(
        elsewhere new: [ID<Person>],
        of organisations: [ID<Organisation>]?,
        in transaction: borrowing Transaction
    ) throws -> Set<ID<Person>> {
        guard !new.isEmpty, organisations?.isEmpty != true else { return [] }
        let isOnlyOfOrganisations = organisations != nil
        let found = try transaction.rows(
            """
            WITH new AS MATERIALIZED (
                SELECT people.fold
                FROM unnest(\(new)) AS entered (id) JOIN people ON people.id = entered.id
            ), shared AS MATERIALIZED (
                SELECT fold FROM people
                WHERE fold IN (SELECT fold FROM new)
                GROUP BY fold HAVING count(*) > 1
            ), facts AS MATERIALIZED (
                SELECT people.id, people.fold, key.kind, key.value
                FROM shared
                JOIN people ON people.fold = shared.fold
                JOIN enrolments ON enrolments.person_id = people.id
                CROSS JOIN LATERAL (VALUES
                    ('organisation', enrolments.organisation_id::text),
                    ('institution', nullif(enrolments.institution, '')),
                    ('lsg', enrolments.lsg_code)) AS key (kind, value)
                WHERE key.value IS NOT NULL
                    AND (NOT \(isOnlyOfOrganisations) OR key.kind = 'organisation'
                        AND enrolments.organisation_id = ANY(\(organisations ?? [])))
            ), common AS (
                SELECT fold, kind, value FROM facts
                GROUP BY fold, kind, value HAVING min(id) <> max(id)
            )
            SELECT DISTINCT facts.id FROM facts JOIN common USING (fold, kind, value)
            """,
            as: ID<Person>.self
        )
        return Set(new).intersection(found)
    }
}
