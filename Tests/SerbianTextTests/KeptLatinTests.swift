import SerbianText
import Testing

@Suite("What stays Latin in Cyrillic text")
struct KeptLatinTests {
    @Test(
        "Addresses keep their spelling, with the punctuation around them outside",
        arguments: [
            ("sajt www.kirs.gov.rs", "сајт www.kirs.gov.rs"),
            ("(pišite na pera.peric@kirs.example).", "(пишите на pera.peric@kirs.example)."),
            (
                "vidi https://obuka.example/c/ACEH, hvala",
                "види https://obuka.example/c/ACEH, хвала"
            ),
            ("na kirs.gov.rs/lat/aktuelno!", "на kirs.gov.rs/lat/aktuelno!"),
            ("otvorite „plan.pdf“", "отворите „plan.pdf“"),
            ("mailto:info@primer.example", "mailto:info@primer.example"),
            ("npr. d.o.o. i sl.", "нпр. д.о.о. и сл."),
            ("završena.Sledeća obuka", "завршена.Следећа обука"),
            ("12.30 časova, 06.03.2024.", "12.30 часова, 06.03.2024."),
            ("A.Petrović", "А.Петровић"),
            ("napomena: važno", "напомена: важно"),
            ("@ i :// i www", "@ и :// и www"),
        ]
    )
    func addresses(latin: String, cyrillic: String) {
        #expect(bytes(SerbianText.cyrillic(latin)) == bytes(cyrillic))
    }

    @Test(
        "Words with letters that Serbian does not have",
        arguments: [
            ("New York", "New York"), ("Maxwell i Petrović", "Maxwell и Петровић"),
            ("Wi-Fi mreža", "Wi-Fi мрежа"), ("web-sajt", "web-сајт"),
            ("Jovana Marković-Wolf", "Јована Марковић-Wolf"),
            ("José Müller", "José Müller"), ("D’Arcy", "D’Arcy"), ("Donatella", "Донателла"),
            ("QR-kod", "QR-код"), ("sastanak na Zoom-u", "састанак на Zoom-у"),
            ("Nguyễn Văn An", "Nguyễn Văn Ан"),
        ]
    )
    func foreignWords(latin: String, cyrillic: String) {
        #expect(bytes(SerbianText.cyrillic(latin)) == bytes(cyrillic))
    }

    @Test(
        "Roman numerals",
        arguments: [
            ("XIX vek", "XIX век"), ("XX-vekovni", "XX-вековни"), ("II stepen", "II степен"),
            ("Petar II Petrović", "Петар II Петровић"),
            ("od I do III razreda", "од И до III разреда"),
            ("I–III razred", "I–III разред"), ("I-II", "I-II"), ("IV/V", "IV/V"),
            ("Aneks I", "Анекс I"), ("Aneks I, Aneks V", "Анекс I, Анекс V"),
            ("V razred", "V разред"), ("MCMLIV", "MCMLIV"), ("MMXXIV. godine", "MMXXIV. године"),
            ("V. Petrović", "В. Петровић"), ("Marko V.", "Марко В."),
            ("Petrović I.", "Петровић И."), ("I tako dalje", "И тако даље"),
            ("MI SMO", "МИ СМО"), ("DA LI", "ДА ЛИ"), ("DIV", "ДИВ"), ("I", "И"), ("V", "В"),
            ("PETAR I MARKO", "ПЕТАР И МАРКО"), ("A, B, V, G", "А, Б, В, Г"), ("IIII", "ИИИИ"),
            ("LAP i MUP", "ЛАП и МУП"),
        ]
    )
    func romanNumerals(latin: String, cyrillic: String) {
        #expect(bytes(SerbianText.cyrillic(latin)) == bytes(cyrillic))
    }

    @Test("Abbreviations of the list, with our endings; another list decides otherwise")
    func abbreviations() {
        let text = "projekat IOM-a i UNHCR, SDC, e-mail"
        #expect(
            bytes(SerbianText.cyrillic(text)) == bytes("пројекат IOM-а и UNHCR, SDC, e-mail")
        )
        #expect(
            bytes(SerbianText.cyrillic(text, keeping: []))
                == bytes("пројекат ИОМ-а и УНХЦР, СДЦ, е-маил")
        )
        #expect(bytes(SerbianText.cyrillic("LAP", keeping: ["LAP"])) == bytes("LAP"))
    }
}
