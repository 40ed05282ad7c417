import Documents
import Postgres

/// Two records of people with one name: one person, entered under two addresses, with the more
/// certainty the more they have in common.
package struct LikelyDouble: Sendable {
    package let one: Record
    package let other: Record
    /// What both have in common, besides the name.
    package let shared: [Shared]
    /// Whether they write the name alike, but for script and diacritics; else it differs as
    /// Donatela and Donatella do.
    package let hasSameName: Bool

    package var certainty: Certainty {
        let together: Set<Shared> = hasSameName ? Set(Shared.allCases) : [.organisation, .address]
        return together.isDisjoint(with: shared) ? .possible : .likely
    }

    /// How much speaks for one person.
    package enum Certainty: String, CaseIterable, Sendable {
        case likely
        /// The name alone, or nearly that name and a place: somebody has to look.
        case possible
    }

    enum Limits {
        /// A name that more records have says nothing by itself.
        static let namesakesMax = 5
    }

    /// One of the two.
    package struct Record: Sendable {
        package let id: ID<Person>
        package let email: String
        package let name: String
    }

    /// What enrolments of both say.
    package enum Shared: String, CaseIterable, Sendable {
        case organisation, institution, lsg
        /// One was nominated under the address that the other has.
        case address
    }

    /// Every likely double that nobody has merged, or said to be two persons, in the order in which
    /// the first of them was entered.
    ///
    /// A name is the same whatever its script and diacritics, and much the same with a letter
    /// doubled; where few have it, it is enough by itself. Of merged records there is the one
    /// that stands for them, under all their names. Pairs are made of one page alone, for of one
    /// name there may be many. Refuses with `AccessError.notAllowed` and `InvalidForm`.
    package static func list(
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<LikelyDouble> {
        try actor.require(.readPeople)
        let after = try page.afterRank()
        let found = try transaction.rows(
            """
            WITH \(pairs(after.rank, after.id, page.rowsMax))
            SELECT one.id, one.email, one.given_name_latn || ' ' || one.family_name_latn,
                other.id, other.email, other.given_name_latn || ' ' || other.family_name_latn,
                common.organisation, common.institution, common.lsg, common.address,
                one.fold = other.fold
            FROM common
            JOIN people AS one ON one.id = common.one_id
            JOIN people AS other ON other.id = common.other_id
            ORDER BY common.one_id, common.other_id
            LIMIT \(page.rowsMax + 1)
            """,
            as: (
                ID<Person>.self, String.self, String.self, ID<Person>.self, String.self,
                String.self, Bool.self, Bool.self, Bool.self, Bool.self, Bool.self
            )
        ).map { row in
            LikelyDouble(
                one: Record(id: row.0, email: row.1, name: row.2),
                other: Record(id: row.3, email: row.4, name: row.5),
                shared: zip(Shared.allCases, [row.6, row.7, row.8, row.9]).filter(\.1).map(\.0),
                hasSameName: row.10
            )
        }
        return Page(found, for: page) { "\($0.one.id.value).\($0.other.id.value)" }
    }

    /// The pairs of a page, behind WITH: those after a pair of ids.
    private static func pairs(_ rank: Int, _ id: Int, _ rowsMax: Int) -> SQL {
        """
        names AS MATERIALIZED (
            SELECT name_key(fold) AS name, count(*) AS holders
            FROM people GROUP BY name_key(fold) HAVING count(*) > 1
        ), facts AS MATERIALIZED (
            SELECT DISTINCT coalesce(merged.standing_id, people.id) AS id, names.name,
                key.kind, key.value
            FROM names
            JOIN people ON name_key(people.fold) = names.name
            LEFT JOIN enrolments ON enrolments.person_id = people.id
            LEFT JOIN merged_people AS merged ON merged.person_id = people.id
            CROSS JOIN LATERAL (
                SELECT kind, value FROM \(keys)
                UNION ALL VALUES
                    ('address', coalesce(people.nominated_email, people.email)),
                    ('name', CASE WHEN names.holders <= \(Limits.namesakesMax) THEN '' END)
            ) AS key
            WHERE key.value IS NOT NULL
        ), ones AS MATERIALIZED (
            SELECT DISTINCT id
            FROM (
                SELECT id, max(id) OVER (PARTITION BY name, kind, value) AS last_id FROM facts
            ) AS followed
            WHERE id < last_id AND id >= \(rank)
            ORDER BY id
            -- A page, if as many as possible were said to be two persons.
            LIMIT \(rowsMax + 2) + (SELECT count(*) FROM person_merges)
        ), common AS (
            SELECT mine.id AS one_id, theirs.id AS other_id,
                bool_or(mine.kind = 'organisation') AS organisation,
                bool_or(mine.kind = 'institution') AS institution,
                bool_or(mine.kind = 'lsg') AS lsg,
                bool_or(mine.kind = 'address') AS address
            FROM ones
            JOIN facts AS mine ON mine.id = ones.id
            JOIN facts AS theirs USING (name, kind, value)
            WHERE theirs.id > mine.id AND (mine.id, theirs.id) > (\(rank), \(id))
                AND NOT \(Person.areToldApart("mine.id", "theirs.id"))
            GROUP BY mine.id, theirs.id
        )
        """
    }

    /// What an enrolment says that two of one name may have in common.
    fileprivate static let keys: SQL = """
        (VALUES
            ('organisation', enrolments.organisation_id::text),
            ('institution', nullif(enrolments.institution, '')),
            ('lsg', enrolments.lsg_code)) AS key (kind, value)
        """

    package var json: JSON {
        [
            "id": .integer(one.id.value), "email": .string(one.email), "name": .string(one.name),
            "other_id": .integer(other.id.value), "other_email": .string(other.email),
            "other_name": .string(other.name),
            "shared": .array(shared.map { .string($0.rawValue) }),
            "name_alike": .string(hasSameName ? "same" : "similar"),
            "certainty": .string(certainty.rawValue),
        ]
    }
}

extension Person {
    /// Whether somebody merged two records, both of which stand for themselves now, and took them
    /// apart again: they are two people.
    static func areToldApart(_ one: SQL, _ other: SQL) -> SQL {
        """
        EXISTS (
            SELECT FROM person_merges
            WHERE (merged_id, into_id) IN ((\(one), \(other)), (\(other), \(one))))
        """
    }

    /// Which of some new people have the name of somebody of the same institution, or the same
    /// municipality, who is known under another address.
    ///
    /// With `organisations`, which are those that somebody speaks for, nobody else is looked at:
    /// whom others know is not its concern. Names that two have are found first, each by its
    /// index, for they are few; pairs are never made, for of one name there may be many.
    static func known(
        elsewhere new: [ID<Person>],
        of organisations: [ID<Organisation>]?,
        in transaction: borrowing Transaction
    ) throws -> Set<ID<Person>> {
        guard !new.isEmpty, organisations?.isEmpty != true else { return [] }
        let isOnlyOfOrganisations = organisations != nil
        let counts: SQL = """
            key.value IS NOT NULL
                AND (NOT \(isOnlyOfOrganisations) OR key.kind = 'organisation'
                    AND enrolments.organisation_id = ANY(\(organisations ?? [])))
            """
        let found = try transaction.rows(
            """
            WITH mine AS MATERIALIZED (
                SELECT DISTINCT people.id, people.fold, key.kind, key.value
                FROM unnest(\(new)) AS entered (id)
                JOIN people ON people.id = entered.id
                JOIN enrolments ON enrolments.person_id = people.id
                CROSS JOIN LATERAL \(LikelyDouble.keys)
                WHERE \(counts)
            ), names AS MATERIALIZED (
                SELECT DISTINCT fold FROM mine
            ), shared AS MATERIALIZED (
                SELECT fold FROM names
                WHERE 1 < (
                    SELECT count(*)
                    FROM (\(holders(of: "names.fold")) LIMIT 2) AS holders)
            ), facts AS MATERIALIZED (
                SELECT namesakes.id, shared.fold, key.kind, key.value
                FROM shared
                -- A list for each name: joined as a whole, all people are read for one.
                CROSS JOIN unnest(ARRAY(\(holders(of: "shared.fold")))) AS namesakes (id)
                JOIN enrolments ON enrolments.person_id = namesakes.id
                CROSS JOIN LATERAL \(LikelyDouble.keys)
                WHERE \(counts)
            ), common AS (
                SELECT fold, kind, value FROM facts
                GROUP BY fold, kind, value HAVING min(id) <> max(id)
            )
            SELECT DISTINCT mine.id FROM mine JOIN common USING (fold, kind, value)
            """,
            as: ID<Person>.self
        )
        return Set(found)
    }

    /// Everybody of a folded name, found by the index of its key.
    private static func holders(of fold: SQL) -> SQL {
        """
        SELECT id FROM people
        WHERE name_key(people.fold) = name_key(\(fold)) AND people.fold = \(fold)
        """
    }
}
