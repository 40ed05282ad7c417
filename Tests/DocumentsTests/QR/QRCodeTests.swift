import Documents
import Testing

@Suite("QR codes")
struct QRCodeTests {
    private let address = "HTTPS://OBUKA.EXAMPLE/C/K6X2-PKPP-P4E8-0X23"

    @Test("An address in capitals takes 29 modules, and more where more may be lost")
    func size() throws {
        #expect(try QRCode(capitals: address).size == 29)
        #expect(try QRCode(capitals: address, recovery: .third).size == 33)
        #expect(try QRCode(capitals: address).text == address)
    }

    @Test("Three corners have the squares that readers look for")
    func finders() throws {
        let code = try QRCode(capitals: address)
        let last = code.size - 7
        for (top, left) in [(0, 0), (0, last), (last, 0)] {
            for place in 0..<7 {
                #expect(code[top, left + place] && code[top + 6, left + place])
                #expect(code[top + place, left] && code[top + place, left + 6])
            }
            #expect(!code[top + 1, left + 1] && code[top + 3, left + 3])
        }
    }

    @Test("The path covers as much as there are dark modules")
    func path() throws {
        let code = try QRCode(capitals: address)
        var dark = 0
        for row in 0..<code.size {
            for column in 0..<code.size where code[row, column] { dark += 1 }
        }
        let corners = code.path.steps.compactMap { step -> VectorPath.Point? in
            switch step {
            case .move(let end), .line(let end): end
            default: nil
            }
        }
        let area = stride(from: 0, to: corners.count, by: 4).reduce(0.0) { area, index in
            area + (corners[index + 1].x - corners[index].x)
        }
        #expect(area == Double(dark))
    }

    @Test("Small letters, Cyrillic, nothing and too much are refused")
    func refusals() {
        #expect(throws: QRCodeError.notAlphanumeric("s")) { try QRCode(capitals: "HTTPs://A") }
        #expect(throws: QRCodeError.notAlphanumeric("\u{421}")) {
            try QRCode(capitals: "\u{421}EPT")
        }
        #expect(throws: QRCodeError.length) { try QRCode(capitals: "") }
        let long = String(repeating: "A", count: QRCode.symbolsMax + 1)
        #expect(throws: QRCodeError.length) { try QRCode(capitals: long) }
    }

    @Test("Images have the quiet zone and the size asked for")
    func images() throws {
        let code = try QRCode(capitals: address)
        #expect(code.svg.contains("viewBox=\"0 0 37 37\""))
        let png = try code.png(pixelsPerModule: 4)
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(Array(png[16..<24]) == [0, 0, 0, 148, 0, 0, 0, 148])
    }
}
