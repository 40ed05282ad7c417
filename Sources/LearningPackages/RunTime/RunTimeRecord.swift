/// What one part of a module remembers of one learner: the elements of the attempt, over all runs.
///
/// Its elements are stored and read back as they are. Names that begin with `run.` are its own: no
/// content can set them. A record begins a run, enters what the page says, and ends the run.
package struct RunTimeRecord: Sendable {
    package let model: RunTimeModel
    /// What was set or is kept, by name: `cmi.core.lesson_location` is `7`.
    package private(set) var elements: [String: String]
    /// How many records each list has.
    private var counts: [String: Int] = [:]
    private var byteCount = 0

    package init(_ model: RunTimeModel, elements: [String: String] = [:]) {
        self.model = model
        self.elements = elements
        recount()
    }

    subscript(name: String) -> String? { elements[name] }

    /// Sets or removes an element without asking the model.
    mutating func keep(_ name: String, _ value: String?) {
        if let old = elements[name] { byteCount -= name.utf8.count + old.utf8.count }
        elements[name] = value
        if let value { byteCount += name.utf8.count + value.utf8.count }
    }

    mutating func remove(where isMeant: (String) -> Bool) {
        elements = elements.filter { !isMeant($0.key) }
        recount()
    }

    /// Counts anew after records came or went past the model.
    mutating func recount() {
        (counts, byteCount) = ([:], 0)
        for (name, value) in elements {
            byteCount += name.utf8.count + value.utf8.count
            count(RunTimePath(name, in: model.table.root).places)
        }
    }

    private mutating func count(_ places: [RunTimePath.Place]) {
        for place in places {
            counts[place.list] = max(counts[place.list] ?? 0, place.index + 1)
        }
    }

    // MARK: Entering

    /// Enters what a page says was set, in that order.
    ///
    /// What the model does not allow is refused and named; the others stand. The page has asked the
    /// same table before, so a refusal means that somebody else wrote it.
    package mutating func enter(_ values: [(element: String, value: String)]) -> [RefusedElement] {
        startAgain()
        var refused: [RefusedElement] = []
        for (name, value) in values {
            let code = enter(name, value)
            if code != 0 { refused.append(RefusedElement(name, code: code)) }
        }
        return refused
    }

    /// The error code, 0 for none.
    private mutating func enter(_ name: String, _ value: String) -> Int {
        if name == RunMark.left, value == "true" {
            keep(name, value)
            return 0
        }
        let codes = model.table.codes
        guard !name.isEmpty else { return codes.nameMissingWrite }
        let path = RunTimePath(name, in: model.table.root)
        if let first = path.places.first, !isNext(first) { return codes.outOfOrder }
        switch path.end {
        case .unknownCategory: return codes.categoryUnknown
        case .unknown: return codes.elementUnknown
        case .keyword: return codes.keywordWritten
        case .element(let element):
            let problem = problem(path, element, name, value)
            guard problem == 0 else { return problem }
        }
        let added = name.utf8.count + value.utf8.count
        let gone = elements[name].map { name.utf8.count + $0.utf8.count } ?? 0
        guard byteCount + added - gone <= RunTimeLimits.recordBytesMax else {
            return codes.recordFull
        }
        changeType(name, value, path)
        keep(name, value)
        count(path.places)
        return 0
    }

    private func isNext(_ place: RunTimePath.Place, countMax: Int = .max) -> Bool {
        place.index <= counts[place.list] ?? 0
            && place.index < min(countMax, RunTimeLimits.recordsMax)
    }

    private func problem(
        _ path: RunTimePath,
        _ element: RunTimeElement,
        _ name: String,
        _ value: String
    ) -> Int {
        let (table, codes) = (model.table, model.table.codes)
        if let needs = element.needs, let record = path.record,
            elements["\(record).\(needs)"] == nil
        {
            return codes.dependencyMissing
        }
        let response = path.record.flatMap { elements["\($0).type"] }
            .flatMap { element.responses[$0] }
        for place in path.places.dropFirst()
        where !isNext(place, countMax: response?.countMax ?? .max) {
            return codes.outOfOrder
        }
        guard element.access != .read else { return codes.readOnly }
        if element.isOnce, let old = elements[name], !old.utf8.elementsEqual(value.utf8) {
            return codes.notUnique
        }
        switch table.types[response?.type ?? element.type]?.problem(with: value) {
        case .type?: return codes.wrongType
        case .range?: return codes.outOfRange
        case nil: break
        }
        let isUnique = element.isUnique || response?.isUnique == true
        return isUnique && isTaken(value, path, name) ? codes.notUnique : 0
    }

    /// Whether another record of the innermost list has the value.
    private func isTaken(_ value: String, _ path: RunTimePath, _ name: String) -> Bool {
        guard let place = path.places.last else { return false }
        let end = name.dropFirst("\(place.list).\(place.index)".count)
        return (0..<(counts[place.list] ?? 0)).contains { index in
            index != place.index
                && elements["\(place.list).\(index)\(end)"]?.utf8.elementsEqual(value.utf8) == true
        }
    }

    /// Answers are written by the type of their interaction: with another type they are gone.
    private mutating func changeType(_ name: String, _ value: String, _ path: RunTimePath) {
        guard model == .scorm2004, let record = path.record, name == "\(record).type",
            let old = elements[name], old != value
        else { return }
        remove {
            $0.hasPrefix("\(record).correct_responses.") || $0 == "\(record).learner_response"
        }
    }
}

/// An element that could not be entered, and the code of the standard that says why.
package struct RefusedElement: Hashable, Sendable, CustomStringConvertible {
    /// Its name, or the beginning of one that is too long for any element.
    package let element: String
    package let code: Int

    package var description: String { "\(element): \(code)" }

    init(_ element: String, code: Int) {
        let scalars = element.unicodeScalars.prefix(255).filter { $0.value != 0 }
        self.element = String(String.UnicodeScalarView(scalars))
        self.code = code
    }
}

/// The names of what a record remembers for itself.
enum RunMark {
    /// How the next run begins; there only when the last one has ended.
    static let entry = "run.entry"
    /// The page was left before the content said that it had finished.
    static let left = "run.left"
    /// The outcome of the attempts before the present one.
    static let completion = "run.completion"
    static let success = "run.success"
    static let score = "run.score"
    static let hundredths = "run.hundredths"
    /// How many attempts were begun, and what the content of all of them said of objectives
    /// (SCORM 2004).
    static let attempts = "run.attempts"
    static let objectives = "run.objectives"
    /// The texts that it gave other parts.
    static let shared = "run.shared"
}
