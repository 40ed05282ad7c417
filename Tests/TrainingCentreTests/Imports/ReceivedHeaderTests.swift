import Testing

@testable import TrainingCentre

@Suite("Headers of tables that others made")
struct ReceivedHeaderTests {
    private func read(_ rows: [String], merges: [String] = []) throws -> ImportFile {
        try ImportFile.read(
            TestWorkbook.bytes(sheets: [("Prijava", rows)], merges: merges),
            as: .enrolments
        )
    }

    private func columns(_ header: String) throws -> [String?] {
        try ImportFile.read(Array("\(header)\n".utf8), as: .enrolments).headers.map(\.column)
    }

    @Test("Headers that are not understood are named, those of numbers are not missed")
    func unknown() throws {
        let text = "R.br.;Ime i prezime;E-pošta;Boja kose;Zanimanje;Krvna grupa\n"
        let file = try ImportFile.read(Array(text.utf8), as: .enrolments)
        #expect(file.unknownHeaders == ["Boja kose", "Krvna grupa"])
        let sheet = try read([
            "Redni broj|Ime i prezime|E-pošta|Boja kose|", "1|Ana Anić|a@a.example|plava",
        ])
        #expect(sheet.unknownHeaders == ["Boja kose"])
    }

    @Test("What municipalities call a function and a place is understood")
    func synonyms() throws {
        for name in [
            "Zanimanje", "Radno mesto", "Radno mesto / funkcija", "Радно место / функција",
            "Naziv radnog mesta", "Zvanje", "Funkcija / radno mesto",
        ] {
            #expect(try columns("Ime i prezime;E-pošta;\(name)").last == "function", "\(name)")
        }
        for name in ["Mesto rada", "Opština i grad", "Naziv lokalne samouprave"] {
            #expect(try columns("Ime i prezime;E-pošta;\(name)").last == "lsg_code", "\(name)")
        }
        #expect(
            try columns(
                "Ime i prezime (štampanim slovima);Zvanična e-mail adresa;"
                    + "Opština/grad iz koje dolazi;Naziv organa / institucije"
            ) == ["name", "email", "lsg_code", "institution"]
        )
        // What says it better comes first, wherever it stands.
        #expect(
            try columns("E-pošta;Zanimanje;Mesto rada;Radno mesto;Opština") == [
                "email", nil, nil, "function", "lsg_code",
            ]
        )
    }

    @Test("A name is understood with what else stands in its cell, and by who it is of")
    func names() throws {
        for name in [
            "Ime (ime oca) i prezime", "Име, средње слово и презиме", "Ime i prezime predstavnika",
            "Ime, prezime i titula", "Učesnik", "Полазник", "Kandidat",
        ] {
            #expect(try columns("R.br.;\(name);E-pošta")[1] == "name", "\(name)")
        }
        #expect(
            try columns("Kandidat;Iz opštine;Ustanova/institucija;E-pošta") == [
                "name", "lsg_code", "institution", "email",
            ]
        )
        #expect(try columns("Ime i prezime;Firma").last == "institution")
        // Beside a name that is written better it is something else.
        for header in ["Kandidat;Ime i prezime", "Kandidat;Ime;Prezime", "Učesnik;Prezime i ime"] {
            #expect(try columns(header)[0] == nil, "\(header)")
        }
    }

    @Test("A title that stands in the upper row alone is the column's, merged or not")
    func upperTitle() throws {
        let rows = [
            "Prijava polaznika", "Podaci o polazniku|||Radno mesto / funkcija|Opština",
            "Prezime|Ime|e-mail||", "Anić|Ana|ana@a.example|pravnik|Niš",
        ]
        for merges in [["A2:C2"], ["A2:C2", "D2:D3", "E2:E3"], []] {
            let file = try read(rows, merges: merges)
            #expect(file.rows.map(\.line) == [4])
            #expect(
                file.rows.first?.values == [
                    "family_name": "Anić", "given_name": "Ana", "email": "ana@a.example",
                    "function": "pravnik", "lsg_code": "Niš",
                ],
                "\(merges)"
            )
            #expect(file.unknownHeaders == [])
        }
    }

    @Test("A title that is merged across columns, beside others over two rows, has all of them")
    func wideTitle() throws {
        let file = try read(
            [
                "Ime i prezime||Kontakt||Radno", "||E-pošta|Telefon|mesto",
                "Ana|Anić|ana@a.example|011|pravnik",
            ],
            merges: ["A1:B2", "C1:D1"]
        )
        #expect(
            file.rows.map(\.values) == [
                ["name": "Ana Anić", "email": "ana@a.example", "function": "pravnik"]
            ]
        )
        #expect(file.unknownHeaders == ["Telefon"])
    }

    @Test("Of two columns with one title that is taken which is not about the institution")
    func groups() throws {
        let rows = [
            "Institucija|||Kandidat||", "Naziv|E-mail|Opština|Ime i prezime|E-mail|Funkcija",
            "Opština Ub|uprava@ub.example|Ub|Raša Ubić|rasa@ub.example|pravnik",
        ]
        let file = try read(rows, merges: ["A1:C1", "D1:F1"])
        #expect(file.rows.first?.values["email"] == "rasa@ub.example")
        #expect(file.rows.first?.values["lsg_code"] == "Ub")
        #expect(file.rows.first?.values["institution"] == "Opština Ub")
        #expect(file.unknownHeaders == ["Institucija E-mail"])
    }

    @Test("An address is read out of what stands around it, and nothing is joined to one")
    func addresses() throws {
        for (cell, address) in [
            ("Goca Gocić &lt;goca@ada.example>", "goca@ada.example"),
            ("mailto:goca@ada.example", "goca@ada.example"),
            ("goca @ ada.example ", "goca@ada.example"),
            ("&lt;goca@ada.example>;", "goca@ada.example"),
            ("goca gocic@ada.example", "goca gocic@ada.example"),
        ] {
            let file = try read(["Ime i prezime|E-pošta", "Goca Gocić|\(cell)"])
            #expect(file.rows.first?.values["email"] == address)
        }
    }

    @Test("Names that have a line each are several, and a name of two lines is one")
    func lines() throws {
        for (cell, name) in [
            ("Dragan Dragić\nPera Perić", "Dragan Dragić, Pera Perić"),
            ("Dragan\nDragić", "Dragan Dragić"), ("Ana Marija\nAnić", "Ana Marija Anić"),
        ] {
            let file = try read(["Ime i prezime|E-pošta", "\(cell)|a@a.example"])
            #expect(file.rows.first?.values["name"] == name)
        }
    }

    @Test("A row of people is no part of the header, whatever words stand in it")
    func firstRow() throws {
        let file = try read([
            "Ime|Prezime|E-pošta|Zaposlen u", "Ana|Anić|ana@a.example|Opština",
            "Eva|Ević|eva@a.example|Ustanova",
        ])
        #expect(file.rows.map(\.line) == [2, 3])
        #expect(file.unknownHeaders == ["Zaposlen u"])
    }
}
