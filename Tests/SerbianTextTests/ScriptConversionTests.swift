import SerbianText
import Testing

@Suite("Conversion between the scripts")
struct ScriptConversionTests {
    @Test("Every row of the table, byte for byte, in the directions it names")
    func table() throws {
        let rows = try TestData.rows("translit.tsv")
        #expect(rows.count > 100)
        for row in rows {
            let (cyrillic, latin, direction) = (row[0], row[1], row[2])
            if direction != "l2c" {
                #expect(bytes(SerbianText.latin(cyrillic)) == bytes(latin), "\(row)")
            }
            if direction != "c2l" {
                #expect(bytes(SerbianText.cyrillic(latin)) == bytes(cyrillic), "\(row)")
            }
        }
    }

    @Test("Names of persons, both ways")
    func names() throws {
        let rows = try TestData.rows("names_sr.tsv")
        #expect(rows.count > 3000)
        for row in rows {
            #expect(bytes(SerbianText.latin(row[1])) == bytes(row[2]), "\(row)")
            #expect(bytes(SerbianText.cyrillic(row[2])) == bytes(row[1]), "\(row)")
            let capitals = row[1].uppercased()
            #expect(
                bytes(SerbianText.latin(capitals)) == bytes(row[2].uppercased()),
                "\(row)"
            )
            #expect(
                bytes(SerbianText.cyrillic(row[2].uppercased())) == bytes(capitals),
                "\(row)"
            )
        }
    }

    @Test("Names of municipalities, districts and regions, both ways")
    func places() throws {
        let rows = try TestData.rows("municipalities.csv", separator: ",")
        #expect(rows.count == 174)
        for row in rows {
            for column in [1, 6, 9] {
                let (cyrillic, latin) = (row[column], row[column + 1])
                #expect(bytes(SerbianText.latin(cyrillic)) == bytes(latin), "\(row)")
                #expect(bytes(SerbianText.cyrillic(latin)) == bytes(cyrillic), "\(row)")
                let (upper, upperLatin) = (cyrillic.uppercased(), latin.uppercased())
                #expect(bytes(SerbianText.latin(upper)) == bytes(upperLatin), "\(row)")
                #expect(bytes(SerbianText.cyrillic(upperLatin)) == bytes(upper), "\(row)")
            }
        }
    }
}
