import Foundation
import HTTPServer
import HTTPTypes
import Testing

@testable import Web

@Suite("What a request says of who sends it")
struct AuthorizationTests {
    private func read(_ field: String?) -> Authorization {
        Authorization(Request(.get, "/reports", fields: field.map { [.authorization: $0] } ?? [:]))
    }

    private func basic(_ pair: String) -> String {
        "Basic " + Data(pair.utf8).base64EncodedString()
    }

    @Test("A program sends a token, a browser sends it as the password of any name")
    func read() {
        #expect(read(nil) == .none)
        #expect(read("Bearer obk_x") == .token("obk_x"))
        #expect(read("bearer obk_x") == .token("obk_x"))
        // RFC 7617 section 2: the example of the scheme.
        #expect(read("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==") == .password("open sesame"))
        #expect(read(basic(":obk_x")) == .password("obk_x"))
        #expect(read(basic("Ђорђе:obk_x")) == .password("obk_x"))
        #expect(read(basic("ana:a:b")) == .password("a:b"))
        #expect(read(basic("ana: obk_x\n")) == .password("obk_x"))
    }

    @Test("What is neither is unreadable, and never nobody")
    func unreadable() {
        let bytes = Data([0x61, 0x3A, 0xFF]).base64EncodedString()
        for field in [
            "", "Bearer", "Basic", "Basic ", "Basic ???", basic("obk_x"), "Basic \(bytes)",
            "Digest a=b", "obk_x",
        ] {
            #expect(read(field) == .unreadable, "\(field)")
        }
    }
}
