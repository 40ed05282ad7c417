import Testing

@testable import Documents

@Suite("Reading tables")
struct CSVReaderTests {
    private func table(
        _ text: String,
        delimiter: CSVDelimiter? = nil,
        rowsMax: Int = 1000
    ) throws -> CSVTable {
        try CSVTable(
            Array(text.utf8),
            encoding: "utf-8",
            delimiter: delimiter,
            rowsMax: rowsMax
        )
    }

    private func failure(_ text: String, rowsMax: Int = 1000) -> CSVError? {
        do {
            _ = try table(text, rowsMax: rowsMax)
            return nil
        } catch {
            return error as? CSVError
        }
    }

    @Test("The nominations as an institution sent them")
    func nominations() throws {
        let bytes = try TestFiles.bytes("DocumentsTests/Data/nominations-as-received.csv")
        let table = try CSVTable(bytes, rowsMax: 100)
        #expect(table.encoding == .windows1250)
        #expect(table.delimiter == .semicolon)
        #expect(
            table.header.names == [
                "Ime i prezime", "Pol", "Opština/grad", "Institucija", "Radno mesto", "E-mail",
            ]
        )
        #expect(table.records.count == 10 && table.problems.isEmpty)
        let sixth = try #require(table.records.dropFirst(5).first)
        #expect(sixth.row == 7)
        #expect(sixth["opština/GRAD"] == "Trstenik")
        #expect(sixth["Pol"] == "ž")
        #expect(sixth["E-mail"] == " VISNJA.PELAGIC@TRSTENIK.EXAMPLE")
        #expect(sixth["telefon"] == nil)
    }

    @Test("All municipalities as a file, in every encoding and with every delimiter")
    func municipalities() throws {
        let places = try TestFiles.municipalities()
        #expect(places.count == 174)
        for isCyrillic in [true, false] {
            let records = places.enumerated().map { index, place in
                ["\(index)", isCyrillic ? place.cyrillic : place.latin, "a,b;c\t\"d\""]
            }
            let header = ["šifra", isCyrillic ? "назив" : "naziv", "opis"]
            for delimiter in CSVDelimiter.allCases {
                let names = isCyrillic ? ["код", header[1], "опис"] : header
                let utf8 = CSVWriter(delimiter: delimiter).table(header: names, records: records)
                for encoding in TextEncoding.allCases {
                    let text = String(decoding: utf8, as: UTF8.self)
                    guard let bytes = TestFiles.encode(text, as: encoding) else {
                        #expect(encoding == (isCyrillic ? .windows1250 : .windows1251))
                        continue
                    }
                    let table = try CSVTable(bytes, rowsMax: 1000)
                    #expect(table.encoding == encoding)
                    #expect(table.delimiter == delimiter)
                    #expect(table.header.names == names)
                    #expect(table.records.map(\.values) == records)
                }
            }
        }
    }

    @Test("Quotes, doubled quotes, line ends inside, and the line each record starts on")
    func quoting() throws {
        let text =
            "a,b\r\n\"x\r\ny\",\"say \"\"hi\"\"\"\n\r\n  \n,\n\"\",\"\"\r"
            + "1,2\r\"\n\n\",\"\"\"\"\n3,4"
        let table = try table(text)
        #expect(
            table.records.map(\.values) == [
                ["x\r\ny", "say \"hi\""], ["", ""], ["1", "2"], ["\n\n", "\""], ["3", "4"],
            ]
        )
        #expect(table.records.map(\.row) == [2, 7, 8, 9, 12])
    }

    @Test("Line ends of every kind, the last one missing or not", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(lineEnd: String) throws {
        for end in ["", lineEnd, lineEnd + lineEnd] {
            let table = try table(
                ["\u{FEFF}a;b", "1;2", "", "3;ž"].joined(separator: lineEnd) + end
            )
            #expect(table.header.names == ["a", "b"])
            #expect(table.records.map(\.values) == [["1", "2"], ["3", "ž"]])
            #expect(table.records.map(\.row) == [2, 4])
        }
    }

    @Test("A record of another width is a problem of its row and stops nothing")
    func widths() throws {
        let table = try table("a,b,c\n1,2\n1,2,3\n1,2,3,4\n\"x\ny\"\n")
        #expect(table.records.map(\.row) == [3])
        #expect(
            table.problems == [
                CSVRowProblem(row: 2, kind: .fields(expected: 3, found: 2)),
                CSVRowProblem(row: 4, kind: .fields(expected: 3, found: 4)),
                CSVRowProblem(row: 5, kind: .fields(expected: 3, found: 1)),
            ]
        )
    }

    @Test("Columns are found by name whatever its capitals and outer space")
    func columns() throws {
        let bytes = Array(" E-mail ,ИМЕ,,\na@b,Ана,x,y\n".utf8)
        var reader = try CSVReader(TextEncodingDetector.decode(bytes), rowsMax: 10)
        #expect(reader.header.names == ["E-mail", "ИМЕ", "", ""])
        let name = try #require(reader.header.column("име"))
        let record = try #require(try reader.next()).get()
        #expect(record[name] == "Ана")
        #expect(record["e-MAIL "] == "a@b")
        #expect(record[""] == nil)
        #expect(try reader.next() == nil)
    }

    @Test("A quote inside a field without quotes is part of its text")
    func quotesInside() throws {
        let read = try table("a,b\nAna \"Cica\" Anić,1\n2\",3 \"\n")
        #expect(read.records.map(\.values) == [["Ana \"Cica\" Anić", "1"], ["2\"", "3 \""]])
    }

    @Test("What cannot be read on, with its line")
    func errors() {
        #expect(failure("") == .emptyFile)
        #expect(failure("\u{FEFF}\n \r\n;;\n") == .emptyFile)
        #expect(failure("\"a,b\n1,2\n3,4\n") == .unterminatedQuote(line: 1))
        #expect(failure("\"x\ny\"z,1\n1,2\n") == .strayQuote(line: 2))
        #expect(failure("\nEmail,ime,e-mail,EMAIL \n") == .duplicateColumn(name: "EMAIL", line: 2))
        #expect(failure("Име,име") == .duplicateColumn(name: "име", line: 1))
        #expect(failure("a\n1\n2\n3\n", rowsMax: 2) == .tooManyRows(line: 4, rowsMax: 2))
        #expect(failure("a\n1\n2\n\n \n", rowsMax: 2) == nil)
    }

    @Test("The limits are inclusive")
    func limits() throws {
        let bytesMax = CSVLimits.fieldBytesMax
        let longest = String(repeating: "x", count: bytesMax)
        #expect(try table("a\n\(longest)\n\"\(longest)\"\n").records.count == 2)
        #expect(failure("a\n\n\(longest)x\n") == .fieldTooLong(line: 3, bytesMax: bytesMax))
        #expect(failure("a\n\"\(longest)x\"\n") == .fieldTooLong(line: 2, bytesMax: bytesMax))
        let columnsMax = CSVLimits.columnsMax
        let widest = (1...columnsMax).map { "c\($0)" }.joined(separator: ",")
        #expect(try table(widest).header.names.count == columnsMax)
        #expect(failure(widest + ",x") == .tooManyColumns(line: 1, columnsMax: columnsMax))
        #expect(failure("a,b\n" + widest + ",") == .tooManyColumns(line: 2, columnsMax: columnsMax))
    }

    @Test("A quote out of place spoils its own row, and the next line is read on")
    func quotes() throws {
        let unclosed = try table("a,b\n1,2\n3,\"4\n5,6\n\"7\n7\",8\n")
        #expect(unclosed.records.map(\.values) == [["1", "2"], ["5", "6"], ["7\n7", "8"]])
        #expect(unclosed.records.map(\.row) == [2, 4, 5])
        #expect(unclosed.problems == [CSVRowProblem(row: 3, kind: .quotationMark)])
        let stray = try table("a,b\n1,\"2\"x\n3,4\n\"x\ny\"z,1\n5,6\n,\"")
        #expect(stray.records.map(\.values) == [["3", "4"], ["y\"z", "1"], ["5", "6"]])
        #expect(
            stray.problems.map(\.row) == [2, 4, 7]
                && stray.problems.allSatisfy { $0.kind == .quotationMark }
        )
    }

    @Test("After an error the reader has ended")
    func endsAfterError() throws {
        let bytes = Array("a\n1\n2\n3\n".utf8)
        var reader = try CSVReader(TextEncodingDetector.decode(bytes), rowsMax: 1)
        _ = try reader.next()
        #expect(throws: CSVError.tooManyRows(line: 3, rowsMax: 1)) { try reader.next() }
        #expect(try reader.next() == nil)
    }

    @Test(
        "The delimiter is found where another one stands in the text",
        arguments: [
            ("Prezime, ime;Pol\nPetrović, Ana;ž\n", CSVDelimiter.semicolon),
            ("a;b,c,d,e\n1;2\n3;4\n", .semicolon), ("\"a;b;c\",d\n\"1;2;3\",4\n", .comma),
            ("a\tb;c\n1\t2,3,4\n", .tab), ("a;b\n1,5;2,5\n", .semicolon), ("a,b", .comma),
            ("ime\nPetrović, Ana\n", .semicolon), ("ime\n", .comma), ("a;b\n\"x\n", .semicolon),
            ("a;b\n1;O\"B\n", .semicolon), ("a,b\n1;2;3,4\n5;6;7,8\n", .comma),
        ]
    )
    func delimiters(text: String, delimiter: CSVDelimiter) {
        #expect(CSVDelimiter.detect(in: Array(text.utf8), from: 0) == delimiter)
    }

    @Test("A file may name its delimiter in its first line")
    func separatorLine() throws {
        for text in ["sep=;\r\na,b;c\n1;2\n", "SEP=;\na,b;c\n1;2\n", "sep=;\ra,b;c\n1;2\n"] {
            let table = try table(text)
            #expect(table.delimiter == .semicolon)
            #expect(table.header.names == ["a,b", "c"])
            #expect(table.records.map(\.row) == [3])
        }
        #expect(try table("sep=;\na,b\n1,2\n", delimiter: .comma).records.count == 1)
        #expect(try table("sep=;x\n1;2\n").header.names == ["sep=", "x"])
        #expect(failure("sep=;") == .emptyFile)
    }
}
