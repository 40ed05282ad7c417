import Postgres
import Testing

@Suite("SQL")
struct SQLTests {
    @Test("Values become numbered parameters, spliced statements are renumbered")
    func interpolation() {
        let condition: SQL = "b = \(2) OR c = \("x")"
        let sql: SQL =
            "SELECT a WHERE a = \(1) AND (\(condition)) AND d = \(true) AND (\(condition))"
        #expect(
            sql.text
                == "SELECT a WHERE a = $1 AND (b = $2 OR c = $3) AND d = $4 AND (b = $5 OR c = $6)"
        )
    }

    @Test("Ten and more parameters keep their places when spliced")
    func manyParameters() {
        var list: SQL = "\(0)"
        for number in 1..<12 { list = "\(list), \(number)" }
        let sql: SQL = "VALUES (\(list), \("last"))"
        #expect(sql.text == "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
    }

    @Test("Names are quoted, constants are not")
    func names() {
        let table = #"odd"name"#
        let sql: SQL = "SELECT \(raw: "count(*)") FROM \(identifier: table)"
        #expect(sql.text == #"SELECT count(*) FROM "odd""name""#)
    }

    @Test("Neither description nor dump shows parameters")
    func redaction() {
        let sql: SQL = "SELECT \("secret")"
        #expect(!"\(sql)".contains("secret"))
        #expect(!String(reflecting: sql).contains("secret"))
        var text = ""
        dump(sql, to: &text)
        #expect(!text.contains("secret"))
    }
}
