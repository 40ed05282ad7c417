/// Makes inputs: a few requests after another, then some damage.
enum Mutator {
    private static let requestsMax = 3
    private static let mutationsMax = 6
    private static let inputBytesMax = 4_096

    static func input(_ random: inout SplitMix) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0...random.below(requestsMax) { bytes += random.pick(Corpus.requests) }
        for _ in 0..<random.below(mutationsMax + 1) { mutate(&bytes, &random) }
        return bytes.count > inputBytesMax ? Array(bytes[..<inputBytesMax]) : bytes
    }

    private static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        guard !bytes.isEmpty else {
            bytes = random.pick(Corpus.pieces)
            return
        }
        let place = random.below(bytes.count)
        switch random.below(9) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes[place] ^= 1 << UInt8(random.below(8))
        case 2: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
        case 3: bytes.remove(at: place)
        case 4: bytes.insert(contentsOf: random.pick(Corpus.pieces), at: place)
        case 5:
            let end = min(bytes.count, place + 1 + random.below(40))
            bytes.removeSubrange(place..<end)
        case 6:
            let end = min(bytes.count, place + 1 + random.below(40))
            bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
        case 7:
            let piece = random.pick(Corpus.pieces)
            let end = min(bytes.count, place + piece.count)
            bytes.replaceSubrange(place..<end, with: piece)
        default: bytes.removeSubrange(place...)
        }
    }
}
