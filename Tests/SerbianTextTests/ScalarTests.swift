import Testing

@testable import SerbianText

@Suite("Questions about single scalars")
struct ScalarTests {
    private let all = (0...0x10FFFF).compactMap { Unicode.Scalar(UInt32($0)) }

    @Test("White space is what Unicode says it is")
    func whiteSpace() {
        #expect(all.filter { $0.isWhiteSpace != $0.properties.isWhitespace } == [])
    }

    @Test("Common letters are letters, visible, composed, and no emoji")
    func commonLetters() {
        let common = all.filter(\.isCommonLetter)
        let letters = common.filter {
            [.uppercaseLetter, .lowercaseLetter].contains($0.properties.generalCategory)
        }
        #expect(letters.count == common.count && common.count == 310)
        let text = String(scalars: common)
        #expect(Normalisation.nfc(text).utf8.elementsEqual(text.utf8))
        #expect(
            common.filter {
                $0.properties.isDefaultIgnorableCodePoint || $0.properties.isEmoji
            } == []
        )
    }
}
