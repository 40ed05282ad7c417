import Postgres

/// The vocabulary of groups that courses are for; a code that is new adds one.
enum TargetGroupRows: RowNoun {
    static let columns = ["code", "name_sr_cyrl", "name_sr_latn", "name_en"]
    static let keys = ["code"]
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY code COLLATE "C") AS place,
            ARRAY[code, name_sr_cyrl, name_sr_latn, name_en] AS cells
        FROM target_groups
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        // Of the form of an assessment's code: small letters, digits and dashes.
        let (code, name) = (form.assessment("code"), form.titles("name"))
        try form.check()
        _ = try transaction.execute(
            """
            INSERT INTO target_groups (code, name_sr_cyrl, name_sr_latn, name_en)
            VALUES (\(code), \(name.srCyrl), \(name.srLatn), \(name.en))
            ON CONFLICT (code) DO UPDATE
            SET name_sr_cyrl = excluded.name_sr_cyrl, name_sr_latn = excluded.name_sr_latn,
                name_en = excluded.name_en
            """
        )
    }
}
