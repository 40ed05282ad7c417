import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

/// A table by sex as the donor gets it year after year, held against whoever has all its sheets
/// and knows all totals.
@Suite("Small numbers in the sheets of a donor")
struct DonorSuppressionTests {
    private typealias Counts = DonorSuppression.Counts
    private static let least = ReportParameters.personsPrintedMin

    @Test("No hidden number follows from the sheets of 4,000 random tables by subtraction")
    func subtraction() {
        var random = SeededGenerator(seed: 2026)
        var hiddenCount = 0
        for _ in 0..<4_000 {
            let years = Int.random(in: 1...3, using: &random)
            let table = (0..<Int.random(in: 1...7, using: &random)).map { _ in
                (0..<years).map { _ in Self.counts(&random) }
            }
            // The sheet of each year, made when that year was the last one.
            let sheets = (1...years).map { count in
                DonorSuppression(table.map { Array($0.prefix(count)) })
            }
            hiddenCount += sheets.last?.hidden.count ?? 0
            for (year, sheet) in sheets.enumerated() {
                let before = year == 0 ? nil : sheets[year - 1]
                #expect(before?.hidden.isSubset(of: sheet.hidden) != false, "\(table)")
                for row in table.indices where !sheet.hidden.contains(row) {
                    // What is printed, and by how much it grew since the sheet before.
                    #expect(Self.isLarge(table[row][...year].reduce(Counts(), +)), "\(table)")
                    #expect(Self.isLarge(table[row][year]), "\(table)")
                }
                guard !sheet.hidden.isEmpty, sheet.isSafe else { continue }
                let grown = sheet.hidden.map { table[$0][year] }
                let standing = sheet.hidden.map { table[$0][...year].reduce(Counts(), +) }
                for rows in [grown, standing] where rows.contains(where: { $0.total > 0 }) {
                    // The sum of the hidden rows, and what subtraction leaves of two sheets.
                    #expect(Self.isLarge(rows.reduce(Counts(), +)), "\(table)")
                    #expect(canBeOtherwise(rows.map(\.all)), "\(table)")
                }
            }
        }
        #expect(hiddenCount > 4_000)
    }

    @Test("One small row takes another one with it, the smallest that makes it safe")
    func complement() {
        func hidden(_ rows: [[Int]]) -> (Set<Int>, Bool) {
            let judged = DonorSuppression(
                rows.map { [Counts(women: $0[0], men: $0[1], unknown: $0[2])] }
            )
            return (judged.hidden, judged.isSafe)
        }
        #expect(hidden([[5, 9, 0], [1, 7, 0], [6, 5, 0], [20, 30, 0]]) == ([1, 2], true))
        // Five rows of one man each: their sum would say so.
        #expect(hidden(Array(repeating: [0, 1, 0], count: 5)) == ([0, 1, 2, 3, 4], false))
        #expect(hidden([[5, 0, 0], [0, 8, 0]]) == ([], true))
    }

    private static func counts(_ random: inout SeededGenerator) -> Counts {
        func number() -> Int {
            Bool.random(using: &random)
                ? Int.random(in: 0...4, using: &random)
                : [0, 0, 5, 6, 12].randomElement(using: &random) ?? 0
        }
        return Counts(women: number(), men: number(), unknown: number())
    }

    private static func isLarge(_ counts: Counts) -> Bool {
        counts.all.allSatisfy { $0 == 0 || $0 >= least }
    }

    /// Whether each small number of the hidden rows has another possible value: some exchange
    /// between two rows keeps every sum, leaves nothing below zero and no row empty.
    private func canBeOtherwise(_ rows: [[Int]]) -> Bool {
        rows.indices.allSatisfy { row in
            (0..<3).filter { (1..<Self.least).contains(rows[row][$0]) }.allSatisfy { column in
                rows.indices.contains { other in
                    guard other != row else { return false }
                    // One more here and less there, the other way round, or one for one of
                    // another column.
                    let more = rows[other][column] >= 1 && rows[other].reduce(0, +) >= 2
                    let less = rows[row].reduce(0, +) >= 2
                    let swap = (0..<3).contains { $0 != column && rows[other][$0] >= 1 }
                    return more || less || swap
                }
            }
        }
    }
}

@Suite("The sheets of a donor, subtracted from each other", .centre)
struct DonorDifferenceTests {
    private let centre = TrainingCentre.ofTest

    /// Persons of an institution by the row, women who passed.
    private typealias Sheet = [String: Int?]

    @Test("The centre's own sheets give a small number by subtraction, and no two of a donor do")
    func difference() async throws {
        try await fill()
        let centres = try await sheets(.centre)
        let donors = try await sheets(.donor)
        // Three women in one of two years, and in one of two courses: the attack is a real one.
        #expect(smallDifferences(centres).contains("Grad A: 3"))
        #expect(donors.count == 2)
        #expect(smallDifferences(donors) == [])
        #expect(donors.allSatisfy { sheet in sheet.values.allSatisfy { ($0 ?? 5) >= 5 } })
        // Not because nothing is printed.
        #expect(donors.contains { $0["Grad C"] == 6 } && donors.contains { $0["Grad C"] == 12 })
    }

