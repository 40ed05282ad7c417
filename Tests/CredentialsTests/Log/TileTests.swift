import Credentials
import TestSupport
import Testing

@Suite("Tiles and their paths")
struct TileTests {
    @Test(
        "A path is read and printed",
        arguments: [
            ("tile/0/000", 0, 0, 256), ("tile/0/x001/x234/067", 0, 1_234_067, 256),
            ("tile/63/999.p/255", 63, 999, 255), ("tile/1/x001/000.p/1", 1, 1_000, 1),
            ("tile/2/x999/999", 2, 999_999, 256), ("tile/10/x001/x000/000", 10, 1_000_000, 256),
            ("tile/0/x036/x028/x797/x018/x963/966", 0, 36_028_797_018_963_966, 256),
        ]
    )
    func paths(path: String, level: Int, index: Int, width: Int) {
        let tile = LogPath.tile(TileAddress(level: level, index: index, width: width))
        #expect(LogPath(path) == tile)
        #expect(tile.path == path)
    }

    @Test("The checkpoint and the bundles have paths too")
    func others() {
        let bundle = LogPath.entries(EntryBundleAddress(index: 1_273, width: 112))
        #expect(LogPath("tile/entries/x001/273.p/112") == bundle)
        #expect(bundle.path == "tile/entries/x001/273.p/112")
        #expect(LogPath("tile/entries/005") == .entries(EntryBundleAddress(index: 5)))
        #expect(LogPath("checkpoint") == .checkpoint)
        #expect(LogPath.checkpoint.path == "checkpoint")
    }

    @Test(
        "Every other spelling is refused",
        arguments: [
            "", "/", "tile", "tile/", "tile/0", "tile/0/", "/tile/0/000", "tile/0/000/",
            "tile//000", "tile/00/000", "tile/64/000", "tile/-1/000", "tile/+1/000",
            "tile/0/00", "tile/0/0000", "tile/0/x000", "tile/0/x000/001", "tile/0/x000/x001/001",
            "tile/0/001/067", "tile/0/x001/x067", "tile/0/X001/067", "tile/0/x1/067",
            "tile/0/067.p", "tile/0/067.p/", "tile/0/067.p/0", "tile/0/067.p/256",
            "tile/0/067.p/01", "tile/0/067.p/1/", "tile/0/067.p/1.p/1", "tile/0/067.q/1",
            "tile/0/x001.p/067", "tile/0/.p/1", "tile/0/0 7", "tile/0/٠٠٧", "tile/0/00७",
            "tile/0/x036/x028/x797/x018/x963/967", "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
            "tile/entries", "tile/entries/", "tile/entries/x000/001", "tile/entries/000.p/256",
            "tile/Entries/000", "checkpoint/", "Checkpoint", "checkpoint\u{301}", "tile/8/0/000",
            "tile/0/../0/000", "tile/0/000?", "tile/0/000.p/1\n", "tile/0/000\0",
        ]
    )
    func refused(path: String) {
        #expect(LogPath(path) == nil)
    }

    @Test("Printing what was read gives the same path", arguments: UInt64(0)..<4)
    func roundTrip(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let tile = TileAddress(
                level: Int.random(in: 0...63, using: &chance),
                index: Int.random(in: 0...Int.max, using: &chance)
                    >> Int.random(in: 9...60, using: &chance),
                width: Int.random(in: 1...256, using: &chance)
            )
            #expect(LogPath(LogPath.tile(tile).path) == .tile(tile))
        }
    }

    @Test("The width of a tile follows from the size of the tree")
    func widths() {
        #expect(TileAddress(level: 0, index: 272, inTreeOf: 70_000)?.width == 256)
        #expect(TileAddress(level: 0, index: 273, inTreeOf: 70_000)?.width == 112)
        #expect(TileAddress(level: 0, index: 274, inTreeOf: 70_000) == nil)
        #expect(TileAddress(level: 2, index: 0, inTreeOf: 70_000)?.width == 1)
        #expect(TileAddress(level: 3, index: 0, inTreeOf: 70_000) == nil)
        #expect(TileAddress(level: 1, index: 0, inTreeOf: 256)?.width == 1)
        #expect(TileAddress(level: 0, index: 0, inTreeOf: 0) == nil)
        #expect(TileAddress(level: 63, index: 0, inTreeOf: Int.max) == nil)
        for (level, index, size) in [(-1, 0, 5), (64, 0, 5), (0, -1, 5), (0, 0, -5)] {
            #expect(TileAddress(level: level, index: index, inTreeOf: size) == nil)
        }
        #expect(EntryBundleAddress(index: 1, inTreeOf: 256) == nil)
        #expect(EntryBundleAddress(index: 1, inTreeOf: 257)?.width == 1)
        #expect(EntryBundleAddress(index: 3).firstEntry == 768)
    }

    @Test("The file of a tile is its hashes, and nothing more or less")
    func content() throws {
        let log = MemoryLog(entryCount: 300)
        let address = TileAddress(level: 0, index: 1, width: 44)
        let tile = try Tile(address: address, hashes: try log.tile(address))
        #expect(tile.bytes == tile.hashes.flatMap(\.bytes))
        #expect(try Tile(address: address, bytes: tile.bytes) == tile)
        for wrong in [[], Array(tile.bytes.dropLast()), tile.bytes + [0]] {
            #expect(throws: LogFormatError.self) { try Tile(address: address, bytes: wrong) }
        }
        #expect(throws: LogFormatError.self) {
            try Tile(address: address.full, bytes: tile.bytes)
        }
    }
}

@Suite("Bundles of entries")
struct EntryBundleTests {
    @Test("What is written is read")
    func roundTrip() throws {
        let entries: [[UInt8]] = [[], [1], Array(repeating: 7, count: 65_535), [0, 0, 0]]
        let bytes = try EntryBundle.write(entries)
        #expect(bytes.count == 8 + 65_539)
        #expect(bytes.prefix(5).elementsEqual([0, 0, 0, 1, 1]))
        #expect(try EntryBundle.read(bytes, width: 4).map { Array($0) } == entries)
        #expect(try EntryBundle.read([], width: 0).isEmpty)
    }

    @Test("An entry too long and a bundle too wide are not written")
    func limits() {
        #expect(throws: LogFormatError.self) {
            try EntryBundle.write([Array(repeating: 7, count: 65_536)])
        }
        #expect(throws: LogFormatError.self) {
            try EntryBundle.write(Array(repeating: [], count: 257))
        }
    }

    @Test("A bundle that is cut, too long or of another width is refused")
    func refused() throws {
        let bytes = try EntryBundle.write([[1, 2], [3]])
        for count in 0..<bytes.count {
            #expect(throws: LogFormatError.self) {
                try EntryBundle.read(Array(bytes.prefix(count)), width: 2)
            }
        }
        for (bytes, width) in [(bytes + [0], 2), (bytes + [0, 0], 2), (bytes, 1), (bytes, 3)] {
            #expect(throws: LogFormatError.self) { try EntryBundle.read(bytes, width: width) }
        }
    }
}
