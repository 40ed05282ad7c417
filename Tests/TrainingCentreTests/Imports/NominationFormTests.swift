import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Forms of nominations that look like no table", .centre)
struct NominationFormTests {
    private let centre = TrainingCentre.ofTest

    private func read(_ rows: [String], merges: [String] = []) throws -> ImportFile {
        let bytes = try TestWorkbook.bytes(sheets: [("Пријава", rows)], merges: merges)
        return try ImportFile.read(bytes, as: .enrolments)
    }

    @Test("A header over two or three rows is one, though no cell is merged")
    func lines() throws {
        let two = try read([
            "PRIJAVNI LIST", "", "Ime i|Elektronska|Grad /|Naziv",
            "prezime|pošta|opština|institucije", "Ana Anić|ana@a.example|Niš|Grad Niš",
        ])
        let expected = ["name", "email", "lsg_code", "institution"]
        #expect(two.headers.compactMap(\.column) == expected)
        #expect(two.rows.map(\.line) == [5])
        #expect(two.rows[0].values["email"] == "ana@a.example")
        let three = try read([
            "Ime|Elektronska|Jedinica|Radno", "i|adresa|lokalne|mesto",
            "prezime||samouprave|", "Ana Anić|ana@a.example|Niš|lekar",
        ])
        #expect(three.headers.compactMap(\.column) == ["name", "email", "lsg_code", "function"])
        #expect(three.rows.map(\.line) == [4])
        // The first row of people is no line of the header.
        let one = try read(["Ime i prezime|E-mail", "Ana Anić|ana@a.example"])
        #expect(one.rows.map(\.line) == [2])
    }

    @Test("A form for one person has its labels below each other")
    func oneEach() throws {
        let file = try read([
            "ПРИЈАВА ЗА ОБУКУ", "", "Име и презиме:|Биљана Марић", "Општина:|Бор",
            "Е-пошта:|biljana@bor.example", "Потпис:|", "Радно место:|повереник",
        ])
        #expect(file.rows.count == 1)
        #expect(
            file.rows[0].values == [
                "name": "Биљана Марић", "lsg_code": "Бор", "email": "biljana@bor.example",
                "function": "повереник",
            ]
        )
        let pair = try read([
            "Ime i prezime|Ana Anić|Bora Borić", "Opština|Bor|Bor",
            "E-mail|a@a.example|b@a.example",
        ])
        #expect(pair.rows.compactMap { $0.values["email"] } == ["a@a.example", "b@a.example"])
    }

    @Test("Sections with a title and a header each are one table")
    func sections() throws {
        let file = try read(
            [
                "Nominacije", "Gradska uprava||", "Br.|Ime i prezime|Službeni e-mail",
                "1|Ana Anić|a@a.example", "", "Centar za socijalni rad||",
                "Br.|Ime i prezime|Službeni e-mail", "1|Đorđe Šešelj|d@a.example",
            ],
            merges: ["A2:C2", "A6:C6"]
        )
        #expect(file.rows.compactMap { $0.values["email"] } == ["a@a.example", "d@a.example"])
    }

    @Test("Titles are no part of a name; a letter of the other script is meant as it looks")
    func names() throws {
        for (written, given, family) in [
            ("mr Zoran Živković", "Zoran", "Živković"),
            ("Prof. dr Vera Lukić, dipl. pravnik", "Vera", "Lukić"),
            ("Dr Anić", "Dr", "Anić"), ("Јelena Pоpović", "Jelena", "Popović"),
            ("Мила Đorđević", "Mila", "Đorđević"),
        ] {
            var form = Form(["name": written])
            let name = form.personName()
            #expect(form.problems == [], "\(written)")
            #expect(name.givenLatn == given && name.familyLatn == family, "\(written)")
        }
        // It looks the same in both scripts: only who is called so can say.
        var mixed = Form(["name": "Мapa Петровић"])
        _ = mixed.personName()
        #expect(mixed.problems.first?.problem.contains("type it in one script") == true)
        var several = Form(["email": "a@a.example;b@a.example"])
        _ = several.email("email")
        #expect(several.problems.first?.problem == "holds several e-mail addresses: leave one")
    }

    @Test("A name without its diacritics means the known one, which stays; no other name does")
    func plainNames() async throws {
        try await Sample.cohort("JEDAN", in: centre)
        func enter(_ name: String, _ email: String, sex: String = "") async throws -> ImportReport {
            try await centre.importText(
                "cohort_code,email,name,sex\nJEDAN,\(email),\(name),\(sex)\n",
                as: .enrolments
            )
        }
        try await centre.importText(
            "email,name\nsanja@a.example,Sanja Kostić\ndj@a.example,Ђорђе Живић\n"
                + "bez@a.example,Mira Anic\n",
            as: .people
        )
        #expect(try await enter("Sanja Kostic", "sanja@a.example", sex: "zensko").created == 1)
        #expect(try await enter("Djordje Zivic", "dj@a.example", sex: "Muski").created == 1)
        for (name, email) in [
            ("Sanja Kostič", "sanja@a.example"), ("Sanja Kosta", "sanja@a.example"),
            ("Mira Anić", "bez@a.example"), ("Сања Костиц", "sanja@a.example"),
        ] {
            let report = try await enter(name, email)
            #expect(report.rejected.map(\.field) == ["email"], "\(name)")
        }
        let names = try await centre.read {
            try Person.rows("WHERE email IN ('sanja@a.example', 'dj@a.example')", in: $0)
        }
        #expect(Set(names.map(\.name.latin)) == ["Sanja Kostić", "Đorđe Živić"])
        let person = try #require(names.first { $0.email == "sanja@a.example" })
        // Somebody who corrects the name still has to say why.
        await #expect(throws: ReasonMissing.self) {
            _ = try await centre.write(.clerk) {
                try Person.change(
                    person.id,
                    Form(["family_name_latn": "Kostic"]),
                    ifVersion: nil,
                    by: Act(by: .clerk),
                    in: $0
                )
            }
        }
    }

    @Test("What forms say of the sex is understood in both scripts, with diacritics or without")
    func sexes() {
        for (words, sex) in [
            (["Ženski", "Zenski", "zensko", "ЖЕНСКИ", "Ž", "z", "f"], Person.Sex.female),
            (["muski", "Muško", "мушки", "M", "м"], .male),
        ] {
            for word in words {
                var form = Form(["sex": word])
                #expect(form.sex() == sex, "\(word)")
            }
        }
        var form = Form(["sex": "x"])
        #expect(form.sex() == nil && !form.problems.isEmpty)
    }

    @Test("Who has a seat elsewhere at the same time gets this one too, and the import says so")
    func clashes() async throws {
        for code in ["JEDAN", "DRUGI"] { try await Sample.cohort(code, in: centre) }
        try await Sample.enrol(Sample.emails(2), in: "JEDAN", centre)
        let text = Sample.enrolments("DRUGI", [Sample.email(1), Sample.email(5)])
        let report = try await centre.importText(text, as: .enrolments)
        #expect(report.created == 2)
        let clashes = report.warnings.filter { $0.code == "person_clashes" }
        #expect(clashes.map(\.line) == [2])
        #expect(clashes.first?.problem.contains("JEDAN") == true)
        let again = try await centre.importText(text, as: .enrolments)
        #expect(again.unchanged == 2 && again.warnings.isEmpty)
    }
}
