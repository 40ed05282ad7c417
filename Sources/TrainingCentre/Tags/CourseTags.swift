import Postgres

extension Course {
    static let tags = CodedLinks(
        table: "course_tags",
        owners: "courses",
        ownerID: "course_id",
        others: "tags",
        otherID: "tag_id"
    )

    /// The codes of a course's tags; refuses with `NotFound`.
    package static func tags(
        of code: String,
        in transaction: borrowing Transaction
    ) throws -> [String] {
        let found = try transaction.value(
            "SELECT \(tags.codes) FROM courses WHERE code = \(code.uppercased())",
            as: [String].self
        )
        guard let found else { throw NotFound(noun, code) }
        return found
    }

    /// Gives a course exactly these tags, in the order in which a document names them.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound` and `InvalidForm`.
    package static func changeTags(
        of code: String,
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [String] {
        try actor.require(.manageCatalogue)
        let course = try find(code, in: transaction)
        var form = form
        let codes = form.codes("tags")
        try form.check()
        try [Reference("tags", Tag.self, codes)].check(in: transaction)
        let inOrder = form.list("tags").map { $0.uppercased() }
        try tags.replace(of: course.draft.code, with: inOrder, in: transaction)
        return try tags(of: code, in: transaction)
    }
}
