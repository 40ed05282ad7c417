import Crypto

/// A change of a PDF that only appends to it: an incremental update (ISO 32000-1, 7.5.6).
struct PDFUpdate {
    let file: PDFFile
    private var objects: [(number: Int, bytes: [UInt8])] = []
    private var next: Int
    private(set) var catalogue: PDFDictionary
    private let catalogueNumber: Int

    /// Throws `PDFError`.
    init(_ bytes: [UInt8]) throws {
        file = try PDFFile(bytes)
        guard case .integer(let size) = file.trailer["Size"], (1...PDFLimits.objectsMax) ~= size
        else { throw PDFError.damaged(at: file.tableStart, "the trailer has no size") }
        next = size
        (catalogueNumber, catalogue) = try file.catalogue()
    }

    /// A file of cairo's with what cairo cannot say.
    ///
    /// That is the language, for those who listen to it, and that a window shows the title and not
    /// the name of the file. Throws `PDFError`.
    static func finished(_ bytes: [UInt8], language: String) throws -> [UInt8] {
        var update = try PDFUpdate(bytes)
        update.set("Lang", .text(language))
        update.set(
            "ViewerPreferences",
            .dictionary(PDFDictionary(["DisplayDocTitle": .bool(true)]))
        )
        return update.finish()
    }

    /// The number of an object that is added later by `set(object:_:)`.
    mutating func reserve() -> Int {
        defer { next += 1 }
        return next
    }

    mutating func add(_ object: PDFObject) -> PDFObject {
        let number = reserve()
        set(object: number, object.bytes)
        return .reference(number)
    }

    mutating func add(stream: [UInt8], _ dictionary: PDFDictionary) -> PDFObject {
        var dictionary = dictionary
        dictionary["Length"] = .integer(stream.count)
        let number = reserve()
        let bytes = dictionary.bytes + "\nstream\n".utf8 + stream + "\nendstream".utf8
        set(object: number, bytes)
        return .reference(number)
    }

    /// Writes an object under its number, in the place of an older one.
    mutating func set(object number: Int, _ bytes: [UInt8]) { objects.append((number, bytes)) }

    /// Changes an entry of the catalogue.
    mutating func set(_ name: String, _ value: PDFObject) { catalogue[name] = value }

    /// The old bytes, the new objects, their table and trailer.
    func finish() -> [UInt8] {
        var bytes = file.bytes
        if bytes.last != 0x0A { bytes.append(0x0A) }
        var places: [(number: Int, offset: Int)] = []
        for (number, object) in objects + [(catalogueNumber, catalogue.bytes)] {
            places.append((number, bytes.count))
            bytes += "\(number) 0 obj\n".utf8
            bytes += object
            bytes += "\nendobj\n".utf8
        }
        let table = bytes.count
        bytes += "xref\n".utf8
        for (number, offset) in places.sorted(by: { $0.number < $1.number }) {
            let digits = String(offset)
            let padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
            bytes += "\(number) 1\n\(padded) 00000 n \n".utf8
        }
        bytes += "trailer\n".utf8
        bytes += trailer.bytes
        bytes += "\nstartxref\n\(table)\n%%EOF\n".utf8
        return bytes
    }

    private var trailer: PDFDictionary {
        var trailer = file.trailer
        trailer["Size"] = .integer(next)
        trailer["Prev"] = .integer(file.tableStart)
        // The first half names the document, the second this state of it (14.4).
        let state = PDFObject.string(Array(SHA256.hash(data: file.bytes).prefix(16)))
        var first = state
        if case .array(let old) = trailer["ID"], let id = old.first { first = id }
        trailer["ID"] = .array([first, state])
        return trailer
    }
}
