import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Pages, files and the health of the running server")
    struct PageTests {
        @Test("A trainee sees the enrolment by its code, as a page, as JSON and as a calendar")
        func enrolment() async throws {
            let demonstration = try await Demonstration.shared()
            let server = demonstration.server
            let enrolments = try await demonstration.home.enrolments("LAP-2024-14")
            let enrolment = try #require(enrolments.first)
            let code = try #require(enrolment["code"]?.text)
            let json = try await server.get("/e/\(code)", accept: "application/json")
            #expect(json.status == 200)
            #expect(try json.json["code"]?.text == code)
            #expect(try json.json["cohort"] == "LAP-2024-14")
            #expect(try json.json["status"] == enrolment["status"])
            #expect(json["cache-control"] == "no-store")
            for typed in [code.lowercased(), code.replacing("-", with: "%20")] {
                let page = try await server.get("/e/\(typed)", accept: "text/html")
                #expect(page.status == 200)
                #expect(page.text.contains("LAP-2024-14"))
                #expect(page["cache-control"] == "no-store")
            }
            #expect(try await server.get("/e?code=\(code)").status == 200)
            let calendar = try await server.get("/e/\(code).ics")
            #expect(calendar.status == 200)
            #expect(calendar["content-type"] == "text/calendar; charset=utf-8")
            #expect(calendar.text.hasPrefix("BEGIN:VCALENDAR\r\n"))
            #expect(calendar.text.contains("DTSTART;VALUE=DATE:20240220\r\n"))
            #expect(!calendar.text.contains(code))
            for suffix in ["", ".ics"] {
                let unknown = try await server.get("/e/0000-0000-0000-0000\(suffix)")
                #expect(unknown.status == 404)
            }
        }

        @Test("The path decides on the language, then the header")
        func languages() async throws {
            let server = try await Demonstration.shared().server
            let cases = [
                ("/", nil, "sr-Cyrl"), ("/", "sr-Latn", "sr-Latn"), ("/", "de, en;q=0.5", "en"),
                ("/", "hr", "sr-Latn"), ("/en/", "sr", "en"), ("/en", nil, "en"),
                ("/sr-Latn/verify", "en", "sr-Latn"), ("/sr-Cyrl/courses", "en", "sr-Cyrl"),
                ("/courses/LAP", "en", "en"), ("/verify", "en", "en"),
            ]
            for (path, header, language) in cases {
                let page = try await server.get(
                    path,
                    accept: "text/html",
                    fields: header.map { ["Accept-Language": $0] } ?? [:]
                )
                #expect(page.status == 200, "\(path)")
                #expect(
                    page.text.contains("<html lang=\"\(language)\">"),
                    "\(path) \(header ?? "")"
                )
                if !path.hasPrefix("/\(language)") {
                    #expect(page["vary"]?.contains("Accept-Language") == true, "\(path)")
                }
            }
            let missing = try await server.get("/en/courses/NO-SUCH", accept: "text/html")
            #expect(missing.status == 404)
            #expect(missing.text.contains("<html lang=\"en\">"))
        }

        @Test("Assets are kept by browsers, and asked for again they are not sent again")
        func assets() async throws {
            let server = try await Demonstration.shared().server
            let home = try await server.get("/en/")
            let paths = home.text.matches(of: /"(\/assets\/[^"]+)"/).map { String($0.output.1) }
            #expect(paths.count >= 3)
            for path in Set(paths) {
                let asset = try await server.get(path)
                #expect(asset.status == 200)
                #expect(asset["cache-control"]?.contains("immutable") == true)
                let tag = try #require(asset["etag"])
                let again = try await server.get(path, fields: ["If-None-Match": tag])
                #expect(again.status == 304)
                #expect(again.bytes.isEmpty)
                let other = try await server.get(path, fields: ["If-None-Match": "\"other\""])
                #expect(other.status == 200)
            }
        }

        @Test("Every address answers HEAD and OPTIONS, and says which methods it takes")
        func methods() async throws {
            let server = try await Demonstration.shared().server
            for path in ["/", "/verify", "/courses", "/health/live", "/api/v1/cohorts/LAP-2023-01"]
            {
                let get = try await server.get(path)
                let head = try await server.call(HTTPCall(method: "HEAD", path: path))
                #expect(head.status == 200)
                #expect(head["content-length"] == get["content-length"], "\(path)")
                let options = try await server.call(HTTPCall(method: "OPTIONS", path: path))
                #expect(options.status == 204)
                #expect(options["allow"]?.contains("GET") == true)
                let refused = try await server.call(HTTPCall(method: "DELETE", path: path))
                #expect(refused.status == 405)
                #expect(refused["allow"] == options["allow"])
                #expect(refused.code == "method_not_allowed")
            }
        }

        @Test("Health and metrics answer, and metrics name routes only")
        func health() async throws {
            let demonstration = try await Demonstration.shared()
            let server = demonstration.server
            let id = try #require(try await demonstration.certificates("LAP-2023-05").first)
            _ = try await server.get("/c/\(id)")
            _ = try await server.get("/\(id)/\(id)")
            #expect(try await server.get("/health/live").json["status"] == "live")
            #expect(try await server.get("/health/ready").json["status"] == "ready")
            let metrics = try await server.get("/metrics")
            #expect(metrics["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
            #expect(metrics.text.contains(#"route="/c/{id}""#))
            #expect(!metrics.text.contains(id))
            let line = /^[a-z_]+(\{[^}]*(\{[^}]*\}[^}]*)*\})? -?[0-9.e+-]+(inf|nan)?$/.ignoresCase()
            for text in metrics.text.split(separator: "\n") where !text.hasPrefix("#") {
                #expect(text.wholeMatch(of: line) != nil, "\(text)")
            }
        }
    }
}
