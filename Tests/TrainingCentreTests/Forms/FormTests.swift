import Testing

@testable import TrainingCentre

@Suite("Filled-in forms")
struct FormTests {
    private enum Colour: String, CaseIterable {
        case red
        case darkBlue = "dark-blue"
    }

    @Test("White space around and doubled inside goes, letters are composed")
    func normalised() throws {
        var form = Form(["a": "  Ana \u{A0} Anic\u{301} ", "b": " \t "])
        #expect(form.text("a").unicodeScalars.elementsEqual("Ana Anić".unicodeScalars))
        #expect(!form.has("b"))
        #expect(form.optionalText("b") == nil)
        try form.check()
    }

    @Test(
        "A text is there, is not too long, and shows all that it holds",
        arguments: [
            ("", "is missing"), ("abcdef", "is longer than 5 characters"),
            ("a\u{202E}b", "U+202E"), ("a\u{7}b", "U+0007"), ("a\u{E000}b", "U+E000"),
            ("a😀b", "U+1F600"), ("a\u{FE0F}b", "U+FE0F"),
            ("a\u{2028}b", "U+2028"), ("a\u{FEFF}b", "U+FEFF"),
        ]
    )
    func texts(value: String, problem: String) {
        var form = Form(["a": value])
        _ = form.text("a", lengthMax: 5)
        if value == "a\u{2028}b" || value == "a\u{FEFF}b" || value == "a\u{7}b" {
            // Normalising may take these out before anybody looks.
            #expect(form.problems.isEmpty || form.problems[0].problem.contains(problem))
        } else {
            #expect(form.problems.map(\.field) == ["a"])
            #expect(form.problems.first?.problem.contains(problem) == true)
        }
    }

    @Test("Codes are capitals, digits and dashes", arguments: ["lap-2024", "A", "9-B"])
    func codes(value: String) {
        var form = Form(["a": value])
        #expect(form.code("a") == value.uppercased())
        #expect(form.problems.isEmpty)
    }

    @Test(
        "Other codes are refused",
        arguments: ["-A", "A B", "Ž1", "A_B", "А1", String(repeating: "A", count: 41)]
    )
    func wrongCodes(value: String) {
        var form = Form(["a": value])
        #expect(form.code("a") == "")
        #expect(form.problems.map(\.field) == ["a"])
        #expect(form.optionalCode("b") == nil)
    }

    @Test("Addresses are in small letters")
    func emails() {
        var form = Form(["a": " Ana@A.Example "])
        #expect(form.email("a") == "ana@a.example")
        #expect(form.problems.isEmpty)
    }

    @Test(
        "Other addresses are refused",
        arguments: [
            "ana", "@a", "ana@", "a@b@c", "a b@c", "@", "djordje@zabalj", "a@.example", "a@b.",
            "=cmd|calc!a1@x.example", "=ana@a.example", "ana|mia@a.example", "!ana@a.example",
        ]
    )
    func wrongEmails(value: String) {
        var form = Form(["a": value])
        #expect(form.email("a") == "")
        #expect(form.problems == [FieldProblem("a", "is no e-mail address", .noEmail)])
    }

    @Test("Dates, numbers and choices: right, missing, wrong")
    func others() {
        var right = Form([
            "d": "29.02.2024.", "i": "7", "h": "6,5", "c": "DARK-blue", "l": "a| b ||c",
        ])
        #expect(right.date("d").description == "2024-02-29")
        #expect(right.integer("i", in: 1...7) == 7)
        #expect(right.hundredths("h", in: 0...650) == Hundredths(650))
        #expect(right.choice("c") == Colour.darkBlue)
        #expect(right.choice("none", otherwise: Colour.red) == .red)
        #expect(right.list("l") == ["a", "b", "c"])
        #expect(right.problems.isEmpty)

        var missing = Form([:])
        _ = missing.date("d")
        _ = missing.integer("i", in: 1...7)
        _ = missing.hundredths("h", in: 0...650)
        let none: Colour? = missing.choice("c")
        #expect(none == nil)
        #expect(
            missing.problems
                == ["d", "i", "h", "c"].map { FieldProblem($0, "is missing", .missing) }
        )

        var wrong = Form([
            "d": "30.02.2024.", "i": "8", "j": "x", "h": "6,51", "c": "green",
            "l": String(repeating: "a", count: 301),
        ])
        _ = wrong.date("d")
        _ = wrong.integer("i", in: 1...7)
        _ = wrong.optionalInteger("j", in: 1...7)
        _ = wrong.hundredths("h", in: 0...650)
        let green: Colour? = wrong.choice("c")
        #expect(green == nil)
        _ = wrong.list("l")
        #expect(wrong.problems.map(\.field) == ["d", "i", "j", "h", "c", "l"])
        #expect(wrong.problems[0].problem.contains("30.02.2024."))
        #expect(wrong.problems[1].problem.contains("from 1 to 7"))
        #expect(wrong.problems[3].problem.contains("0 to 6.5"))
        #expect(wrong.problems[4].problem.contains("red, dark-blue"))
        #expect(throws: InvalidForm.self) { try wrong.check() }
    }

    @Test("A field that is read twice is wrong once")
    func twice() {
        var form = Form([:])
        _ = form.email("a")
        _ = form.email("a")
        #expect(form.problems.count == 1)
    }

    @Test("A title in one script is written in the other, English falls back to Latin")
    func titles() {
        var cyrillic = Form(["t_sr_cyrl": "Људска права"])
        #expect(
            cyrillic.titles("t")
                == Titles(srCyrl: "Људска права", srLatn: "Ljudska prava", en: "Ljudska prava")
        )
        var latin = Form(["t_sr_latn": "Ljudska prava", "t_en": "Human rights"])
        #expect(
            latin.titles("t")
                == Titles(srCyrl: "Људска права", srLatn: "Ljudska prava", en: "Human rights")
        )
        var none = Form(["t_en": "Human rights"])
        _ = none.titles("t")
        #expect(none.problems.map(\.field) == ["t_sr_cyrl"])
    }

    @Test(
        "Sex as forms write it",
        arguments: [
            ("M", Person.Sex.male), ("м", .male), ("Muško", .male), ("F", .female), ("ž", .female),
            ("Ж", .female), ("ЖЕНСКО", .female), ("м.", .male), ("ж.", .female), ("m.", .male),
            ("Ž.", .female), ("муш.", .male), ("žen.", .female),
        ]
    )
    func sex(value: String, sex: Person.Sex) {
        var form = Form(["sex": value])
        #expect(form.sex() == sex)
        var wrong = Form(["sex": "da"])
        #expect(wrong.sex() == nil)
        #expect(wrong.problems.map(\.field) == ["sex"])
    }
}

