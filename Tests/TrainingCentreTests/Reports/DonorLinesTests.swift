import Documents
import TestSupport
import Testing

@testable import TrainingCentre

/// The lines of a donor's sheets, held against whoever has all of them and adds and subtracts.
@Suite("Lines of a donor's sheet")
struct DonorLinesTests {
    private typealias Counts = DonorSuppression.Counts
    private typealias Row = DonorLines.Row

    @Test("No small number is a sum or difference of what the sheets of 500 random projects print")
    func combinations() {
        var random = SeededGenerator(seed: 94)
        var (lineCount, lineCountOfOne) = (0, 0)
        for _ in 0..<500 {
            let years = Int.random(in: 1...3, using: &random)
            let rows = Self.rows(years, &random)
            // What each sheet prints, as a row of a system of equations.
            var system = EquationSystem()
            for year in 1...years {
                // Only who was there by then is in the table of the year.
                let present = rows.indices.filter { row in
                    rows[row].growth[..<year].contains { $0.total > 0 }
                }
                let table = present.map {
                    Row(path: rows[$0].path, growth: Array(rows[$0].growth[..<year]))
                }
                for line in DonorLines.all(of: table, unitDepth: 3) where line.sum != nil {
                    let places = line.rows.map { present[$0] }
                    lineCount += 1
                    if line.isBySex { lineCountOfOne += 1 }
                    let sexes = line.isBySex ? [[0], [1]] : [[0, 1]]
                    for sex in sexes { system.add(variables(places, 0..<year, sex, years)) }
                }
            }
            for place in rows.indices {
                for first in 0..<years {
                    for end in (first + 1)...years {
                        let grown = rows[place].growth[first..<end].reduce(Counts(), +)
                        for (sex, count) in [([0], grown.women), ([1], grown.men)]
                        where (1...4).contains(count) {
                            let asked = variables([place], first..<end, sex, years)
                            #expect(!system.implies(asked), "\(rows)")
                        }
                        if (1...4).contains(grown.total) {
                            let asked = variables([place], first..<end, [0, 1], years)
                            #expect(!system.implies(asked), "\(rows)")
                        }
                    }
                }
            }
        }
        // Not because nothing is printed.
        #expect(lineCountOfOne > 1_500 && lineCount > lineCountOfOne + 300)
    }

