import Documents
import Postgres

/// A room of a venue in which sessions take place.
package struct Room: CodedNoun {
    package static let noun = "room"
    package static let plural = "rooms"

    package let draft: RoomDraft
    package let version: Int

    package static func isFound(by words: SearchWords) -> SQL {
        "rooms.id IN (\(words.rows("id", of: "rooms")))"
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Room] {
        try transaction.rows(
            """
            SELECT code, name_sr_cyrl, name_sr_latn, name_en, venue_code, capacity, row_version
            FROM rooms
            \(condition)
            """,
            as: (
                String.self, String.self, String.self, String.self, String?.self, Int.self,
                Int.self
            )
        ).map { code, srCyrl, srLatn, en, venue, capacity, version in
            Room(
                draft: RoomDraft(
                    code: code,
                    name: Titles(srCyrl: srCyrl, srLatn: srLatn, en: en),
                    venueCode: venue,
                    capacity: capacity
                ),
                version: version
            )
        }
    }

    package var json: JSON {
        [
            "code": .string(draft.code), "name": draft.name.json,
            "venue_code": JSON(draft.venueCode), "capacity": .integer(draft.capacity),
            "version": .integer(version),
        ]
    }
}

/// What can be entered about a room.
package struct RoomDraft: Hashable, Sendable {
    package let code: String
    package let name: Titles
    /// The venue in which it is.
    package let venueCode: String?
    package let capacity: Int

    fileprivate init(code: String, name: Titles, venueCode: String?, capacity: Int) {
        self.code = code
        self.name = name
        self.venueCode = venueCode
        self.capacity = capacity
    }
}

extension RoomDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields =
        [.code] + DraftField.titles("name") + [
            DraftField("venue_code", "The venue in which it is, by its code."),
            DraftField("capacity", "Places, from 1 to 10,000.", .integer, isRequired: true),
        ]

    package var form: Form {
        var values = name.fields("name")
        values["code"] = code
        values["venue_code"] = venueCode
        values["capacity"] = String(capacity)
        return Form(values)
    }

    package init(_ form: inout Form) throws {
        code = form.code("code")
        name = form.titles("name")
        venueCode = form.optionalCode("venue_code")
        capacity = form.integer("capacity", in: 1...10_000)
        try form.check()
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        error.constraint == "rooms_code_once" ? CodeTaken(Room.noun) : nil
    }

    private var references: [Reference] { [Reference("venue_code", Venue.self, venueCode)] }

    package func insert(in transaction: borrowing Transaction) throws {
        try references.check(in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO rooms (code, name_sr_cyrl, name_sr_latn, name_en, venue_code, capacity)
            VALUES (
                \(code), \(name.srCyrl), \(name.srLatn), \(name.en), \(venueCode), \(capacity))
            """
        )
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try references.check(in: transaction)
        return try transaction.execute(
            """
            UPDATE rooms
            SET name_sr_cyrl = \(name.srCyrl), name_sr_latn = \(name.srLatn),
                name_en = \(name.en), venue_code = \(venueCode), capacity = \(capacity)
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        ) == 1
    }
}
