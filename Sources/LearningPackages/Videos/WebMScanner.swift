/// Reads the elements of a WebM (RFC 8794 and 9559) as far as they say what it is.
struct WebMScanner {
    private var kind: String?
    private var isInSegment = false
    private var headerBytes = 0
    /// How many bytes the whole file has; nil when it does not say.
    private(set) var bytesExpected: Int?
    private var info: ArraySlice<UInt8>?
    private var tracks: ArraySlice<UInt8>?

    private enum ID {
        static let header: UInt64 = 0x1A45_DFA3
        static let kind: UInt64 = 0x4282
        static let segment: UInt64 = 0x1853_8067
        static let info: UInt64 = 0x1549_A966
        static let tracks: UInt64 = 0x1654_AE6B
        static let cluster: UInt64 = 0x1F43_B675
        static let scale: UInt64 = 0x2A_D7B1
        static let duration: UInt64 = 0x4489
        static let track: UInt64 = 0xAE
        static let trackType: UInt64 = 0x83
        static let coding: UInt64 = 0x86
    }

    static func begins(_ head: [UInt8]) -> Bool { head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) }

    /// One element: its bytes are read when it describes the film, else passed over; with the first
    /// pictures there is nothing left to read.
    mutating func step(_ bytes: ArraySlice<UInt8>) throws -> Int? {
        guard let element = try EBMLElement(bytes) else { return nil }
        if element.id == ID.cluster || info != nil && tracks != nil { return Int.max }
        if element.id == ID.segment, !isInSegment {
            isInSegment = true
            if element.bytes < Int.max { bytesExpected = headerBytes + element.bytes }
            return element.headBytes
        }
        guard [ID.header, ID.info, ID.tracks].contains(element.id) else { return element.bytes }
        guard element.bytes <= Video.Limits.headerBytesMax else { throw PackageRefusal(.damaged) }
        guard bytes.count >= element.bytes else { return nil }
        let content = bytes.prefix(element.bytes).dropFirst(element.headBytes)
        switch element.id {
        case ID.header:
            headerBytes = element.bytes
            kind = try EBMLElement.children(content)[ID.kind]?.first.map {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
        case ID.info: info = ArraySlice(Array(content))
        default: tracks = ArraySlice(Array(content))
        }
        return element.bytes
    }

    /// What the elements say; refuses with `PackageRefusal`.
    func video() throws -> Video {
        guard kind == "webm" else { throw PackageRefusal(.videoKind, at: kind?.shown) }
        guard let info, let tracks else { throw PackageRefusal(.damaged) }
        var hasPicture = false
        for track in try EBMLElement.children(tracks)[ID.track] ?? [] {
            let fields = try EBMLElement.children(track)
            let type = fields[ID.trackType]?.first.map { MP4Box.number($0.suffix(8)) }
            let coding = String(decoding: fields[ID.coding]?.first ?? [], as: UTF8.self)
            let known = [1: ["V_VP8", "V_VP9", "V_AV1"], 2: ["A_VORBIS", "A_OPUS"]][type ?? 0]
            guard let known else { continue }
            guard known.contains(coding) else {
                throw PackageRefusal(.videoCoding, at: coding.shown)
            }
            if type == 1 { hasPicture = true }
        }
        guard hasPicture else { throw PackageRefusal(.videoWithoutPicture) }
        let seconds = try WebMScanner.seconds(EBMLElement.children(info))
        guard let seconds, seconds > 0, seconds <= Video.Limits.secondsMax else {
            throw PackageRefusal(.videoWithoutLength)
        }
        return Video(container: .webm, seconds: seconds)
    }

    private static func seconds(_ fields: [UInt64: [ArraySlice<UInt8>]]) -> Double? {
        guard let duration = fields[ID.duration]?.first else { return nil }
        let ticks: Double
        switch duration.count {
        case 4:
            let bits = UInt32(truncatingIfNeeded: MP4Box.number(duration))
            ticks = Double(Float(bitPattern: bits))
        case 8: ticks = Double(bitPattern: MP4Box.number(duration))
        default: return nil
        }
        // Nanoseconds in a tick; a million when it does not say.
        let scale = fields[ID.scale]?.first.map { MP4Box.number($0.suffix(8)) } ?? 1_000_000
        return ticks.isFinite ? ticks * Double(scale) / 1_000_000_000 : nil
    }
}

/// An element: a number that names it, and what is in it.
struct EBMLElement {
    let id: UInt64
    /// With its head; `Int.max` when nobody says how long it is.
    let bytes: Int
    let headBytes: Int

    /// The element with which bytes begin; nil when its head is not all there.
    ///
    /// Refuses with `PackageRefusal.Code.damaged`.
    init?(_ bytes: ArraySlice<UInt8>) throws {
        guard let (id, idBytes) = try EBMLElement.number(bytes, bytesMax: 4, keepsMark: true),
            let (size, sizeBytes) = try EBMLElement.number(
                bytes.dropFirst(idBytes),
                bytesMax: 8,
                keepsMark: false
            )
        else { return nil }
        self.id = id
        headBytes = idBytes + sizeBytes
        // All ones: not known (RFC 8794 section 6.2).
        let isUnknown = size == (1 << (7 * UInt64(sizeBytes))) - 1
        self.bytes = isUnknown ? Int.max : headBytes + Int(size)
    }

    /// What each element is of which bytes are made, by its number.
    static func children(_ bytes: ArraySlice<UInt8>) throws -> [UInt64: [ArraySlice<UInt8>]] {
        var (found, rest, count): ([UInt64: [ArraySlice<UInt8>]], ArraySlice<UInt8>, Int) =
            ([:], bytes, 0)
        while let element = try EBMLElement(rest) {
            guard element.bytes <= rest.count, count < 1_000 else {
                throw PackageRefusal(.damaged)
            }
            found[element.id, default: []].append(
                rest.prefix(element.bytes).dropFirst(element.headBytes)
            )
            rest = rest.dropFirst(element.bytes)
            count += 1
        }
        return found
    }

    /// A number that says by its first bits how long it is; nil when it is not all there.
    private static func number(
        _ bytes: ArraySlice<UInt8>,
        bytesMax: Int,
        keepsMark: Bool
    ) throws -> (value: UInt64, bytes: Int)? {
        guard let first = bytes.first else { return nil }
        let length = first.leadingZeroBitCount + 1
        guard length <= bytesMax else { throw PackageRefusal(.damaged) }
        guard bytes.count >= length else { return nil }
        let value = MP4Box.number(bytes.prefix(length))
        return (keepsMark ? value : value & ((1 << (7 * UInt64(length))) - 1), length)
    }
}
