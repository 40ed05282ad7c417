import Postgres

import struct FoundationEssentials.Date

/// Something that may have been entered twice: a person, an organisation, a project.
package protocol Mergeable: Sendable {
    /// The word for one, in messages and codes of refusals.
    static var noun: String { get }
    static var mergeTables: MergeTables { get }
    static var mergePermission: Permission { get }
    /// Whether the API names a record by its id: people, who have no code.
    static var isNamedByID: Bool { get }
    /// What people type to name one, as the table has it.
    static func recordName(typed: String) -> String
}

/// Where the records of a noun and their merges stand.
package struct MergeTables: Sendable {
    let records: StaticString
    let merges: StaticString
    /// The function that says who stands for whom on a day.
    let standIns: StaticString
    /// The column by which people name a record.
    let name: StaticString
}

extension Mergeable {
    package static var isNamedByID: Bool { false }

    /// The id of a record by its code, or a person's by e-mail address or id; refuses with
    /// `NotFound`.
    static func recordID(
        of name: String,
        in transaction: borrowing Transaction
    ) throws -> ID<Self> {
        let tables = mergeTables
        let found = try transaction.value(
            """
            SELECT id FROM \(raw: tables.records)
            WHERE \(raw: tables.name) = \(recordName(typed: name))
                OR id = \(isNamedByID ? Int(name) : nil)
            """,
            as: ID<Self>.self
        )
        guard let found else { throw NotFound(noun, name) }
        return found
    }

    /// Whether a row of the noun's table stands for itself: lists leave out the others.
    static var standsForItself: SQL {
        """
        NOT EXISTS (
            SELECT FROM \(raw: mergeTables.standIns)(centre_today()) AS stand_in
            WHERE stand_in.merged_id = \(raw: mergeTables.records).id)
        """
    }

    /// The name of who stands for a row of the noun's table; NULL when it does so itself.
    static var standInName: SQL {
        """
        (
            SELECT standing.\(raw: mergeTables.name)
            FROM \(raw: mergeTables.standIns)(centre_today()) AS stand_in
            JOIN \(raw: mergeTables.records) AS standing ON standing.id = stand_in.into_id
            WHERE stand_in.merged_id = \(raw: mergeTables.records).id)
        """
    }

    /// The id of who stands for a row of the noun's table; NULL when it does so itself.
    static var standInID: SQL {
        """
        (
            SELECT stand_in.into_id
            FROM \(raw: mergeTables.standIns)(centre_today()) AS stand_in
            WHERE stand_in.merged_id = \(raw: mergeTables.records).id)
        """
    }

    /// Of the ids that a statement selects, those that stand for them on a day, today unless given.
    ///
    /// With `knownBefore`, as far as that was recorded before the moment; only people and projects
    /// know it.
    static func standing(
        for found: SQL,
        on day: CalendarDate? = nil,
        knownBefore: Date? = nil
    ) -> SQL {
        """
        SELECT coalesce(stand_in.into_id, found.id)
        FROM (\(found)) AS found (id)
        LEFT JOIN \(standIns(on: day, knownBefore)) AS stand_in
            ON stand_in.merged_id = found.id
        """
    }

    /// The ids of every record of the one that an id belongs to, as they stood on a day.
    ///
    /// `knownBefore` is that of `standing`.
    static func records(
        of id: ID<Self>?,
        on day: CalendarDate? = nil,
        knownBefore: Date? = nil
    ) -> SQL {
        """
        SELECT \(id)::bigint
        UNION SELECT into_id
        FROM \(standIns(on: day, knownBefore))
        WHERE merged_id = \(id)
        UNION SELECT merged_id
        FROM \(standIns(on: day, knownBefore))
        WHERE into_id = \(id) OR into_id = (
            SELECT into_id
            FROM \(standIns(on: day, knownBefore))
            WHERE merged_id = \(id))
        """
    }

    private static func standIns(on day: CalendarDate?, _ knownBefore: Date?) -> SQL {
        let then: SQL = "coalesce(\(day)::date, centre_today())"
        guard let knownBefore else { return "\(raw: mergeTables.standIns)(\(then))" }
        return "\(raw: mergeTables.standIns)(\(then), \(knownBefore))"
    }
}

extension Person {
    /// The addresses of the other records of everybody who is merged, by address.
    static func otherRecords(in transaction: borrowing Transaction) throws -> [String: [String]] {
        let pairs = try transaction.rows(
            """
            SELECT people.email, others.email
            FROM merged_people AS one
            JOIN merged_people AS other
                ON other.standing_id = one.standing_id AND other.person_id <> one.person_id
            JOIN people ON people.id = one.person_id
            JOIN people AS others ON others.id = other.person_id
            """,
            as: (String.self, String.self)
        )
        return Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1) }
    }
}

extension Person: Mergeable {
    package static let noun = "person"
    package static let mergeTables = MergeTables(
        records: "people",
        merges: "person_merges",
        standIns: "person_stand_ins",
        name: "email"
    )
    package static let mergePermission = Permission.manageEnrolments
    package static let isNamedByID = true
    package static func recordName(typed: String) -> String { typed.lowercased() }
}

extension Organisation: Mergeable {
    package static let mergeTables = MergeTables(
        records: "organisations",
        merges: "organisation_merges",
        standIns: "organisation_stand_ins",
        name: "code"
    )
    package static let mergePermission = Permission.manageCatalogue
    package static func recordName(typed: String) -> String { typed.uppercased() }
}

extension Project: Mergeable {
    package static let mergeTables = MergeTables(
        records: "projects",
        merges: "project_merges",
        standIns: "project_stand_ins",
        name: "code"
    )
    package static let mergePermission = Permission.manageCatalogue
    package static func recordName(typed: String) -> String { typed.uppercased() }
}
