import Documents

/// The data model of one standard.
struct RunTimeTable: Sendable {
    let model: RunTimeModel
    let types: [String: RunTimeType]
    let elements: [RunTimeElement]
    /// What `_children` answers, by the name of the group.
    let children: [String: String]
    /// The results that follow from a number and its threshold.
    let derived: [RunTimeDerivation]
    let codes: RunTimeCodes
    /// The text of each error code.
    let errors: [(code: Int, text: String)]
    let root: RunTimeNode

    init(
        _ model: RunTimeModel,
        types: [String: RunTimeType],
        elements: [RunTimeElement],
        children: [String: String],
        derived: [RunTimeDerivation] = [],
        codes: RunTimeCodes,
        errors: [(code: Int, text: String)]
    ) {
        self.model = model
        self.types = types
        self.elements = elements
        self.children = children
        self.derived = derived
        self.codes = codes
        self.errors = errors
        root = RunTimeNode(elements)
    }

    var json: JSON {
        [
            "standard": .string(model.rawValue),
            "nameBytesMax": .integer(RunTimeLimits.nameBytesMax),
            "recordsMax": .integer(RunTimeLimits.recordsMax),
            "recordBytesMax": .integer(RunTimeLimits.recordBytesMax),
            "types": .object(
                types.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }
            ),
            "elements": .array(elements.map(\.json)),
            "children": .object(
                children.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
            ),
            "derived": .array(derived.map(\.json)),
            "codes": codes.json,
            "errors": .object(errors.map { JSON.Member(String($0.code), .string($0.text)) }),
        ]
    }
}

/// A name of the data model, `n` standing for the place in a list.
struct RunTimeElement: Sendable {
    /// Who may do what with an element: the content reads or writes it.
    enum Access: String, Sendable {
        case read, write, both
    }

    let name: String
    let access: Access
    /// The name of its type; where the type of an interaction decides, of the type without one.
    let type: String
    /// What is read before anything was set; nil when that is an error, or empty in SCORM 1.2.
    var preset: String?
    /// The element of the same record that has to be set before.
    var needs: String?
    /// Whether no other record of the list may have the value.
    var isUnique = false
    /// Whether it is never set to something else.
    var isOnce = false
    /// The types by the type of the interaction that it belongs to.
    var responses: [String: RunTimeResponse] = [:]

    init(
        _ name: String,
        _ access: Access,
        _ type: String,
        preset: String? = nil,
        needs: String? = nil,
        isUnique: Bool = false,
        isOnce: Bool = false,
        responses: [String: RunTimeResponse] = [:]
    ) {
        self.name = name
        self.access = access
        self.type = type
        self.preset = preset
        self.needs = needs
        self.isUnique = isUnique
        self.isOnce = isOnce
        self.responses = responses
    }

    var json: JSON {
        var members = [
            JSON.Member("name", .string(name)), JSON.Member("access", .string(access.rawValue)),
            JSON.Member("type", .string(type)),
        ]
        if let preset { members.append(JSON.Member("preset", .string(preset))) }
        if let needs { members.append(JSON.Member("needs", .string(needs))) }
        if isUnique { members.append(JSON.Member("unique", true)) }
        if isOnce { members.append(JSON.Member("once", true)) }
        if !responses.isEmpty {
            let sorted = responses.sorted { $0.key < $1.key }
            members.append(
                JSON.Member("responses", .object(sorted.map { JSON.Member($0.key, $0.value.json) }))
            )
        }
        return .object(members)
    }
}

/// How the answers to one type of interaction are written.
struct RunTimeResponse: Sendable {
    let type: String
    /// How many of them there may be.
    var countMax = RunTimeLimits.recordsMax
    /// Whether each may be there once.
    var isUnique = false

    init(_ type: String, countMax: Int = RunTimeLimits.recordsMax, isUnique: Bool = false) {
        self.type = type
        self.countMax = countMax
        self.isUnique = isUnique
    }

    var json: JSON {
        [
            "type": .string(type), "countMax": .integer(countMax), "unique": .bool(isUnique),
        ]
    }
}

/// A result that is decided by a number as soon as both are known, whatever the content says.
struct RunTimeDerivation: Sendable {
    let element: String
    let number: String
    let threshold: String
    /// What it is from the threshold on, and below.
    let reached: String
    let missed: String

    var json: JSON {
        [
            "element": .string(element), "number": .string(number),
            "threshold": .string(threshold), "reached": .string(reached),
            "missed": .string(missed),
        ]
    }

    /// Nil when one of both numbers is missing.
    func value(_ elements: [String: String], threshold: Double?) -> String? {
        guard let threshold, let number = elements[number].flatMap(Double.init) else { return nil }
        return number >= threshold ? reached : missed
    }
}

/// The error code for each thing that can be wrong with an element or a value.
struct RunTimeCodes: Sendable {
    /// No name was given, on reading and on writing.
    let nameMissingRead: Int
    let nameMissingWrite: Int
    /// The first word behind `cmi` or `adl`, or what stands before, is unknown.
    let categoryUnknown: Int
    let elementUnknown: Int
    /// `_children`, `_count` or `_version` is written.
    let keywordWritten: Int
    let childrenMissing: Int
    let countMissing: Int
    let versionMissing: Int
    let readOnly: Int
    let writeOnly: Int
    let wrongType: Int
    let outOfRange: Int
    /// A record is written that does not come next.
    let outOfOrder: Int
    /// A record is read that is not there.
    let recordMissing: Int
    let dependencyMissing: Int
    let notUnique: Int
    /// Nothing was set; 0 where that is no error.
    let valueMissing: Int
    /// The record would become too large.
    let recordFull: Int

    var json: JSON {
        [
            "nameMissingRead": .integer(nameMissingRead),
            "nameMissingWrite": .integer(nameMissingWrite),
            "categoryUnknown": .integer(categoryUnknown),
            "elementUnknown": .integer(elementUnknown),
            "keywordWritten": .integer(keywordWritten),
            "childrenMissing": .integer(childrenMissing),
            "countMissing": .integer(countMissing),
            "versionMissing": .integer(versionMissing),
            "readOnly": .integer(readOnly),
            "writeOnly": .integer(writeOnly),
            "wrongType": .integer(wrongType),
            "outOfRange": .integer(outOfRange),
            "outOfOrder": .integer(outOfOrder),
            "recordMissing": .integer(recordMissing),
            "dependencyMissing": .integer(dependencyMissing),
            "notUnique": .integer(notUnique),
            "valueMissing": .integer(valueMissing),
            "recordFull": .integer(recordFull),
        ]
    }
}
