import Foundation
import HTTPServer
import HTTPTypes
import TrainingCentre

/// What a harvester asks for (OAI-PMH 2.0, section 4), with every argument checked.
struct HarvestRequest: Sendable {
    enum Verb: String, CaseIterable, Sendable {
        case identify = "Identify"
        case listMetadataFormats = "ListMetadataFormats"
        case listSets = "ListSets"
        case listIdentifiers = "ListIdentifiers"
        case listRecords = "ListRecords"
        case getRecord = "GetRecord"

        fileprivate var required: Set<String> {
            switch self {
            case .identify, .listMetadataFormats, .listSets: []
            case .listIdentifiers, .listRecords: ["metadataPrefix"]
            case .getRecord: ["identifier", "metadataPrefix"]
            }
        }

        fileprivate var optional: Set<String> {
            switch self {
            case .identify, .getRecord: []
            case .listMetadataFormats: ["identifier"]
            case .listSets: []
            case .listIdentifiers, .listRecords: ["from", "until", "set"]
            }
        }

        /// Whether a list of it may go on.
        fileprivate var isList: Bool { rawValue.hasPrefix("List") && self != .listMetadataFormats }
    }

    /// What is wrong with a request, by the protocol's own words (section 3.6).
    struct Refused: Error {
        enum Code: String {
            case badArgument, badResumptionToken, badVerb, cannotDisseminateFormat
            case idDoesNotExist, noRecordsMatch
        }

        let code: Code
        let text: String

        init(_ code: Code, _ text: String) {
            (self.code, self.text) = (code, text)
        }
    }

    let verb: Verb
    /// As they were sent, for the answer to repeat.
    let arguments: [(String, String)]
    private(set) var asked = CatalogueRecord.Asked()
    /// How many records of a list came before.
    private(set) var cursor = 0

    subscript(name: String) -> String? { arguments.first { $0.0 == name }?.1 }

    static let prefix = "oai_dc"
    /// More records than a catalogue has.
    private static let cursorMax = 1 << 31

    /// Throws `Refused`.
    init(_ arguments: [(String, String)]) throws {
        let names = arguments.map(\.0)
        guard names.count(where: { $0 == "verb" }) == 1,
            let verb = Verb(rawValue: arguments.first { $0.0 == "verb" }?.1 ?? "")
        else { throw Refused(.badVerb, "verb is missing, given twice, or none of the protocol's") }
        guard Set(names).count == names.count else {
            throw Refused(.badArgument, "an argument is given twice")
        }
        (self.verb, self.arguments) = (verb, arguments)
        let given = Set(names).subtracting(["verb"])
        if verb.isList, given.contains("resumptionToken") {
            guard given.count == 1 else {
                throw Refused(.badArgument, "resumptionToken stands alone")
            }
            try resume(self["resumptionToken"] ?? "")
            return
        }
        let known = verb.required.union(verb.optional)
        for name in given.subtracting(known).sorted() {
            throw Refused(.badArgument, "\(verb.rawValue) has no argument \(name)")
        }
        for name in verb.required.subtracting(given).sorted() {
            throw Refused(.badArgument, "\(name) is missing")
        }
        if let prefix = self["metadataPrefix"], prefix != HarvestRequest.prefix {
            throw Refused(.cannotDisseminateFormat, "only \(HarvestRequest.prefix) is there")
        }
        try readTimes()
        if let set = self["set"] { asked.set = try HarvestRequest.subset(set) }
    }

    private mutating func readTimes() throws {
        let from = try self["from"].map { try HarvestTime($0) }
        let until = try self["until"].map { try HarvestTime($0) }
        if let from, let until {
            guard from.isDay == until.isDay else {
                throw Refused(.badArgument, "from and until are not written alike")
            }
            guard from.first <= until.last else {
                throw Refused(.badArgument, "until lies before from")
            }
        }
        (asked.from, asked.until) = (from?.first, until?.last)
    }

    private static func subset(_ text: String) throws -> CatalogueRecord.Subset {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let inside = parts.count == 2 ? String(parts[1]) : nil
        switch parts.first {
        case "language": return .language(inside)
        case "handbook": return .handbook(inside)
        default: throw Refused(.noRecordsMatch, "there is no set \(text)")
        }
    }

    /// What harvesters call a part of the catalogue (section 2.6).
    static func name(of subset: CatalogueRecord.Subset) -> String {
        let (kind, inside) =
            switch subset {
            case .language(let tag): ("language", tag)
            case .handbook(let code): ("handbook", code)
            }
        return ([kind] + [inside].compactMap(\.self)).joined(separator: ":")
    }

    /// How a list goes on behind a position.
    func token(after position: CatalogueRecord.Position, cursor: Int) -> String {
        Cursor.text(
            [
                asked.from.map(String.init) ?? "", asked.until.map(String.init) ?? "",
                asked.set.map(HarvestRequest.name) ?? "",
                String(position.microseconds), String(position.id), String(cursor),
            ].joined(separator: " ")
        )
    }

    /// Reads a token, which anybody may have written: numbers that no list of ours has are none.
    private mutating func resume(_ token: String) throws {
        let parts = (Cursor.position(token) ?? "")
            .split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard verb != .listSets, parts.count == 6, let microseconds = Int(parts[3]),
            let id = Int(parts[4]), let cursor = Int(parts[5]),
            (1...HarvestRequest.cursorMax).contains(cursor),
            parts[..<2].allSatisfy({ $0.isEmpty || HarvestTime.isMoment(Int($0)) }),
            parts[2].isEmpty || (try? HarvestRequest.subset(parts[2])) != nil
        else { throw Refused(.badResumptionToken, "no list of ours goes on with this") }
        (asked.from, asked.until) = (Int(parts[0]), Int(parts[1]))
        if !parts[2].isEmpty { asked.set = try HarvestRequest.subset(parts[2]) }
        asked.after = CatalogueRecord.Position(microseconds: microseconds, id: id)
        self.cursor = cursor
    }
}

/// A day or a second, as harvesters write it (section 3.3).
private struct HarvestTime {
    /// Seconds since 1970 of its beginning and its end.
    let first: Int
    let last: Int
    let isDay: Bool

    /// Whether a day or a second that can be written is so many seconds from 1970.
    static func isMoment(_ seconds: Int?) -> Bool {
        seconds.map { years.contains($0 / secondsOfYear) } ?? false
    }

    /// Written with four digits, from 1970.
    private static let years = -1_970..<8_030
    /// Of the Gregorian calendar, on average.
    private static let secondsOfYear = 31_556_952

    init(_ text: String) throws {
        let refused = HarvestRequest.Refused(
            .badArgument,
            "\(text) is written neither as 2024-05-31 nor as 2024-05-31T12:00:00Z"
        )
        guard let match = text.wholeMatch(of: /(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d):(\d\d)Z)?/),
            let date = CalendarDate(String(match.output.1))
        else { throw refused }
        let day = date.dayNumber * 86_400
        guard let hours = match.output.2.flatMap({ Int($0) }),
            let minutes = match.output.3.flatMap({ Int($0) }),
            let seconds = match.output.4.flatMap({ Int($0) })
        else {
            (first, last, isDay) = (day, day + 86_399, true)
            return
        }
        guard hours < 24, minutes < 60, seconds < 60 else { throw refused }
        let moment = day + hours * 3_600 + minutes * 60 + seconds
        (first, last, isDay) = (moment, moment, false)
    }
}
