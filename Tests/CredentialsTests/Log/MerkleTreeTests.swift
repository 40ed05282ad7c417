import Credentials
import TestSupport
import Testing

@Suite("The Merkle tree of the log")
struct MerkleTreeTests {
    @Test("The roots that the tests of Certificate Transparency publish are ours")
    func published() throws {
        let entries: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            Array(0x50...0x57), Array(0x60...0x6F),
        ]
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        for (count, root) in roots.enumerated() {
            let hash = MerkleTree.root(of: entries.prefix(count).map { MerkleHash.leaf($0) })
            let digits = hash.bytes.map { String(256 + Int($0), radix: 16).dropFirst() }
            #expect(digits.joined() == root)
        }
    }

    @Test("However entries are added, the root is the reference's", arguments: UInt64(0)..<12)
    func roots(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        var log = MemoryLog()
        for _ in 0..<5 {
            let count = Int.random(in: 0...400, using: &chance)
            log.append((0..<count).map { _ in MemoryLog.entry(using: &chance) })
            let root = ReferenceTree(log.entries).root(log.entries.indices)
            #expect(log.edge.size == log.entries.count)
            #expect(log.edge.root.bytes == root)
            #expect(try log.tree(of: log.edge.size).root().bytes == root)
            #expect(MerkleTree.root(of: log.leaves) == log.edge.root)
        }
    }

    @Test("Entry by entry and all at once give the same edge and the same last tiles")
    func oneByOne() {
        let whole = MemoryLog(entryCount: 1_300, seed: 3)
        var single = MemoryLog()
        for entry in whole.entries { single.append([entry]) }
        #expect(single.edge == whole.edge)
        for (address, hashes) in whole.tiles { #expect(single.tiles[address] == hashes) }
        let needed = Set(TileAddress.all(inTreeOf: 1_300))
        #expect(Set(whole.tiles.keys) == needed)
    }

    @Test(
        "The edge is read again from the tiles",
        arguments: [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 66_000]
    )
    func reread(size: Int) throws {
        var edge = TreeEdge()
        var tiles: [TileAddress: [MerkleHash]] = [:]
        for tile in edge.append((0..<size).map { MerkleHash.leaf([UInt8($0 & 255)]) }) {
            tiles[tile.address] = tile.hashes
        }
        var again = try TreeEdge(size: size) { try #require(tiles[$0]) }
        #expect(again == edge)
        #expect(again.append([.empty]) == edge.append([.empty]))
        #expect(again.root == edge.root)
    }

    @Test("An edge with a tile of another width is refused")
    func narrowTile() {
        #expect(throws: LogFormatError.self) {
            try TreeEdge(size: 10) { address in Array(repeating: .empty, count: address.width - 1) }
        }
        #expect(throws: LogFormatError.self) { try TreeEdge(size: -1) { _ in [] } }
    }

    @Test("A tree of 70,000 entries has the tiles of the specification's example")
    func example() {
        var edge = TreeEdge()
        let tiles = edge.append(Array(repeating: .empty, count: 70_000)).map(\.address)
        #expect(Set(tiles) == Set(TileAddress.all(inTreeOf: 70_000)))
        #expect(tiles.count { $0.level == 0 && $0.isFull } == 273)
        #expect(tiles.count { $0.level == 1 && $0.isFull } == 1)
        let partial = tiles.filter { !$0.isFull }
        #expect(partial.map(\.width) == [112, 17, 1])
        #expect(partial.map(\.level) == [0, 1, 2])
    }
}