    @Test("Twelve persons from nine municipalities are more than their total")
    func small() {
        let places = [
            ("Vojvodina", "Južnobanatski", "Vršac"), ("Vojvodina", "Južnobanatski", "Pančevo"),
            ("Vojvodina", "Južnobački", "Bač"), ("Vojvodina", "Južnobački", "Temerin"),
            ("Vojvodina", "Sremski", "Šid"), ("Jug", "Nišavski", "Niš"),
            ("Jug", "Nišavski", "Doljevac"), ("Jug", "Pirotski", "Pirot"),
            ("Jug", "Pirotski", "Dimitrovgrad"),
        ]
        let rows = places.enumerated().map { number, place in
            let isTwo = number.isMultiple(of: 3)
            return Row(
                path: [place.0, place.1, place.2, "Uprava"],
                growth: [Counts(women: isTwo ? 1 : number % 2, men: isTwo ? 1 : 1 - number % 2)]
            )
        }
        let lines = DonorLines.all(of: rows, unitDepth: 3)
        let words = DonorWords(language: .serbianLatin)
        let cells = lines.map { words.place($0, of: rows) }
        #expect(
            cells.map { $0.map { $0 ?? "–" }.joined(separator: "|") } == [
                "Sve opštine i gradovi (9): Vršac, Pančevo, Bač, Temerin, Šid, Niš, Doljevac, "
                    + "Pirot, Dimitrovgrad|–|6|6|0|12|–|–",
                "bez obzira na pol: Vojvodina (5): Vršac, Pančevo, Bač, Temerin, Šid|–|–|–|–|7|–|–",
                "bez obzira na pol: Jug (4): Niš, Doljevac, Pirot, Dimitrovgrad|–|–|–|–|5|–|–",
            ]
        )
    }

    @Test("Lines of state bodies say that they are of no LSG, in the words of the definition")
    func stateBodies() {
        let large = Counts(women: 9, men: 9)
        let rows = [
            Row(path: ["", "Komesarijat"], growth: [large]),
            Row(path: ["R", "O", "Niš", "Uprava"], growth: [large]),
        ]
        let expected: [(Language, String)] = [
            (.serbianCyrillic, "државни органи и други ван општина и градова"),
            (.serbianLatin, "državni organi i drugi van opština i gradova"),
            (.english, "state bodies and others outside LSGs"),
        ]
        for (language, title) in expected {
            let words = DonorWords(language: language)
            let lines = DonorLines.all(of: rows, unitDepth: 3)
            let cells = lines.map { words.place($0, of: rows) }
            #expect(cells.contains { $0[0] == title && $0[1] == "Komesarijat" }, "\(cells)")
            #expect(cells.allSatisfy { $0[0]?.isEmpty == false })
            let definition = Report.donorSheet.definition[language]
            #expect(definition.contains(title))
            let first = definition.prefix { $0 != "." }
            #expect(first.count < 100, "\(first)")
        }
    }

    @Test("One person in each of five municipalities is no sum that may be printed")
    func ones() {
        let rows = (1...5).map {
            Row(path: ["R", "O", "Opština \($0)", "Uprava"], growth: [Counts(women: 1)])
        }
        #expect(DonorLines.all(of: rows, unitDepth: 3).allSatisfy { $0.sum == nil })
        let more = [Row(path: ["R", "O", "Opština 6", "Uprava"], growth: [Counts(women: 2)])]
        let lines = DonorLines.all(of: rows + more, unitDepth: 3)
        #expect(lines.map { $0.sum?.women } == [7])
    }

    /// A few areas of all levels, in order, some rows outside of all.
    private static func rows(_ years: Int, _ random: inout SeededGenerator) -> [Row] {
        var paths: [[String]] = []
        for region in 0..<Int.random(in: 1...3, using: &random) {
            for district in 0..<Int.random(in: 1...2, using: &random) {
                for place in 0..<Int.random(in: 1...3, using: &random) {
                    for institution in 0..<Int.random(in: 1...2, using: &random) {
                        let place = "\(region)\(district)\(place)"
                        paths.append([
                            "\(region)", "\(region)\(district)", place, "\(place)\(institution)",
                        ])
                    }
                }
            }
        }
        paths += (0..<Int.random(in: 0...2, using: &random)).map { ["", "\($0)"] }
        return paths.map { path in
            Row(path: path, growth: (0..<years).map { _ in counts(&random) })
        }
    }

    private static func counts(_ random: inout SeededGenerator) -> Counts {
        func number() -> Int {
            [0, 0, 0, 1, 2, 5, 6, 12].randomElement(using: &random) ?? 0
        }
        return Counts(women: number(), men: number())
    }

    /// One for each number of a place, a year and a sex that is added up, zero for each other.
    private func variables(
        _ places: [Int],
        _ span: Range<Int>,
        _ sexes: [Int],
        _ years: Int
    ) -> [Int: Int] {
        var row: [Int: Int] = [:]
        for place in places {
            for year in span {
                for sex in sexes { row[(place * years + year) * 2 + sex] = 1 }
            }
        }
        return row
    }
}

/// Linear equations modulo a prime: whether one follows from the others.
private struct EquationSystem {
    /// In echelon form, by the first variable of each.
    private var rows: [Int: [Int: Int]] = [:]
    private static let prime = 1_000_003

    mutating func add(_ row: [Int: Int]) {
        let rest = reduced(row)
        guard let first = rest.keys.min(), let factor = rest[first] else { return }
        let inverse = Self.power(factor, Self.prime - 2)
        rows[first] = rest.mapValues { $0 * inverse % Self.prime }
    }

    func implies(_ row: [Int: Int]) -> Bool { reduced(row).isEmpty }

    private func reduced(_ row: [Int: Int]) -> [Int: Int] {
        var rest = row
        var start = Int.min
        while let first = rest.keys.filter({ $0 > start }).min() {
            start = first
            guard let known = rows[first], let factor = rest[first] else { continue }
            for (variable, value) in known {
                let less = (rest[variable, default: 0] - factor * value) % Self.prime
                rest[variable] = less == 0 ? nil : (less + Self.prime) % Self.prime
            }
        }
        return rest
    }

    private static func power(_ base: Int, _ exponent: Int) -> Int {
        var (result, base, exponent) = (1, base, exponent)
        while exponent > 0 {
            if exponent % 2 == 1 { result = result * base % prime }
            base = base * base % prime
            exponent /= 2
        }
        return result
    }
}
