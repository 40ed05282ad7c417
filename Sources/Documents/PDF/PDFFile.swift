/// A PDF with a table of its objects, as cairo and we write them.
struct PDFFile {
    let bytes: [UInt8]
    /// The newest trailer.
    private(set) var trailer = PDFDictionary()
    /// Where the newest table of objects begins.
    private(set) var tableStart = 0
    private var offsets: [Int: Int] = [:]
    private var freed: Set<Int> = []

    /// Reads the tables, newest first, and no object yet.
    ///
    /// Throws `PDFError`.
    init(_ bytes: [UInt8]) throws {
        guard bytes.count <= PDFLimits.bytesMax else { throw PDFError.tooLarge }
        guard bytes.starts(with: "%PDF-1.".utf8) else {
            throw PDFError.damaged(at: 0, "this is no PDF")
        }
        self.bytes = bytes
        tableStart = try Self.lastTable(in: bytes)
        var next: Int? = tableStart
        var seen: Set<Int> = []
        while let table = next {
            guard seen.insert(table).inserted else {
                throw PDFError.damaged(at: table, "the tables go in a circle")
            }
            guard seen.count <= PDFLimits.revisionsMax else { throw PDFError.tooLarge }
            let trailer = try readTable(at: table)
            if seen.count == 1 { self.trailer = trailer }
            switch trailer["Prev"] {
            case nil: next = nil
            case .integer(let place): next = place
            default: throw PDFError.damaged(at: table, "/Prev is no number")
            }
        }
        if trailer["Encrypt"] != nil { throw PDFError.unsupported("it is encrypted") }
    }

    // MARK: Objects

    /// The object that a reference names; everything else is itself.
    ///
    /// Throws `PDFError`.
    func resolved(_ object: PDFObject?) throws -> PDFObject {
        guard case .reference(let number) = object else { return object ?? .null }
        return try self.object(number).object
    }

    func dictionary(_ object: PDFObject?) throws -> PDFDictionary? {
        guard case .dictionary(let dictionary) = try resolved(object) else { return nil }
        return dictionary
    }

    func array(_ object: PDFObject?) throws -> [PDFObject]? {
        guard case .array(let array) = try resolved(object) else { return nil }
        return array
    }

    /// An object by its number, and where in the file it ends; null when there is none.
    func object(_ number: Int) throws -> (object: PDFObject, end: Int) {
        guard let offset = offsets[number] else { return (.null, 0) }
        var parser = PDFParser(bytes, at: offset)
        guard try parser.integer() == number, try parser.integer() == 0 else {
            throw parser.failure("object \(number) should stand here")
        }
        parser.skipSpace()
        guard parser.take("obj") else { throw parser.failure("object \(number) begins wrongly") }
        return (try parser.object(), parser.position)
    }

    /// The bytes of a stream without filters.
    ///
    /// Throws `PDFError`.
    func stream(_ reference: PDFObject?) throws -> (dictionary: PDFDictionary, bytes: [UInt8]) {
        guard case .reference(let number) = reference else {
            throw PDFError.damaged(at: 0, "a stream has no reference")
        }
        let (object, end) = try object(number)
        var parser = PDFParser(bytes, at: end)
        parser.skipSpace()
        guard case .dictionary(let dictionary) = object, parser.take("stream"),
            parser.take("\r\n") || parser.take("\n")
        else { throw parser.failure("object \(number) is no stream") }
        guard dictionary["Filter"] == nil else {
            throw PDFError.unsupported("an attachment is compressed")
        }
        guard case .integer(let length) = try resolved(dictionary["Length"]),
            (0...bytes.count - parser.position).contains(length)
        else { throw parser.failure("the stream \(number) has no length") }
        return (dictionary, Array(bytes[parser.position..<parser.position + length]))
    }

    /// The number of the document's catalogue and the catalogue.
    func catalogue() throws -> (number: Int, dictionary: PDFDictionary) {
        guard case .reference(let number) = trailer["Root"],
            let dictionary = try dictionary(trailer["Root"])
        else { throw PDFError.damaged(at: tableStart, "there is no catalogue") }
        return (number, dictionary)
    }

    // MARK: Tables

    private static func lastTable(in bytes: [UInt8]) throws -> Int {
        let word = Array("startxref".utf8)
        let last = bytes.count - word.count
        guard
            let start = (max(0, last - 1024)...max(0, last)).last(where: { start in
                bytes[start...].starts(with: word)
            })
        else { throw PDFError.damaged(at: bytes.count, "it does not say where its table is") }
        var parser = PDFParser(bytes, at: start + word.count)
        return try parser.integer()
    }

    /// Reads a table and its trailer (7.5.4, 7.5.5); what newer tables said stays.
    private mutating func readTable(at start: Int) throws -> PDFDictionary {
        guard start < bytes.count else { throw PDFError.damaged(at: start, "the file ends here") }
        var parser = PDFParser(bytes, at: start, bytesMax: bytes.count)
        guard parser.take("xref") else {
            throw PDFError.unsupported("its table is no plain one")
        }
        while true {
            parser.skipSpace()
            if parser.take("trailer") { break }
            let (first, count) = (try parser.integer(), try parser.integer())
            guard count <= PDFLimits.objectsMax, first <= PDFLimits.objectsMax else {
                throw PDFError.tooLarge
            }
            for number in first..<first + count { try readEntry(of: number, with: &parser) }
        }
        // A trailer may not go on for ever: one could hold the next, and that the one after it.
        parser = PDFParser(bytes, at: parser.position)
        guard case .dictionary(let trailer) = try parser.object() else {
            throw parser.failure("a trailer should stand here")
        }
        return trailer
    }

    private mutating func readEntry(of number: Int, with parser: inout PDFParser) throws {
        let offset = try parser.integer()
        _ = try parser.integer()
        parser.skipSpace()
        let isUsed = parser.take("n")
        guard isUsed || parser.take("f") else { throw parser.failure("this is no entry") }
        guard offsets[number] == nil, !freed.contains(number) else { return }
        if isUsed { offsets[number] = offset } else { freed.insert(number) }
    }
}