@Suite("Names of people in forms")
struct PersonNameTests {
    @Test("A name in one script is written in the other and marked as proposed")
    func proposed() {
        var latin = Form(["given_name_latn": "ljuba", "family_name_latn": "DŽONIĆ"])
        let name = latin.personName()
        #expect(name.cyrillic == "Љуба Џонић")
        #expect(name.latin == "Ljuba Džonić")
        #expect(name.proposedScript == .cyrillic)
        var full = Form(["name": "Ана Марија Анић"])
        let other = full.personName()
        #expect(other.givenCyrl == "Ана")
        #expect(other.familyLatn == "Marija Anić")
        #expect(other.proposedScript == .latin)
        var both = Form([
            "given_name_latn": "Donatella", "family_name_latn": "Bradić",
            "given_name_cyrl": "Донатела", "family_name_cyrl": "Брадић",
        ])
        #expect(both.personName().proposedScript == nil)
    }

    @Test("One word, a mixture of scripts and signs are refused, each under its column")
    func refused() {
        let cases: [([String: String], [String])] = [
            (["name": "Ana"], ["name"]), ([:], ["name"]), (["name": "Ana 12345"], ["name"]),
            (["name": "Жana Anić"], ["name"]),
            (["name_family_first": "Anić"], ["name_family_first"]),
            (["given_name_latn": "Ana"], ["family_name_latn"]),
            (["given_name_cyrl": "Ана", "family_name_cyrl": "Анић<"], ["family_name_cyrl"]),
        ]
        for (values, fields) in cases {
            var form = Form(values)
            _ = form.personName()
            #expect(form.problems.map(\.field) == fields, "\(values)")
        }
    }

    @Test("Two people in a cell, and remarks, are no name of one person")
    func severalPeople() {
        let cases: [(values: [String: String], field: String)] = [
            (["name": "Соња Соњић, Тања Тањић"], "name"),
            (["name": "Мира МИРИЋ (резерва)"], "name"),
            (["name": "Sonja Sonjić / Tanja Tanjić"], "name"), (["name": "Ana Anić 2"], "name"),
            (["name_family_first": "Anić Ana; Mirić Mira"], "name_family_first"),
            (["given_name": "Ana;Maria", "family_name": "Anić"], "given_name"),
            (["given_name": "Ana", "family_name": "Anić & Mirić"], "family_name"),
            (["given_name_latn": "Ana + Mira", "family_name_latn": "Anić"], "given_name_latn"),
            (["name": "Ана Анић и Мира Мирић"], "name"),
            (["name": "др Ана Анић и др Мира Мирић"], "name"),
            (["name": "ANA ANIĆ I MIRA MIRIĆ"], "name"),
            (["name_family_first": "Anić Ana and Mirić Mira"], "name_family_first"),
            (["given_name": "Ana", "family_name": "Anić i Mira Mirić"], "given_name"),
        ]
        for (values, field) in cases {
            var form = Form(values)
            _ = form.personName()
            #expect(form.problems.map(\.field) == [field], "\(values)")
            #expect(form.problems.map(\.code) == [.noName], "\(values)")
            let sentence = form.problems.first?.problem ?? ""
            #expect(sentence.contains("write one person in each row"))
            #expect(sentence.contains("leave remarks out"))
        }
        var holder = Form(["name_latn": "Ana Anić (rođ. Mirić)"])
        _ = holder.holderName("name_latn")
        #expect(holder.problems.map(\.code) == [.noName])
    }

    @Test(
        "Real names and titles stay",
        arguments: [
            ("Ana Petrović-Jovanović", "Ana", "Petrović-Jovanović"),
            ("Ана Петровић Јовановић", "Ana", "Petrović Jovanović"),
            ("Шон О'Нил", "Šon", "O'Nil"), ("проф. др Ана Анић", "Ana", "Anić"),
            ("мр Ана Анић, дипл. инж.", "Ana", "Anić"),
            ("Петар II Петровић", "Petar", "II Petrović"),
            ("Antoni Gaudí i Cornet", "Antoni", "Gaudí i Cornet"),
            ("Петар I Петровић", "Petar", "I Petrović"),
            ("Јован И. Јовановић Змај", "Jovan", "I. Jovanović Zmaj"),
        ]
    )
    func stay(written: String, given: String, family: String) {
        var form = Form(["name": written])
        let name = form.personName()
        #expect(form.problems == [])
        #expect(name.givenLatn == given && name.familyLatn == family)
    }
}
