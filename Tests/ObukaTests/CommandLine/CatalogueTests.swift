import Documents
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Courses and cohorts at the command line")
    struct CatalogueTests {
        @Test("A course and a cohort are entered and changed, and rehearsed without a trace")
        func entered() async throws {
            let home = try await Demonstration.shared().home
            let rehearse = ["--dry-run", "--format", "json"]
            let course = ["code=KOMANDA", "title_sr_latn=Komanda", "pass_score_percent=60"]
            let made = try await home.ok(["course", "create"] + course + rehearse).json
            #expect(made["title"]?["sr-Cyrl"] == "Команда" && made["pass_score_percent"] == 60)
            let cohort = [
                "code=KOMANDA-1", "course_code=NAR", "starts_on=2027-05-03",
                "ends_on=2027-05-04", "venue=Plandište", "capacity=12",
            ]
            let planned = try await home.ok(["cohort", "create"] + cohort + rehearse).json
            #expect(planned["state"] == "draft" && planned["capacity"] == 12)
            let open = "LAP-2024-15"
            let change = ["cohort", "change", open, "venue=Vršac"]
            #expect(try await home.ok(change + rehearse).json["venue"] == "Vršac")
            let house = ["cohort", "change", open, "venue=palata-srbije"]
            #expect(try await home.ok(house + rehearse).json["venue"] == "Palata Srbije")

            for (noun, code) in [("course", "KOMANDA"), ("cohort", "KOMANDA-1")] {
                #expect(try await home.run(noun, "show", code).status == 5)
            }
            let wrong = try await home.run(["cohort", "create"] + cohort + ["capacity=13"])
            #expect(wrong.status == 2 && wrong.error.contains("given twice"))
            let unknown = try await home.run(
                ["cohort", "create"] + cohort.filter { !$0.hasPrefix("course_code") }
                    + ["course_code=NEMA"]
            )
            #expect(unknown.error.contains("there is no course NEMA"))
        }
    }
}
