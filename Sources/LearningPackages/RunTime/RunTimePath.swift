/// A group, a list or an element of the data model, and what stands below it.
struct RunTimeNode: Sendable {
    fileprivate(set) var children: [String: RunTimeNode] = [:]
    fileprivate(set) var element: RunTimeElement?

    var isList: Bool { children["n"] != nil }

    init(_ elements: [RunTimeElement] = []) {
        for element in elements {
            insert(element, at: RunTimePath.words(of: element.name)[...])
        }
    }

    private mutating func insert(_ element: RunTimeElement, at words: ArraySlice<Substring>) {
        guard let word = words.first else {
            self.element = element
            return
        }
        children[String(word), default: RunTimeNode()].insert(element, at: words.dropFirst())
    }
}

/// Where the name of an element leads in the data model.
struct RunTimePath {
    /// A record of a list on the way.
    struct Place {
        /// The name of the list with places of its own, such as `cmi.interactions.3.objectives`.
        let list: String
        let index: Int
    }

    enum End {
        case element(RunTimeElement)
        /// `_children`, `_count` or `_version`.
        case keyword
        case unknown
        case unknownCategory
    }

    private(set) var places: [Place] = []
    private(set) var end = End.unknown

    init(_ name: String, in root: RunTimeNode) {
        guard name.utf8.count <= RunTimeLimits.nameBytesMax else {
            end = .unknownCategory
            return
        }
        let words = Self.words(of: name)
        var node = root
        for (depth, word) in words.enumerated() {
            if node.isList, let index = Self.index(word), let record = node.children["n"] {
                places.append(Place(list: words[..<depth].joined(separator: "."), index: index))
                node = record
            } else if !node.isList, let child = node.children[String(word)] {
                node = child
            } else if ["_children", "_count", "_version"].contains(word), depth > 1,
                depth == words.count - 1
            {
                end = .keyword
                return
            } else {
                end = depth < 2 ? .unknownCategory : .unknown
                return
            }
        }
        if let element = node.element { end = .element(element) }
        if words.count < 2 { end = .unknownCategory }
    }

    /// The name of the first record with its place, such as `cmi.interactions.3`.
    var record: String? {
        places.first.map { "\($0.list).\($0.index)" }
    }

    /// The words between the dots; a target in braces may have dots itself and is one word.
    static func words(of name: String) -> [Substring] {
        let start = name.utf8.firstIndex(of: UInt8(ascii: "{")) ?? name.endIndex
        let isTarget =
            name[start...].hasPrefix("{target=") && name.hasSuffix("}")
            && name[..<start].hasSuffix(".")
        guard isTarget else {
            return name.split(separator: ".", omittingEmptySubsequences: false)
        }
        let words = name[..<start].dropLast().split(
            separator: ".",
            omittingEmptySubsequences: false
        )
        return words + ["{target}"]
    }

    /// A place in a list, as a number is written that has one spelling only.
    private static func index(_ word: Substring) -> Int? {
        guard (1...9).contains(word.utf8.count), word == "0" || word.utf8.first != 0x30,
            word.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(word)
    }
}
