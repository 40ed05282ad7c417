import Documents
import Postgres

/// A trainer as anybody sees one: in the pool, and listed by the person's own choice.
package struct PublicTrainer: Sendable {
    package let nameCyrl: String
    package let nameLatn: String
    package let languages: [String]
    /// The titles of fields and courses in the order of their codes.
    package let subjects: [Titles]
    package let bio: Titles?

    package init(
        nameCyrl: String,
        nameLatn: String,
        languages: [String],
        subjects: [Titles],
        bio: Titles?
    ) {
        self.nameCyrl = nameCyrl
        self.nameLatn = nameLatn
        self.languages = languages
        self.subjects = subjects
        self.bio = bio
    }

    /// The public list by name, in the alphabet of the language; at most 200.
    ///
    /// Nothing else of them is public: no address, no institution, no state of an application. Two
    /// entries of one person are one.
    package static func list(
        language: Language,
        in transaction: borrowing Transaction
    ) throws -> [PublicTrainer] {
        let entered = try TrainerProfile.rows(
            """
            WHERE trainers.is_listed AND latest.state = 'accepted'
            ORDER BY \(Person.order(in: language)), people.id
            LIMIT \(PageRequest.Limits.rowsMax)
            """,
            in: transaction
        )
        let others = try Person.otherRecords(in: transaction)
        var shown: Set<String> = []
        let listed = entered.filter { trainer in
            shown.insert(trainer.email).inserted
                && shown.isDisjoint(with: others[trainer.email] ?? [])
        }
        let fields = try Field.withCodes(listed.flatMap(\.draft.fields), in: transaction)
        let courses = try Course.withCodes(listed.flatMap(\.draft.courses), in: transaction)
        let titles = Dictionary(
            fields.map { ($0.draft.code, $0.draft.title) }
                + courses.map { ($0.draft.code, $0.draft.title) },
            uniquingKeysWith: { first, _ in first }
        )
        return listed.map { trainer in
            PublicTrainer(
                nameCyrl: trainer.name.cyrillic,
                nameLatn: trainer.name.latin,
                languages: trainer.draft.languages,
                subjects: (trainer.draft.fields + trainer.draft.courses).compactMap {
                    titles[$0]
                },
                bio: trainer.draft.bio
            )
        }
    }
}
