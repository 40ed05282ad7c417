/// Reads the boxes of an MP4 (ISO 14496-12 section 4.2) as far as they say what it is.
struct MP4Scanner {
    private var movie: [UInt8]?
    private var brand = ""

    static func begins(_ head: [UInt8]) -> Bool {
        head.count >= 12 && head[4..<8].elementsEqual("ftyp".utf8)
    }

    /// One box of the file: its bytes are read when it describes the film, else passed over.
    mutating func step(_ bytes: ArraySlice<UInt8>) throws -> Int? {
        guard let box = try MP4Box(bytes, isWhole: false) else { return nil }
        guard ["ftyp", "moov"].contains(box.type) else { return box.bytes }
        guard box.bytes <= Video.Limits.headerBytesMax else { throw PackageRefusal(.damaged) }
        guard bytes.count >= box.bytes else { return nil }
        let content = bytes.prefix(box.bytes).dropFirst(box.headBytes)
        if box.type == "ftyp" {
            brand = String(decoding: content.prefix(4), as: UTF8.self)
        } else {
            guard movie == nil else { throw PackageRefusal(.damaged) }
            movie = Array(content)
        }
        return box.bytes
    }

    /// What the boxes say; refuses with `PackageRefusal`.
    func video() throws -> Video {
        // A film of QuickTime is another thing, which not every browser plays.
        guard brand != "qt  " else { throw PackageRefusal(.videoKind, at: "QuickTime") }
        guard let movie else { throw PackageRefusal(.damaged) }
        let boxes = try MP4Box.children(movie[...])
        var hasPicture = false
        for track in boxes where track.type == "trak" {
            guard let (handler, coding) = try MP4Scanner.coding(of: track) else { continue }
            let known = handler == "vide" ? ["avc1", "avc3"] : ["mp4a"]
            guard known.contains(coding) else {
                throw PackageRefusal(.videoCoding, at: coding.shown)
            }
            if handler == "vide" { hasPicture = true }
        }
        guard hasPicture else { throw PackageRefusal(.videoWithoutPicture) }
        guard let seconds = try MP4Scanner.seconds(boxes), seconds > 0,
            seconds <= Video.Limits.secondsMax
        else { throw PackageRefusal(.videoWithoutLength) }
        return Video(container: .mp4, seconds: seconds)
    }

    /// What a track is of, and in what it is coded; nil for one that is neither seen nor heard.
    private static func coding(of track: MP4Box) throws -> (handler: String, coding: String)? {
        guard let media = try track.child("mdia"), let handler = try media.child("hdlr"),
            handler.content.count >= 12
        else { throw PackageRefusal(.damaged) }
        let kind = String(decoding: handler.content.dropFirst(8).prefix(4), as: UTF8.self)
        guard ["vide", "soun"].contains(kind) else { return nil }
        guard let samples = try media.child("minf")?.child("stbl")?.child("stsd"),
            samples.content.count >= 16
        else { throw PackageRefusal(.damaged) }
        return (kind, String(decoding: samples.content.dropFirst(12).prefix(4), as: UTF8.self))
    }

    /// By the header of the film, or of its fragments (sections 8.2.2 and 8.8.2).
    private static func seconds(_ boxes: [MP4Box]) throws -> Double? {
        guard let header = boxes.first(where: { $0.type == "mvhd" })?.content,
            let version = header.first
        else { throw PackageRefusal(.damaged) }
        let wide = version == 1 ? 8 : 4
        var fields = header.dropFirst(4 + 2 * wide)
        guard fields.count >= 4 + wide else { throw PackageRefusal(.damaged) }
        let scale = MP4Box.number(fields.prefix(4))
        fields = fields.dropFirst(4)
        var length = MP4Box.number(fields.prefix(wide))
        let isUnknown = length == 0 || fields.prefix(wide).allSatisfy { $0 == 0xFF }
        if isUnknown {
            let fragments = try boxes.first { $0.type == "mvex" }?.child("mehd")?.content ?? []
            let isWide = fragments.first == 1
            length = MP4Box.number(fragments.dropFirst(4).prefix(isWide ? 8 : 4))
        }
        return scale == 0 ? nil : Double(length) / Double(scale)
    }
}

/// A box: four letters, and what is in it.
struct MP4Box {
    let type: String
    /// With its head; `Int.max` when it lasts to the end of the file.
    let bytes: Int
    let headBytes: Int
    /// Empty when it is not all there.
    let content: ArraySlice<UInt8>

    /// The box with which bytes begin; nil when its head is not all there.
    ///
    /// `isWhole` asks for all of it. Refuses with `PackageRefusal.Code.damaged`.
    init?(_ bytes: ArraySlice<UInt8>, isWhole: Bool) throws {
        guard bytes.count >= 8 else { return nil }
        var (size, head) = (MP4Box.number(bytes.prefix(4)), UInt64(8))
        if size == 1 {
            guard bytes.count >= 16 else { return nil }
            (size, head) = (MP4Box.number(bytes.dropFirst(8).prefix(8)), 16)
        }
        let isLast = size == 0
        if isLast { size = isWhole ? UInt64(bytes.count) : UInt64(Int.max) }
        guard size >= head, size <= UInt64(Int.max) else { throw PackageRefusal(.damaged) }
        guard !isWhole || size <= UInt64(bytes.count) else { throw PackageRefusal(.damaged) }
        type = String(decoding: bytes.dropFirst(4).prefix(4), as: UTF8.self)
        (self.bytes, headBytes) = (Int(size), Int(head))
        content =
            size <= UInt64(bytes.count)
            ? bytes.prefix(Int(size)).dropFirst(Int(head)) : bytes.prefix(0)
    }

    /// The boxes of which bytes are made.
    static func children(_ bytes: ArraySlice<UInt8>) throws -> [MP4Box] {
        var (boxes, rest): ([MP4Box], ArraySlice<UInt8>) = ([], bytes)
        while let box = try MP4Box(rest, isWhole: true) {
            boxes.append(box)
            rest = rest.dropFirst(box.bytes)
            guard boxes.count <= 1_000 else { throw PackageRefusal(.damaged) }
        }
        return boxes
    }

    /// The first box of a type in this one.
    func child(_ type: String) throws -> MP4Box? {
        try MP4Box.children(content).first { $0.type == type }
    }

    /// The high byte first.
    static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
