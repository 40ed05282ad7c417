import Documents
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Who issues, at the address that certificates name")
    struct IssuerTests {
        @Test("The issuer’s address is a profile for programs, and the start page for people")
        func profile() async throws {
            let demonstration = try await Demonstration.shared()
            let server = demonstration.server
            let id = try #require(try await demonstration.certificates("LAP-2023-01").last)
            let issuer = try await server.get("/c/\(id).json").json["issuer"]
            let url = try #require(issuer?["url"]?.text)
            let path = url.replacing("https://obuka.example", with: "")
            for accept in ["application/json", "*/*"] {
                let answer = try await server.get(path, accept: accept)
                #expect(answer.status == 200)
                #expect(answer["content-type"] == "application/json")
                #expect(answer["access-control-allow-origin"] == "*")
                #expect(answer["cache-control"] == "public, max-age=3600")
                let profile = try answer.json
                for member in ["id", "type", "name", "url"] {
                    #expect(profile[member] == issuer?[member], "\(member)")
                }
                #expect(profile["names"]?["en"] == "Training Centre for Migration")
            }
            let page = try await server.get(path, accept: "text/html,*/*;q=0.8")
            #expect(page.status == 303)
            #expect(page["location"] == "/")
            for accept in ["application/json", "text/html"] {
                #expect(try await server.get("/o/nobody", accept: accept).status == 404)
            }
        }
    }
}
