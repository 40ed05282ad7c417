import SerbianText
import Testing

@Suite("Names as they are typed")
struct NameTests {
    @Test(
        "White space is trimmed and collapsed, the form is NFC, letters stay",
        arguments: [
            ("  Vuksan  Irić ", "Vuksan Irić"), ("Ana\u{A0}\u{2003}\t\r\nBrkić", "Ana Brkić"),
            ("Z\u{30C}ana", "Žana"), ("", ""), (" \n", ""), ("ǈiljana", "ǈiljana"),
            ("\u{3000}Ana", "Ana"),
        ]
    )
    func normalised(text: String, expected: String) {
        #expect(bytes(SerbianText.normalised(text)) == bytes(expected))
    }

    @Test(
        "Names that people have",
        arguments: [
            "Ђорђе Ћирић", "Ljubiša Džodžić", "Кнежевић-Љубичић", "О’Конор", "O'Konor",
            "Љ. Петровић",
            "de la Cruz", "Petar II Petrović", "  Ana  ", "José Müller", "Nguyễn Văn An",
            "Марковић-Wolf", "李明", "С\u{301}ућур", "Ibn `Abd", "Ⅳ Ана", "Petrović – Jovanović",
            "Петар „Пера” Петровић", "Др Ана-Марија О'Нил", "проф. мр Ана Анић",
        ]
    )
    func goodNames(name: String) {
        #expect(SerbianText.nameProblem(name) == nil)
    }

    @Test(
        "What cannot be a name",
        arguments: [
            ("", NameProblem.empty), (" \u{A0}\n", .empty),
            ("Ana\nBrkić", .controlCharacter("\n")), ("Ana\u{0}", .controlCharacter("\u{0}")),
            ("Ana\u{2028}B", .controlCharacter("\u{2028}")),
            ("A\u{85}na", .controlCharacter("\u{85}")),
            ("Ana\u{202E}", .directionMark("\u{202E}")),
            ("\u{200F}Ana", .directionMark("\u{200F}")),
            ("A\u{2066}na", .directionMark("\u{2066}")), ("A\u{61C}na", .directionMark("\u{61C}")),
            ("Ana\u{200B}", .invisibleCharacter("\u{200B}")),
            ("Ana\u{3164}", .invisibleCharacter("\u{3164}")),
            ("\u{FEFF}Ana", .invisibleCharacter("\u{FEFF}")),
            ("Ana 🙂", .unsuitableCharacter("🙂")), ("Ana ☎\u{FE0F}", .unsuitableCharacter("☎")),
            ("Ana \u{1F3FD}", .unsuitableCharacter("\u{1F3FD}")),
            ("Ana ‼", .unsuitableCharacter("‼")),
            ("Ana \u{E000}", .unsuitableCharacter("\u{E000}")),
            ("Ana \u{378}", .unsuitableCharacter("\u{378}")),
            ("Ana\u{FFFE}", .unsuitableCharacter("\u{FFFE}")),
            ("<b>Ana</b>", .unsuitableCharacter("<")), ("=Ana", .unsuitableCharacter("=")),
            ("Ana + Mia", .severalPeople("+")), ("Соња Соњић, Тања Тањић", .severalPeople(",")),
            ("Ana;Maria", .severalPeople(";")), ("Ана/Anna", .severalPeople("/")),
            ("Ана Анић и Мира Мирић", .joinedPeople(word: "и")),
            ("ANA ANIĆ I MIRA MIRIĆ", .joinedPeople(word: "I")),
            ("Ana Anić and Mira Mirić", .joinedPeople(word: "and")),
            ("Ana & Mia", .severalPeople("&")), ("Ana|Mia", .severalPeople("|")),
            ("Мира МИРИЋ (резерва)", .remark("(")), ("José Müller [rođ. Šmit]", .remark("[")),
            ("Ana Anić 2", .remark("2")), ("Ana ٣", .remark("٣")),
            ("12-34", .noLetters), ("---", .noLetters), ("...", .noLetters),
            ("Благојa", .mixedScripts(word: "Благојa")),
            ("Ana Пeтровић", .mixedScripts(word: "Пeтровић")),
            ("O’Конор", .mixedScripts(word: "O’Конор")),
        ]
    )
    func badNames(name: String, problem: NameProblem) {
        #expect(SerbianText.nameProblem(name) == problem)
    }

    @Test("The limit counts code points of the trimmed NFC form")
    func length() {
        let limit = SerbianText.nameScalarsMax
        #expect(limit == 200)
        #expect(SerbianText.nameProblem(" " + String(repeating: "ж", count: limit) + " ") == nil)
        #expect(SerbianText.nameProblem(String(repeating: "z\u{30C}", count: limit)) == nil)
        #expect(
            SerbianText.nameProblem(String(repeating: "ж", count: limit + 1))
                == .tooLong(length: limit + 1, limit: limit)
        )
        let stacked = "a" + String(repeating: "\u{323}", count: limit + 5)
        #expect(SerbianText.nameProblem(stacked) == .tooLong(length: limit + 5, limit: limit))
    }

    @Test(
        "Capitals of names typed all in capitals or all in small letters",
        arguments: [
            ("LJUBIŠA DŽODŽIĆ", "Ljubiša Džodžić"), ("ljubiša džodžić", "Ljubiša Džodžić"),
            ("KNEŽEVIĆ-LJUBIČIĆ", "Knežević-Ljubičić"), ("ЉУБИША ЏОЏИЋ", "Љубиша Џоџић"),
            ("кнежевић-љубичић", "Кнежевић-Љубичић"), ("de la Cruz", "de la Cruz"),
            ("Marko PETROVIĆ", "Marko PETROVIĆ"), ("O’KONOR", "O’Konor"), ("d'angelo", "D'Angelo"),
            ("SA'ID", "Sa'id"), ("PETAR II PETROVIĆ", "Petar II Petrović"),
            ("LJ. PETROVIĆ", "Lj. Petrović"),
            ("MARIA DE LA CRUZ", "Maria de la Cruz"), ("de jong", "De Jong"),
            ("\u{1C7}UBA", "Ljuba"), ("\u{1C9}uba", "Ljuba"), ("Z\u{30C}ANA", "Žana"),
            ("BAJINA  BAŠTA", "Bajina  Bašta"), ("", ""), ("123", "123"), ("李明", "李明"),
        ]
    )
    func capitalised(name: String, expected: String) {
        #expect(bytes(NameCapitals.capitalised(name)) == bytes(expected))
    }

    @Test("Every name of the table gets its capitals back from either extreme")
    func capitalisedTable() throws {
        for row in try TestData.rows("names_sr.tsv") {
            for name in row[1...2] {
                #expect(bytes(NameCapitals.capitalised(name.uppercased())) == bytes(name))
                #expect(bytes(NameCapitals.capitalised(name.lowercased())) == bytes(name))
            }
        }
    }

    @Test("The script of a name")
    func script() {
        #expect(Script.of("Ђорђе") == .cyrillic)
        #expect(Script.of("Đorđe 2") == .latin)
        #expect(Script.of("Благојa") == nil)
        #expect(Script.of("2024") == nil)
    }
}
