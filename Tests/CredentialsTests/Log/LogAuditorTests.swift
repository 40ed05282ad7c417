import Credentials
import TestSupport
import Testing

@Suite("The audit of a whole log")
struct LogAuditorTests {
    /// What a log publishes, by path.
    private struct PublishedLog {
        var files: [String: [UInt8]] = [:]
        var head: TreeHead

        init(_ log: MemoryLog) throws {
            head = TreeHead(size: log.edge.size, root: log.edge.root)
            for (address, hashes) in log.tiles {
                files[LogPath.tile(address).path] = try Tile(address: address, hashes: hashes).bytes
            }
            var index = 0
            while let address = EntryBundleAddress(index: index, inTreeOf: log.edge.size) {
                let entries = log.entries[address.firstEntry...].prefix(address.width)
                files[LogPath.entries(address).path] = try EntryBundle.write(entries)
                index += 1
            }
        }

        func audit(
            remembered: TreeHead = .empty,
            entry: (Int, ArraySlice<UInt8>) throws -> Void = { _, _ in }
        ) throws {
            let auditor = LogAuditor(
                tile: { files[LogPath.tile($0).path] },
                bundle: { files[LogPath.entries($0).path] }
            )
            try auditor.audit(head, remembered: remembered, entry: entry)
        }

        /// The difference that the audit reports after one change; nil for none.
        func difference(
            remembered: TreeHead = .empty,
            after change: (inout PublishedLog) throws -> Void = { _ in }
        ) throws -> LogDifference? {
            var copy = self
            try change(&copy)
            do {
                try copy.audit(remembered: remembered)
                return nil
            } catch {
                return try #require(error as? LogDifference)
            }
        }
    }

    private let log = MemoryLog(entryCount: 1_300, seed: 2)

    private func head(_ size: Int) throws -> TreeHead {
        TreeHead(size: size, root: try log.tree(of: size).root())
    }

    @Test("A sound log has no difference, and hands on every entry", arguments: [0, 1, 256, 1_300])
    func sound(size: Int) throws {
        let log = MemoryLog(entryCount: size, seed: 2)
        var entries: [[UInt8]] = []
        try PublishedLog(log).audit { index, bytes in
            #expect(index == entries.count)
            entries.append(Array(bytes))
        }
        #expect(entries == log.entries)
    }

    @Test("It has no difference to any checkpoint from before")
    func remembered() throws {
        let published = try PublishedLog(log)
        for size in [0, 1, 2, 255, 256, 257, 511, 512, 700, 1_280, 1_299, 1_300] {
            #expect(try published.difference(remembered: try head(size)) == nil)
        }
    }

    @Test("A file that is missing is named, whichever it is")
    func missing() throws {
        let published = try PublishedLog(log)
        #expect(published.files.count == 13)
        for path in published.files.keys {
            let difference = try published.difference { $0.files[path] = nil }
            #expect(difference == .missing(path: path))
        }
    }

    @Test("A file that is cut or longer is named, whichever it is")
    func malformed() throws {
        let published = try PublishedLog(log)
        for (path, content) in published.files {
            for wrong in [content + [0], content.dropLast(), []] {
                let difference = try published.difference { $0.files[path] = Array(wrong) }
                guard case .malformed(path, _) = difference else {
                    Issue.record("\(path): \(String(describing: difference))")
                    continue
                }
            }
        }
    }

    @Test("A changed hash or entry is found where it is", arguments: UInt64(0)..<40)
    func changed(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let published = try PublishedLog(log)
        let index = Int.random(in: 0..<1_300, using: &chance)
        let bit = Int.random(in: 0..<256, using: &chance)
        let address = try #require(TileAddress(level: 0, index: index / 256, inTreeOf: 1_300))
        let inTile = try published.difference { published in
            let position = index % 256 * 32 + bit / 8
            published.files[LogPath.tile(address).path]?[position] ^= 1 << (bit % 8)
        }
        #expect(inTile == .wrongLeaf(index: index))
        let bundle = try #require(EntryBundleAddress(index: index / 256, inTreeOf: 1_300))
        let inEntry = try published.difference { published in
            var entries = Array(log.entries[bundle.firstEntry...].prefix(bundle.width))
            entries[index % 256].append(0)
            published.files[LogPath.entries(bundle).path] = try EntryBundle.write(entries)
        }
        #expect(inEntry == .wrongLeaf(index: index))
        let upper = TileAddress(level: 1, index: 0, width: 5)
        let inUpper = try published.difference { published in
            let position = index % 5 * 32 + bit / 8
            published.files[LogPath.tile(upper).path]?[position] ^= 1 << (bit % 8)
        }
        #expect(inUpper == .wrongHash(path: "tile/1/000.p/5", position: index % 5))
    }

    @Test("Another root, fewer entries and another beginning are told apart")
    func history() throws {
        let published = try PublishedLog(log)
        let wrongRoot = try published.difference { published in
            published.head = TreeHead(size: 1_300, root: .empty)
        }
        #expect(wrongRoot == .wrongRoot(size: 1_300))
        let longer = TreeHead(size: 1_301, root: .empty)
        let smaller = try published.difference(remembered: longer)
        #expect(smaller == .smaller(size: 1_300, remembered: 1_301))
        for size in [0, 1, 256, 300, 1_300] {
            let other = TreeHead(size: size, root: .leaf([1]))
            let rewritten = try published.difference(remembered: other)
            #expect(rewritten == .rewritten(remembered: size))
        }
    }

    @Test("A log that was rewritten in all its files is found out by what was remembered")
    func rewritten() throws {
        var entries = log.entries
        entries[20] = [1, 2, 3]
        var forged = MemoryLog()
        forged.append(entries)
        let published = try PublishedLog(forged)
        #expect(try published.difference() == nil)
        #expect(try published.difference(remembered: try head(20)) == nil)
        let found = try published.difference(remembered: try head(21))
        #expect(found == .rewritten(remembered: 21))
        #expect(found?.description.hasSuffix("are not those that were signed before.") == true)
    }

    @Test("What the reader throws is thrown on")
    func unreadable() {
        struct Unreadable: Error {}
        let auditor = LogAuditor(tile: { _ in throw Unreadable() }, bundle: { _ in [0, 0] })
        #expect(throws: Unreadable.self) { try auditor.audit(TreeHead(size: 1, root: .empty)) }
    }
}
