import SerbianText
import Testing

@Suite("Capital digraphs and odd spellings")
struct SpellingTests {
    @Test(
        "A lone capital digraph follows the words around it",
        arguments: [
            ("Љ. Петровић", "Lj. Petrović"),
            ("Љ. ПЕТРОВИЋ", "LJ. PETROVIĆ"),
            ("ПЕТРОВИЋ Љ.", "PETROVIĆ LJ."),
            ("Марко Љ. Петровић", "Marko Lj. Petrović"),
            ("МАРКО Љ. Њ. ПЕТРОВИЋ", "MARKO LJ. NJ. PETROVIĆ"),
            ("А Љ Б", "A Lj B"),
            ("Љ Њ Џ", "Lj Nj Dž"),
            ("МИНИСТАРСТВО\nЉ. Петровић", "MINISTARSTVO\nLj. Petrović"),
            ("КНЕЖЕВИЋ-Љ", "KNEŽEVIĆ-LJ"),
            ("УНХЦР, Љ. Петровић", "UNHCR, Lj. Petrović"),
            ("Њ", "Nj"), ("НЊ", "NNJ"), ("љ", "lj"), ("МакЉуба", "MakLjuba"),
            ("Џ.", "Dž."), ("О’ЉУБА", "O’LJUBA"), ("члан Љ) и Њ)", "član Lj) i Nj)"),
        ]
    )
    func loneDigraph(cyrillic: String, latin: String) {
        #expect(bytes(SerbianText.latin(cyrillic)) == bytes(latin))
    }

    @Test(
        "Odd spellings of input are understood and never given back",
        arguments: [
            ("kon\u{200C}jugacija", "конјугација"), ("in\u{34F}jekcija", "инјекција"),
            ("n\u{200C}j", "нј"), ("d\u{200C}ž", "дж"), ("L\u{34F}J", "ЛЈ"),
            ("Z\u{30C}abalj", "Жабаљ"), ("C\u{301}ic\u{301}evac", "Ћићевац"),
            ("\u{1C4}EP", "ЏЕП"), ("\u{1C5}ep", "Џеп"), ("\u{1C6}ep", "џеп"),
            ("\u{1CA}IVA", "ЊИВА"), ("\u{1CB}iva", "Њива"), ("\u{1CC}iva", "њива"),
            ("Ðoko", "Ђоко"), ("meða", "међа"), ("dz\u{30C}ep", "џеп"),
            ("Śutra, Źenica", "С\u{301}утра, З\u{301}еница"),
        ]
    )
    func oddInput(latin: String, cyrillic: String) {
        #expect(bytes(SerbianText.cyrillic(latin)) == bytes(cyrillic))
    }

    @Test("Latin text through the Latin conversion loses only its odd spelling")
    func latinStaysLatin() {
        #expect(bytes(SerbianText.latin("\u{1C7}IG \u{1C8}ig Ðoko")) == bytes("LJIG Ljig Đoko"))
        #expect(bytes(SerbianText.latin("Z\u{30C}abalj")) == bytes("Žabalj"))
        #expect(bytes(SerbianText.latin("kon\u{200C}jug")) == bytes("konjug"))
        #expect(bytes(SerbianText.latin("Guðrún")) == bytes("Guðrún"))
        #expect(bytes(SerbianText.latin("с\u{301}утра")) == bytes("śutra"))
        #expect(bytes(SerbianText.latin("гра\u{311}д")) == bytes("grȃd"))
        #expect(bytes(SerbianText.latin("\u{45D}")) == bytes("ì"))
    }

    @Test("A word with Cyrillic letters that are not Serbian is left whole")
    func foreignCyrillic() {
        #expect(SerbianText.latin("Николай Петров") == "Николай Petrov")
        #expect(
            SerbianText.latin("сајт рнидс.срб и http://пример.срб/љ")
                == "sajt рнидс.срб i http://пример.срб/љ"
        )
    }

    @Test("A name with one letter of the other script is repaired by either conversion")
    func mixedScripts() {
        #expect(bytes(SerbianText.latin("Благојa")) == bytes("Blagoja"))
        #expect(bytes(SerbianText.cyrillic("Благојa")) == bytes("Благоја"))
    }
}
