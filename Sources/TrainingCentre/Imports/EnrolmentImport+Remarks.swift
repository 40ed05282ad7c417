import Postgres

extension EnrolmentImport {
    /// Says of whoever was entered what somebody should look at.
    ///
    /// `entered` are the addresses of those whom the file has made known.
    func remark(
        on new: [(draft: Draft, row: Int)],
        entered: [String],
        _ people: PeopleDirectory,
        _ outcomes: inout [RowOutcome],
        in transaction: borrowing Transaction
    ) throws {
        let elsewhere = try Person.known(
            elsewhere: entered.compactMap(people.id(of:)),
            of: represented.map { $0.values.map(\.id) },
            in: transaction
        )
        for (draft, row) in new where !outcomes[row].isRejected && draft.status.isLive {
            let own = draft.organisation.flatMap { organisations[$0]?.lsgCode }
            if draft.facts.lsgCode ?? own == nil { outcomes[row].add(.lsgUnknown) }
            if !elsewhere.isEmpty, let person = people.id(of: draft.person.email),
                elsewhere.contains(person)
            {
                outcomes[row].add(.knownElsewhere)
            }
        }
    }
}

extension RowOutcome {
    fileprivate mutating func add(_ remark: EnrolmentRemark) {
        self = .warned(self, remark.problem, code: remark.code)
    }
}
