import Documents
import Foundation
import Testing

@testable import TrainingCentre
@testable import Web

extension Sample {
    /// A training of trainers with deliveries of two generations.
    static func cascade(deliveries: Int = 5, from: String? = nil) -> CascadeReport {
        let total = CascadeReport.Counts(
            generation: nil,
            deliveries: deliveries + 1,
            trainers: 5,
            participationsPassed: 155,
            personsPassed: 152,
            lsgs: 21
        )
        var form = Form([
            "cohort_code": "TOT-2022", "course_code": "TOT", "starts_on": "2022-02-22",
            "ends_on": "2022-02-23", "venue": "Plandište", "capacity": "20",
        ])
        guard let cohort = try? CohortDraft(&form) else {
            preconditionFailure("the sample is a cohort")
        }
        return CascadeReport(
            cohort: cohort,
            courseTitle: course,
            parameters: CascadeReport.Parameters(from: from.map(day)),
            asOf: today,
            graduates: 5,
            total: total,
            generations: [total, total],
            branches: (0...deliveries).map { number in
                CascadeReport.Branch(
                    generation: number < deliveries ? 1 : 2,
                    cohortCode: "D-\(number)",
                    courseCode: "OBUKA",
                    projectCode: nil,
                    startsOn: day("2022-03-08"),
                    endsOn: day("2022-03-09"),
                    parentCode: number < deliveries ? "TOT-2022" : "D-1",
                    trainers: ["trener@sample.example"],
                    passed: 31,
                    lsgs: 12
                )
            }
        )
    }

    static func trainer() -> PublicTrainer {
        PublicTrainer(
            nameCyrl: "Тара <Трен>",
            nameLatn: "Tara <Tren>",
            languages: ["sr", "en", "xx"],
            subjects: [course, project],
            bio: Titles(srCyrl: "Предаје.", srLatn: "Predaje.", en: "Teaches.")
        )
    }

    static func trainersAndCascades(
        _ pages: Pages,
        in language: Language
    ) -> [(String, [UInt8])] {
        let none = CascadeReport(
            cohort: cascade().cohort,
            courseTitle: course,
            parameters: CascadeReport.Parameters(),
            asOf: today,
            graduates: 0,
            total: CascadeReport.Counts(
                generation: nil,
                deliveries: 0,
                trainers: 0,
                participationsPassed: 0,
                personsPassed: 0,
                lsgs: 0
            ),
            generations: [],
            branches: []
        )
        return [
            ("trainers", pages.trainers([trainer()], language: language)),
            ("no trainers", pages.trainers([], language: language)),
            ("cascade", pages.cascade(cascade(from: "2022-01-01"), language: language)),
            ("large cascade", pages.cascade(cascade(deliveries: 300), language: language)),
            ("no cascade", pages.cascade(none, language: language)),
        ]
    }
}

@Suite("The page of a cascade")
struct CascadePageTests {
    private func html(_ report: CascadeReport, _ language: Language) throws -> String {
        String(
            decoding: try Sample.pages().cascade(
                report,
                query: "to=2024-01-01",
                language: language
            ),
            as: UTF8.self
        )
    }

    @Test("What was recorded later is said, and nothing where nothing was")
    func recordedLater() throws {
        var report = Sample.cascade()
        #expect(try !html(report, .english).contains("Recorded later"))
        report.recordedLater = RecordedLater(deliveries: 2, merges: 0, newestAt: .distantPast)
        #expect(try html(report, .english).contains("Recorded later: deliveries: 2; merges"))
        #expect(try html(report, .serbianCyrillic).contains("Евидентирано касније: реализације: 2"))
    }

    @Test("Counts are in the right form, in every script")
    func counts() throws {
        let report = Sample.cascade()
        #expect(
            try html(report, .serbianCyrillic).contains(
                "5 тренера → 6 реализација → 152 полазника → 21 јединица локалне самоуправе"
            )
        )
        #expect(
            try html(report, .serbianLatin).contains(
                "5 trenera → 6 realizacija → 152 polaznika → 21 jedinica lokalne samouprave"
            )
        )
        #expect(
            try html(report, .english).contains(
                "5 trainers → 6 deliveries → 152 persons → 21 local self-governments"
            )
        )
    }

    @Test("The tree has a box for each delivery, a line to what it came from, and no name")
    func tree() throws {
        let page = try html(Sample.cascade(), .serbianLatin)
        #expect(page.matches(of: #/<rect /#).count == 7)
        #expect(page.matches(of: #/<path d="M/#).count == 6)
        #expect(page.contains("<svg width=\"690\" height=\"280\" viewBox=\"0 0 690 280\""))
        for number in 0...5 {
            #expect(page.contains("href=\"#branch-\(number)\""))
            #expect(page.contains("<tr id=\"branch-\(number)\">"))
        }
        #expect(!page.contains("trener@"))
        #expect(page.contains("/cohorts/TOT-2022/cascade.csv?to=2024-01-01"))
        // No two boxes cover each other.
        let places = page.matches(of: #/<rect x="(\d+)" y="(\d+)"/#).map { $0.output }
        let boxes = places.compactMap { match -> (Int, Int)? in
            guard let x = Int(match.1), let y = Int(match.2) else { return nil }
            return (x, y)
        }
        for (index, box) in boxes.enumerated() {
            for other in boxes[..<index] where box.0 == other.0 {
                #expect(abs(box.1 - other.1) >= 44)
            }
        }
        let large = try html(Sample.cascade(deliveries: 300), .english)
        #expect(large.matches(of: #/<rect /#).count == 121)
        #expect(large.contains("the table has all of them"))
        #expect(large.matches(of: #/<tr id="branch-/#).count == 301)
    }

    @Test("Trainers are named in the script of the page, without an address")
    func trainers() throws {
        let pages = try Sample.pages()
        let cyrillic = String(
            decoding: pages.trainers([Sample.trainer()], language: .serbianCyrillic),
            as: UTF8.self
        )
        #expect(cyrillic.contains("Тара &lt;Трен&gt;"))
        #expect(cyrillic.contains("српски, енглески"))
        let english = String(
            decoding: pages.trainers([Sample.trainer()], language: .english),
            as: UTF8.self
        )
        #expect(english.contains("Tara &lt;Tren&gt;") && english.contains("Serbian, English"))
        #expect(english.contains("How to become a trainer"))
    }
}
