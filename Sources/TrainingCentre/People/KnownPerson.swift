import Documents
import Postgres

/// Who has the address under which an institution nominated somebody it did not have before: most
/// likely the same person, known to the centre from elsewhere.
///
/// For who may read people alone, who merges the two records. One merge that was undone says that
/// they are two people, as it says of a `LikelyDouble`.
package struct KnownPerson: Sendable {
    package let id: ID<Person>
    package let email: String
    package let name: PersonName
    /// Where the person works, as the newest enrolment says; empty when none does.
    package let institution: String
    package let lsgCode: String?
    package let lsg: Titles?
    /// Whether the nomination says another name, or another institution or municipality.
    package let nameDiffers: Bool
    package let institutionDiffers: Bool

    package init(
        id: ID<Person>,
        email: String,
        name: PersonName,
        institution: String,
        lsgCode: String?,
        lsg: Titles?,
        nameDiffers: Bool,
        institutionDiffers: Bool
    ) {
        self.id = id
        self.email = email
        self.name = name
        self.institution = institution
        self.lsgCode = lsgCode
        self.lsg = lsg
        self.nameDiffers = nameDiffers
        self.institutionDiffers = institutionDiffers
    }

    /// Those of some enrolments, which no merge has joined yet, nor an undone one told apart.
    static func of(
        _ enrolments: [ID<Enrolment>],
        in transaction: borrowing Transaction
    ) throws -> [ID<Enrolment>: KnownPerson] {
        guard !enrolments.isEmpty else { return [:] }
        let rows = try transaction.rows(
            """
            SELECT enrolments.id, known.id, known.email, known.given_name_cyrl,
                known.family_name_cyrl, known.given_name_latn, known.family_name_latn,
                known.proposed_script, coalesce(desk.institution, ''),
                coalesce(desk.city_municipality_code, desk.lsg_code),
                coalesce(city_municipalities.name_cyrl, lsgs.name_cyrl),
                coalesce(city_municipalities.name_latn, lsgs.name_latn),
                coalesce(city_municipalities.name_latn, lsgs.name_en),
                nominee.fold <> known.fold,
                search_fold(enrolments.institution) <> search_fold(coalesce(desk.institution, ''))
                    OR desk.lsg_code IS DISTINCT FROM enrolments.lsg_code
            FROM enrolments
            JOIN people AS nominee ON nominee.id = enrolments.person_id
            JOIN people AS known ON known.email = nominee.nominated_email
            LEFT JOIN LATERAL newest_desk(known.id) AS desk ON true
            LEFT JOIN lsgs ON lsgs.code = desk.lsg_code
            LEFT JOIN city_municipalities
                ON city_municipalities.code = desk.city_municipality_code
            WHERE enrolments.id = ANY(\(enrolments))
                AND standing_person(known.id) <> standing_person(nominee.id)
                AND NOT \(Person.areToldApart(
                    "standing_person(known.id)", "standing_person(nominee.id)"))
            """,
            as: (
                ID<Enrolment>.self, ID<Person>.self, String.self, String.self, String.self,
                String.self, String.self, PersonName.ProposedScript?.self, String.self,
                String?.self, String?.self, String?.self, String?.self, Bool.self, Bool.self
            )
        )
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                (
                    row.0,
                    KnownPerson(
                        id: row.1,
                        email: row.2,
                        name: PersonName(
                            givenCyrl: row.3,
                            familyCyrl: row.4,
                            givenLatn: row.5,
                            familyLatn: row.6,
                            proposedScript: row.7
                        ),
                        institution: row.8,
                        lsgCode: row.9,
                        lsg: Titles(srCyrl: row.10, srLatn: row.11, en: row.12),
                        nameDiffers: row.13,
                        institutionDiffers: row.14
                    )
                )
            }
        )
    }

    package var json: JSON {
        [
            "id": .integer(id.value), "email": .string(email),
            "name_sr_cyrl": .string(name.cyrillic), "name_sr_latn": .string(name.latin),
            "institution": .string(institution), "lsg_code": JSON(lsgCode),
            "name_differs": .bool(nameDiffers), "institution_differs": .bool(institutionDiffers),
        ]
    }
}
