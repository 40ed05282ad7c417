import Foundation
import Testing

@testable import Documents

@Suite("Finding the encoding of a text")
struct TextEncodingTests {
    private func detected(_ text: String, as encoding: TextEncoding) throws -> DecodedText {
        try TextEncodingDetector.decode(#require(TestFiles.encode(text, as: encoding)))
    }

    @Test("Each single name of a person decides between the two code pages")
    func singleNames() throws {
        var tried = 0
        for name in try TestFiles.names() {
            let cyrillic = try detected(name.cyrillic, as: .windows1251)
            #expect(cyrillic.encoding == .windows1251, "\(name.cyrillic)")
            #expect(Array(cyrillic.text.utf8) == Array(name.cyrillic.utf8))
            let capitals = name.cyrillic.uppercased()
            #expect(try detected(capitals, as: .windows1251).text == capitals, "\(capitals)")
            guard name.latin.utf8.contains(where: { $0 >= 0x80 }) else { continue }
            tried += 1
            for latin in [name.latin, name.latin.uppercased(), "email\r\n" + name.latin + "\r\n"] {
                let decoded = try detected(latin, as: .windows1250)
                #expect(decoded.encoding == .windows1250, "\(latin)")
                #expect(Array(decoded.text.utf8) == Array(latin.utf8))
            }
        }
        #expect(tried > 1500)
    }

    @Test("Each single municipality, in every encoding, with and without a mark")
    func singleMunicipalities() throws {
        for place in try TestFiles.municipalities() {
            for encoding in TextEncoding.allCases {
                for text in [place.cyrillic, place.latin] {
                    guard let bytes = TestFiles.encode(text, as: encoding) else { continue }
                    let isASCII = bytes.allSatisfy { $0 < 0x80 }
                    if isASCII, encoding != .utf8, bytes.count == text.utf8.count { continue }
                    let decoded = try TextEncodingDetector.decode(bytes)
                    #expect(decoded.encoding == encoding, "\(text)")
                    #expect(Array(decoded.text.utf8) == Array(text.utf8))
                    #expect(!decoded.hadByteOrderMark)
                }
            }
            let marks: [(TextEncoding, [UInt8])] = [
                (.utf8, [0xEF, 0xBB, 0xBF]), (.utf16LittleEndian, [0xFF, 0xFE]),
                (.utf16BigEndian, [0xFE, 0xFF]),
            ]
            for (encoding, mark) in marks {
                let bytes = try #require(TestFiles.encode(place.cyrillic, as: encoding))
                let decoded = try TextEncodingDetector.decode(mark + bytes)
                #expect(decoded.encoding == encoding && decoded.hadByteOrderMark)
                #expect(Array(decoded.text.utf8) == Array(place.cyrillic.utf8))
            }
        }
    }

    @Test(
        "Short texts in Windows-1250",
        arguments: [
            "Pol\nž\nm\n", "Č. Ć. Š. Petrović", "đak", "„š“ – šta", "ĐURĐICA ŠĆEPANOVIĆ",
            "id;ime\n1;Čačak", "Müller José Kovács Žigmond", "Ž", "Opština/grad;Pol\nUb;ž",
        ]
    )
    func shortLatin(text: String) throws {
        let decoded = try detected(text, as: .windows1250)
        #expect(Array(decoded.text.utf8) == Array(text.utf8))
    }

    @Test(
        "Short texts in Windows-1251",
        arguments: [
            "Пол\nж\nм\n", "и", "Ж", "Љ. Њ. Петровић", "ђак", "„ш“ – шта", "Уб", "иде он", "Оља",
            "id;ime\n1;Чачак", "пера@x.example;Ана", "A4 папир и B2B уговор",
            "email,pol\na@b.example,ж", "ЖИР", "Ири", "ОЏИЋ", "ЂИНЂИЋ", "Оџић", "СРЕДЊИ",
            "№ 5 у Нишу",
        ]
    )
    func shortCyrillic(text: String) throws {
        let decoded = try detected(text, as: .windows1251)
        #expect(decoded.encoding == .windows1251)
        #expect(Array(decoded.text.utf8) == Array(text.utf8))
    }

    @Test("Every byte of both code pages, against Foundation")
    func codePages() throws {
        for (name, foundation) in [
            ("windows-1250", String.Encoding.windowsCP1250), ("cp1251", .windowsCP1251),
        ] {
            for byte in UInt8(1)...255 {
                let expected = String(bytes: [byte], encoding: foundation)
                let isControl = (0x80...0x9F).contains(expected?.unicodeScalars.first?.value ?? 0)
                let text = try? TextEncodingDetector.decode([byte], encoding: name).text
                // Foundation gives undefined bytes as control characters; we refuse them.
                #expect(text == (isControl ? nil : expected), "\(name) \(byte)")
            }
        }
    }

    @Test("The encoding asked for is used, by any of its names")
    func explicitEncoding() throws {
        let bytes: [UInt8] = [0xE6, 0xE8]
        #expect(try TextEncodingDetector.decode(bytes, encoding: "Windows-1250").text == "ćč")
        #expect(try TextEncodingDetector.decode(bytes, encoding: "cp1251").text == "жи")
        #expect(TextEncoding(name: "UTF-8") == .utf8)
        #expect(TextEncoding(name: "utf_16") == .utf16LittleEndian)
        #expect(TextEncoding(name: "UTF-16BE") == .utf16BigEndian)
        #expect(TextEncoding(name: "latin2") == nil)
        #expect(throws: TextDecodingError.unknownEncoding(name: "latin2")) {
            try TextEncodingDetector.decode(bytes, encoding: "latin2")
        }
        let marked: [UInt8] = [0xFE, 0xFF, 0x04, 0x10]
        #expect(try TextEncodingDetector.decode(marked, encoding: "utf-16").text == "А")
        #expect(try TextEncodingDetector.decode([], encoding: nil).text.isEmpty)
    }

