import Documents
import Testing

@Suite("Characters are written by their names and numbers")
struct CharacterReferenceTests {
    @Test(
        "Names of HTML and numbers of characters are known",
        arguments: [
            ("amp", "&"), ("nbsp", "\u{A0}"), ("yuml", "ÿ"), ("Omega", "Ω"), ("sigmaf", "ς"),
            ("#268", "Č"), ("#x10C", "Č"), ("#X10c", "Č"), ("#0", "\u{0}"),
            ("#x10FFFF", "\u{10FFFF}"),
        ]
    )
    func known(name: String, character: String) {
        #expect(CharacterReference.scalar(name.utf8).map(String.init) == character)
    }

    @Test(
        "Nothing else is a character",
        arguments: ["", "unknown", "#", "#x", "#+65", "#-1", "#12a", "#xD800", "#99999999999"]
    )
    func unknown(name: String) {
        #expect(CharacterReference.scalar(name.utf8) == nil)
    }

    @Test("What is a number is told from what has a character")
    func numbers() {
        for name in ["#0", "#xD800", "#99999999999"] {
            #expect(CharacterReference.isNumber(name.utf8))
        }
        for name in ["", "amp", "#", "#x", "#+65", "#12a", "x41"] {
            #expect(!CharacterReference.isNumber(name.utf8))
        }
    }

    @Test("XML has five names, and no number of what it may not hold")
    func xml() {
        for (name, character) in [("lt", "<"), ("apos", "'"), ("#x41", "A"), ("#1078", "ж")] {
            #expect(CharacterReference.scalarOfXML(name.utf8).map(String.init) == character)
        }
        for name in ["nbsp", "#X41", "#0", "#xD800", "#+65"] {
            #expect(CharacterReference.scalarOfXML(name.utf8) == nil)
        }
    }

    @Test("In a text only what is closed and known is replaced")
    func text() {
        let text = "&lt;a&gt; &amp;amp; &nbsp &unknown; &#268;&"
        #expect(CharacterReference.decoded(text) == "<a> &amp; &nbsp &unknown; Č&")
    }
}