    @Test("A year that is not over, or in which somebody has a seat, is in no sheet yet")
    func open() async throws {
        try await fill()
        try await Sample.cohort("OTVORENA", in: centre)
        try await Owner.corrupt(
            """
            UPDATE cohorts
            SET project_id = (SELECT id FROM projects), starts_on = '2023-06-01',
                ends_on = '2023-06-02'
            WHERE code = 'OTVORENA'
            """
        )
        let whole = ReportParameters(project: "P")
        #expect(try await cut(whole) == "\(try await lastYear())-12-31")
        try await Sample.enrol(["x@x.example"], in: "OTVORENA", centre)
        #expect(try await cut(whole) == "2022-12-31")
        var asked = whole
        asked.to = try Sample.day("2023-12-31")
        let problem = try await problems(asked)
        #expect(problem.map(\.field) == ["to"])
        #expect(problem.first?.problem.contains("OTVORENA") == true)
        asked.to = CalendarDate(year: try await lastYear() + 1, month: 12, day: 31)
        #expect(try await problems(asked).map(\.field) == ["to"])
        // Who withdrew will never be counted there, so nothing waits for that.
        let withdrawn = Sample.enrolments(
            "OTVORENA",
            ["x@x.example"],
            more: "reason=odustao;status=withdrawn"
        )
        #expect(try await centre.importText(withdrawn, as: .enrolments).updated == 1)
        #expect(try await cut(whole) == "\(try await lastYear())-12-31")
    }

    /// Two courses in each of two years; of the institution A three women come to one of them.
    private func fill() async throws {
        try await centre.importText(
            "code,title_sr_latn,title_en\nP,Projekat,Project\n",
            as: .projects
        )
        try await centre.importText(
            "code,title_sr_latn,title_en\nK1,Prvi,First\nK2,Drugi,Second\n",
            as: .courses
        )
        let deliveries: [(String, String, String, [(String, Int)])] = [
            ("D1", "K1", "2023-02", [("A", 7), ("B", 6), ("C", 6), ("D", 8)]),
            ("D2", "K2", "2024-02", [("A", 3), ("B", 9), ("C", 6), ("E", 5)]),
        ]
        for (code, course, month, groups) in deliveries {
            let report = try await centre.importText(
                """
                cohort_code,course_code,project_code,starts_on,ends_on,venue,capacity,\
                minimum_attendance_percent
                \(code),\(course),P,\(month)-01,\(month)-02,Plandište,60,80
                """,
                as: .cohorts
            )
            #expect(report.rejected.map(\.problem) == [])
            _ = try await centre.write(.clerk) { try Cohort.publish(code, by: .clerk, in: $0) }
            var rows: [String] = []
            var emails: [String] = []
            for (institution, count) in groups {
                for number in 0..<count {
                    let email = "\(code).\(institution).\(number)@x.example".lowercased()
                    emails.append(email)
                    rows.append("\(code),Ana Anić,F,\(email),Grad \(institution)")
                }
            }
            try await centre.importText(
                "cohort_code,name,sex,email,institution\n" + rows.joined(separator: "\n"),
                as: .enrolments
            )
            try await centre.importText(
                Sample.attendance(code, emails, days: ["\(month)-01", "\(month)-02"]),
                as: .attendance
            )
            try await centre.importText(Sample.results(code, emails), as: .results)
            try await Sample.close(code, in: centre)
        }
    }

    /// Every sheet that somebody gets by trying cuts of all kinds, without those that are refused.
    private func sheets(_ edition: ReportParameters.Edition) async throws -> [Sheet] {
        var found: [Sheet] = []
        let days = ["2022-12-31", "2023-01-01", "2023-06-30", "2023-12-31", "2024-06-30"].map {
            CalendarDate($0)
        }
        for project in ["P", nil] {
            for course in [nil, "K1", "K2"] {
                for (from, to) in [(nil, nil)] + days.flatMap({ [($0, nil), (nil, $0)] }) {
                    for asOf in [nil] + days {
                        var asked = ReportParameters(project: project, course: course)
                        (asked.from, asked.to, asked.asOf) = (from, to, asOf)
                        asked.edition = edition
                        let sheet = try await sheet(asked)
                        if let sheet, !sheet.isEmpty, !found.contains(sheet) {
                            found.append(sheet)
                        }
                    }
                }
            }
        }
        return found
    }

    /// Differences from one to four of the same row in two sheets, for sheets one of which has all
    /// that the other one has.
    private func smallDifferences(_ sheets: [Sheet]) -> Set<String> {
        var found: Set<String> = []
        for larger in sheets {
            for smaller in sheets {
                for (row, count) in smaller {
                    guard let count, case .some(.some(let other)) = larger[row] else { continue }
                    if (1...4).contains(other - count) { found.insert("\(row): \(other - count)") }
                }
            }
        }
        return found
    }

    private func sheet(_ parameters: ReportParameters) async throws -> Sheet? {
        do {
            let json = try JSON.parse(
                try await centre.bytes(of: .donorSheet, parameters, as: .json)
            )
            let persons = (json["rows"]?.elements ?? []).filter { $0["reached"] == .null }
            let rows = persons.map {
                ($0["institution"]?.text ?? "", $0["persons_passed_women"]?.wholeNumber)
            }
            return Sheet(uniqueKeysWithValues: rows)
        } catch is InvalidForm {
            return nil
        }
    }

    private func problems(_ parameters: ReportParameters) async throws -> [FieldProblem] {
        do {
            _ = try await centre.bytes(of: .donorSheet, parameters, as: .json)
            return []
        } catch let refusal as InvalidForm {
            return refusal.fields
        }
    }

    /// Up to which day the sheet counts.
    private func cut(_ parameters: ReportParameters) async throws -> String? {
        let bytes = try await centre.bytes(of: .donorSheet, parameters, as: .json)
        return try JSON.parse(bytes)["parameters"]?["to"]?.text
    }

    private func lastYear() async throws -> Int {
        try await centre.read { try centreToday(in: $0) }.parts.year - 1
    }
}