    @Test("What is no text is refused, with the line")
    func refusals() {
        func refusal(_ bytes: [UInt8], _ encoding: String? = nil) -> TextDecodingError? {
            do {
                _ = try TextEncodingDetector.decode(bytes, encoding: encoding)
                return nil
            } catch {
                return error as? TextDecodingError
            }
        }
        #expect(refusal(Array("a\r\nb\u{0}".utf8)) == .nul(line: 2))
        #expect(refusal([0xFF, 0xFE, 0x41, 0, 0x0A, 0, 0, 0]) == .nul(line: 2))
        #expect(refusal([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0]) == .nul(line: 1))
        #expect(refusal([0xFF, 0xFE, 0x41]) == .invalidBytes(.utf16LittleEndian, line: 1))
        #expect(
            refusal([0xFF, 0xFE, 0x0A, 0, 0x00, 0xD8]) == .invalidBytes(.utf16LittleEndian, line: 2)
        )
        #expect(refusal([0x61, 0x0D, 0x98], "1251") == .invalidBytes(.windows1251, line: 2))
        #expect(refusal([0x0A, 0x0A, 0xC3], "utf-8") == .invalidBytes(.utf8, line: 3))
        #expect(refusal([0xC0, 0x80], "utf-8") == .invalidBytes(.utf8, line: 1))
        let broken = Array("Čačak\nŽabalj\n".utf8) + [0xC4] + Array("\nŠabac Ćuprija".utf8)
        #expect(refusal(broken) == .invalidBytes(.utf8, line: 3))
        #expect(refusal([0x98, 0x81, 0x0A]) == .invalidBytes(.windows1251, line: 1))
        #expect(refusal(Array("PK\u{3}\u{4}\u{14}\u{0}\u{6}\u{0}".utf8)) == .nul(line: 1))
    }

    @Test(
        "UTF-8 of other languages is UTF-8",
        arguments: ["李明", "Αθήνα", "محمد", "Előd", "🙂"]
    )
    func otherLanguages(text: String) throws {
        #expect(try TextEncodingDetector.decode(Array(text.utf8)).text == text)
    }

    @Test("A list in capitals, whole, in both code pages")
    func capitals() throws {
        let names = try TestFiles.names()
        let cyrillic = names.map { $0.cyrillic.uppercased() }.joined(separator: "\n")
        #expect(try detected(cyrillic, as: .windows1251).text == cyrillic)
        let latin = names.map { $0.latin.uppercased() }.joined(separator: "\n")
        #expect(try detected(latin, as: .windows1250).text == latin)
    }

    @Test("Text with a control character in it is not taken for UTF-16")
    func controlsAreNotUTF16() throws {
        let text = "Чачак\u{1}Жабаљ\u{C}"
        #expect(try TextEncodingDetector.decode(Array(text.utf8)).text == text)
    }
}
