import Documents
import Testing

extension EndToEnd.LifecycleTests {
    /// A screen is opened for a session that is over, and nobody arrived at it.
    func arrivals(_ caller: APICaller) async throws {
        let path = "/cohorts/PROBE"
        let arrivals = path + "/sessions/2026-03-02/arrivals"
        let opened = try await caller.post(arrivals, 201)
        #expect(try opened.json["screen"]?.text?.hasPrefix("/s/screen/") == true)
        #expect(try await caller.get(arrivals, 200).json["arrivals"] == [])
        try await caller.post(arrivals + "/confirmation", ["heads": 1], 409, "head_count_differs")
        try await caller.post(arrivals + "/confirmation", ["heads": 0], 201)
        try await caller.post(arrivals, 409, "arrivals_confirmed")
        try await caller.get(path + "/attendance/sheet?session=2026-03-02&language=en", 200)
        try await screen(try opened.json["screen"]?.text ?? "")
    }

    /// The link of a screen gives a browser its pass and is gone from the address.
    private func screen(_ path: String) async throws {
        let server = try await Demonstration.shared().server
        let first = try await server.get(path, fields: ["Accept": "text/html"])
        #expect(first.status == 303)
        let place = try #require(first["location"])
        #expect(!place.contains("link"))
        let cookie = try #require(first["set-cookie"]?.split(separator: ";").first)
        let page = try await server.get(place, fields: ["Cookie": String(cookie)])
        #expect(page.status == 200)
        #expect(try await server.get(place).status == 404)
        let expired = try await server.get(
            "/s/1-AAAAAAAAAA",
            fields: ["Accept": "application/json"]
        )
        #expect(expired.code == "arrival_code_expired")
    }
}
