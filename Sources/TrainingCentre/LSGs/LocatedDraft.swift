import Postgres

/// A draft of what is in a municipality or city, which its field `lsg_code` names or has the code
/// of.
protocol LocatedDraft: CodedDraft {
    var lsgCode: String? { get set }
}

extension LocatedDraft {
    package static func resolver(
        in transaction: borrowing Transaction
    ) throws -> (Self) throws -> Self {
        let directory = try LSG.Directory(in: transaction)
        return { draft in
            var draft = draft
            draft.lsgCode = try draft.lsgCode.map {
                try directory.lsgCode(of: $0, field: "lsg_code")
            }
            return draft
        }
    }
}
