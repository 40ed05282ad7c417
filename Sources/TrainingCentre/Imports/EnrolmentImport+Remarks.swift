import Postgres

extension EnrolmentImport {
    /// Says of whoever was entered what somebody should look at.
    func remark(
        on new: [(draft: Draft, row: Int)],
        _ outcomes: inout [RowOutcome]
    ) {
        for (draft, row) in new where !outcomes[row].isRejected && draft.status.isLive {
            if draft.facts.lsgCode == nil { outcomes[row].add(.lsgUnknown) }
        }
    }
}

extension RowOutcome {
    fileprivate mutating func add(_ remark: EnrolmentRemark) {
        self = .warned(self, remark.problem, code: remark.code)
    }
}
