/// Reads from the bytes of a file, as they come, whether it is a film and how long it takes.
///
/// Meant for a process of its own: what it reads was made by a stranger. It keeps the description
/// of the film, and nothing of its pictures.
struct VideoScanner {
    private enum Form {
        case unknown
        case mp4(MP4Scanner)
        case webM(WebMScanner)
    }

    private var form = Form.unknown
    private var buffer: [UInt8] = []
    private var steps = 0
    /// How many bytes nobody wants to see; `Int.max` for all that come.
    private(set) var skipped = 0

    /// How many bytes tell what a file is.
    static let headLength = 12

    /// Whether a file that begins so is a film, or wants to be one.
    static func recognises(_ head: [UInt8]) -> Bool {
        MP4Scanner.begins(head) || WebMScanner.begins(head)
    }

    /// Takes the next bytes; refuses with `PackageRefusal`.
    mutating func take(_ block: some Collection<UInt8>) throws {
        let passed = min(skipped, block.count)
        if skipped < Int.max { skipped -= passed }
        buffer += block.dropFirst(passed)
        if case .unknown = form {
            guard buffer.count >= VideoScanner.headLength else { return }
            form = try VideoScanner.form(buffer)
        }
        var place = 0
        while skipped == 0, let step = try step(buffer[place...]) {
            steps += 1
            guard steps <= Video.Limits.stepsMax else { throw PackageRefusal(.damaged) }
            let present = buffer.count - place
            place += min(step, present)
            if step > present { skipped = step == Int.max ? step : step - present }
        }
        buffer.removeFirst(place)
        guard buffer.count <= Video.Limits.headerBytesMax else { throw PackageRefusal(.damaged) }
    }

    /// Says that so many bytes were left out that nobody wants to see.
    mutating func jump(_ count: Int) {
        if skipped < Int.max { skipped -= count }
    }

    /// How many bytes the whole file has, where it says so at its beginning.
    var bytesExpected: Int? {
        if case .webM(let scanner) = form { scanner.bytesExpected } else { nil }
    }

    /// What was read, once everything was; refuses with `PackageRefusal`.
    func end() throws -> Video {
        switch form {
        case .unknown: throw PackageRefusal(.videoKind)
        case .mp4(let scanner):
            guard skipped == 0 || skipped == Int.max, buffer.isEmpty else {
                throw PackageRefusal(.cutOff)
            }
            return try scanner.video()
        case .webM(let scanner):
            // A film that is written while it is taken does not say how long it is.
            guard skipped == 0 || skipped == Int.max else { throw PackageRefusal(.cutOff) }
            return try scanner.video()
        }
    }

    private static func form(_ head: [UInt8]) throws -> Form {
        if MP4Scanner.begins(head) { return .mp4(MP4Scanner()) }
        if WebMScanner.begins(head) { return .webM(WebMScanner()) }
        throw PackageRefusal(.videoKind)
    }

    /// How many bytes one step takes, of which some may still come; nil when it needs more first.
    private mutating func step(_ bytes: ArraySlice<UInt8>) throws -> Int? {
        switch form {
        case .unknown: return nil
        case .mp4(var scanner):
            defer { form = .mp4(scanner) }
            return try scanner.step(bytes)
        case .webM(var scanner):
            defer { form = .webM(scanner) }
            return try scanner.step(bytes)
        }
    }
}
