import Postgres

/// The people of an import: those who are known, and those who will be entered at its end.
struct PeopleDirectory {
    private var known: [String: PersonName] = [:]
    private var new: [PersonDraft] = []
    private var ids: [String: ID<Person>] = [:]

    init(_ drafts: [PersonDraft], in transaction: borrowing Transaction) throws {
        let emails = Array(Set(drafts.map(\.email)))
        for person in try Person.rows("WHERE email = ANY(\(emails))", in: transaction) {
            known[person.email] = person.name
            ids[person.email] = person.id
        }
    }

    func id(of email: String) -> ID<Person>? { ids[email] }

    /// Whether the person is new.
    ///
    /// Refuses with `InvalidForm` when the address has another name.
    mutating func enter(_ draft: PersonDraft) throws -> Bool {
        if let name = known[draft.email] {
            guard name.isSame(as: draft.name) else {
                throw InvalidForm([
                    FieldProblem(
                        "email",
                        "belongs to a person with another name: check the address or "
                            + "have the name corrected first"
                    )
                ])
            }
            return false
        }
        known[draft.email] = draft.name
        new.append(draft)
        return true
    }

    /// Leaves out the new people but these.
    mutating func keep(only emails: Set<String>) {
        new.removeAll { !emails.contains($0.email) }
    }

    /// Enters the new people.
    ///
    /// Refuses all of it with `EnrolmentError.nameDiffers` when somebody entered one of them under
    /// another name since we looked: the same import again rejects that row alone.
    mutating func save(in transaction: borrowing Transaction) throws {
        for start in stride(from: 0, to: new.count, by: ImportRun.rowsAtOnce) {
            let some = Array(new[start...].prefix(ImportRun.rowsAtOnce))
            ids.merge(try PersonDraft.insert(some, in: transaction)) { $1 }
        }
        let missing = new.map(\.email).filter { ids[$0] == nil }
        if !missing.isEmpty {
            for person in try Person.rows("WHERE email = ANY(\(missing))", in: transaction) {
                guard known[person.email]?.isSame(as: person.name) == true else {
                    throw EnrolmentError.nameDiffers
                }
                ids[person.email] = person.id
            }
        }
        new = []
    }
}
