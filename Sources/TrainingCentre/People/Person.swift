import Postgres
import SerbianText

/// A human known to the centre, recognised by e-mail address.
package struct Person: Sendable {
    package let id: ID<Person>
    package let email: String
    package let name: PersonName
    package let sex: Sex?
    /// The address of the one who stands for this record when it was entered twice; else nil.
    package let mergedInto: String?
    package let mergedIntoID: ID<Person>?
    package let version: Int

    /// As reports count it; nil when the person does not wish to say or nobody asked.
    package enum Sex: String, CaseIterable, Sendable {
        case male = "M"
        case female = "F"
    }

    /// One person; refuses with `NotFound`, also when the actor may not see people.
    package static func find(
        _ id: ID<Person>,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Person {
        guard actor.may(.readPeople) || actor.personID == id,
            let person = try rows("WHERE id = \(id)", in: transaction).first
        else { throw NotFound("person", String(id.value)) }
        return person
    }

    static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Person] {
        try transaction.rows(
            """
            SELECT id, email, given_name_cyrl, family_name_cyrl, given_name_latn,
                family_name_latn, proposed_script, sex, \(standInName), \(standInID), row_version
            FROM people
            \(condition)
            """,
            as: (
                ID<Person>.self, String.self, String.self, String.self, String.self, String.self,
                PersonName.ProposedScript?.self, Sex?.self, String?.self, ID<Person>?.self, Int.self
            )
        ).map {
            id,
            email,
            givenCyrl,
            familyCyrl,
            givenLatn,
            familyLatn,
            proposed,
            sex,
            into,
            intoID,
            version in
            Person(
                id: id,
                email: email,
                name: PersonName(
                    givenCyrl: givenCyrl,
                    familyCyrl: familyCyrl,
                    givenLatn: givenLatn,
                    familyLatn: familyLatn,
                    proposedScript: proposed
                ),
                sex: sex,
                mergedInto: into,
                mergedIntoID: intoID,
                version: version
            )
        }
    }
}

/// What can be entered about a person.
package struct PersonDraft: Hashable, Sendable {
    package let email: String
    package let name: PersonName
    package let sex: Person.Sex?
    /// The address by which an institution nominated the person; nil for who is entered otherwise.
    ///
    /// No form says it, and of files that of people alone, which staff bring in.
    private(set) var nominatedEmail: String?

    package static let columns = [
        "given_name_cyrl", "family_name_cyrl", "given_name_latn", "family_name_latn",
        "given_name", "family_name", "name", "name_family_first", "proposed_script", "sex",
        "email",
    ]

    /// Reads a filled-in form; the caller checks it.
    package init(_ form: inout Form) {
        email = form.email("email")
        name = form.personName()
        sex = form.sex()
    }

    /// Reads a row of a file of people, as an export writes it.
    init(row form: inout Form) {
        self.init(&form)
        guard form.has("nominated_email") else { return }
        nominatedEmail = form.email("nominated_email")
        if !email.hasSuffix("@unconfirmed.invalid") {
            form.refuse(
                "nominated_email",
                "is filled in, but “email” is an address of the person's own"
            )
        }
    }

    /// Enters new people, all in one statement, and returns their ids by e-mail address.
    ///
    /// Somebody's account that was there before the person becomes theirs. The order by address
    /// keeps two imports of the same people from waiting for each other in a circle.
    static func insert(
        _ drafts: [PersonDraft],
        in transaction: borrowing Transaction
    ) throws -> [String: ID<Person>] {
        guard !drafts.isEmpty else { return [:] }
        let rows = try transaction.rows(
            """
            INSERT INTO people (
                email, given_name_cyrl, family_name_cyrl, given_name_latn, family_name_latn,
                proposed_script, sex, nominated_email)
            SELECT draft.email, draft.given_cyrl, draft.family_cyrl, draft.given_latn,
                draft.family_latn, draft.proposed_script, draft.sex, draft.nominated_email
            FROM unnest(
                \(drafts.map(\.email)), \(drafts.map(\.name.givenCyrl)),
                \(drafts.map(\.name.familyCyrl)), \(drafts.map(\.name.givenLatn)),
                \(drafts.map(\.name.familyLatn)), \(drafts.map(\.name.proposedScript?.rawValue)),
                \(drafts.map(\.sex?.rawValue)), \(drafts.map(\.nominatedEmail))
            ) AS draft (
                email, given_cyrl, family_cyrl, given_latn, family_latn, proposed_script, sex,
                nominated_email)
            ORDER BY draft.email COLLATE "C"
            ON CONFLICT (email) DO NOTHING
            RETURNING email, id
            """,
            as: (String.self, ID<Person>.self)
        )
        _ = try transaction.execute(
            """
            UPDATE accounts SET person_id = people.id
            FROM people
            WHERE people.email = accounts.email AND accounts.person_id IS NULL
                AND people.email = ANY(\(rows.map(\.0)))
            """
        )
        return Dictionary(uniqueKeysWithValues: rows)
    }
}

extension Form {
    /// Reads `sex`: M and F, and what Serbian forms write: m, ž, muško, žensko, and short forms of
    /// them, in both scripts, with diacritics and without, and with a full stop or without.
    mutating func sex() -> Person.Sex? {
        guard let value = optionalText("sex", lengthMax: 20) else { return nil }
        let fold = SerbianText.fold(value)
        switch fold.hasSuffix(".") ? String(fold.dropLast()) : fold {
        case "m", "mus", "muskarac", "muski", "musko", "male": return .male
        case "f", "z", "zen", "zena", "zenski", "zensko", "female": return .female
        default:
            refuse("sex", "“\(value)” is not known: use M or F, or leave it empty", .notKnown)
            return nil
        }
    }
}
