import Postgres

/// The people of an import: those who are known, and those who will be entered at its end.
struct PeopleDirectory {
    /// Who has an address.
    ///
    /// The facts stand apart: a table has room for twice as many.
    private enum Holder {
        indirect case recorded(ID<Person>, PersonName)
        indirect case new(PersonDraft)
    }

    private var holders: [String: Holder] = [:]
    /// The addresses of the new people in the order of the file.
    private(set) var new: [String] = []
    /// Which institution names an address; empty for who may name everybody.
    private var institutions: [String: ID<Organisation>] = [:]

    init(_ emails: some Sequence<String>, in transaction: borrowing Transaction) throws {
        let emails = Array(Set(emails))
        for start in stride(from: 0, to: emails.count, by: ImportRun.rowsAtOnce) {
            let some = Array(emails[start...].prefix(ImportRun.rowsAtOnce))
            for person in try Person.rows("WHERE email = ANY(\(some))", in: transaction) {
                holders[person.email] = .recorded(person.id, person.name)
            }
        }
    }

    /// For those whom institutions name, each for one: an address leads to nobody else.
    init(
        nominees: [(draft: PersonDraft, organisation: ID<Organisation>)],
        in transaction: borrowing Transaction
    ) throws {
        for (organisation, named) in Dictionary(grouping: nominees, by: \.organisation) {
            let drafts = named.map(\.draft).filter { institutions[$0.email] == nil }
            for draft in drafts { institutions[draft.email] = organisation }
            let known = try NamedByFocalPoint.known(drafts, of: organisation, in: transaction)
            for (email, person) in known { holders[email] = .recorded(person.id, person.name) }
        }
    }

    /// Those of institutions' people who are known.
    var nominees: [ID<Person>] { institutions.keys.compactMap { id(of: $0) } }

    func id(of email: String) -> ID<Person>? {
        if case .recorded(let id, _) = holders[email] { id } else { nil }
    }

    private func name(of email: String) -> PersonName? {
        switch holders[email] {
        case .recorded(_, let name): name
        case .new(let draft): draft.name
        case nil: nil
        }
    }

    /// Whether the person is new.
    ///
    /// Refuses with `InvalidForm` when the address has another name.
    mutating func enter(_ draft: PersonDraft) throws -> Bool {
        if let name = name(of: draft.email) {
            guard name.isMeant(by: draft.name) else {
                throw InvalidForm([
                    FieldProblem(
                        "email",
                        "belongs to a person with another name: check the address or "
                            + "have the name corrected first",
                        .nameDiffers
                    )
                ])
            }
            return false
        }
        holders[draft.email] = .new(draft)
        new.append(draft.email)
        return true
    }

    /// Leaves out the new people but these.
    mutating func keep(only emails: Set<String>) {
        new.removeAll { !emails.contains($0) }
    }

    /// Enters the new people.
    ///
    /// Refuses all of it with `EnrolmentError.nameDiffers` when somebody entered one of them under
    /// another name since we looked: the same import again rejects that row alone.
    mutating func save(in transaction: borrowing Transaction) throws {
        for start in stride(from: 0, to: new.count, by: ImportRun.rowsAtOnce) {
            let some = new[start...].prefix(ImportRun.rowsAtOnce).compactMap { email in
                if case .new(let draft) = holders[email] { draft } else { nil }
            }
            let ids = try PersonDraft.insert(some, in: transaction)
            for draft in some {
                if let id = ids[draft.email] { holders[draft.email] = .recorded(id, draft.name) }
            }
            try enterApart(some.filter { ids[$0.email] == nil }, in: transaction)
        }
        let missing = new.filter { id(of: $0) == nil }
        if !missing.isEmpty {
            for person in try Person.rows("WHERE email = ANY(\(missing))", in: transaction) {
                guard name(of: person.email).map(person.name.isMeant(by:)) == true else {
                    throw EnrolmentError.nameDiffers
                }
                holders[person.email] = .recorded(person.id, person.name)
            }
        }
        new = []
    }

    /// Enters those whose addresses others have, where institutions name them.
    private mutating func enterApart(
        _ drafts: [PersonDraft],
        in transaction: borrowing Transaction
    ) throws {
        for (organisation, named) in Dictionary(grouping: drafts, by: { institutions[$0.email] }) {
            guard let organisation else { continue }
            let ids = try NamedByFocalPoint.insert(named, by: organisation, in: transaction)
            for draft in named {
                if let id = ids[draft.email] { holders[draft.email] = .recorded(id, draft.name) }
            }
        }
    }
}
