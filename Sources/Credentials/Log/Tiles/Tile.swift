/// A tile with its hashes.
package struct Tile: Hashable, Sendable {
    package let address: TileAddress
    /// As many as the address's width says.
    package let hashes: [MerkleHash]

    /// Throws `LogFormatError` when the number of hashes is not the address's width.
    package init(address: TileAddress, hashes: [MerkleHash]) throws {
        guard hashes.count == address.width else {
            throw LogFormatError(
                "\(LogPath.tile(address).path) has \(hashes.count) hashes instead of"
                    + " \(address.width)"
            )
        }
        self.init(unchecked: address, hashes)
    }

    /// Reads the content of a tile's file, 32 bytes for each hash.
    ///
    /// Throws `LogFormatError` when the number of bytes is not what the address's width says.
    package init(address: TileAddress, bytes: [UInt8]) throws {
        guard bytes.count == address.width * MerkleHash.byteCount else {
            throw LogFormatError(
                "\(LogPath.tile(address).path) has \(bytes.count) bytes instead of"
                    + " \(address.width * MerkleHash.byteCount)"
            )
        }
        let hashes = bytes.withUnsafeBytes { bytes in
            (0..<address.width).map { position in
                let start = position * MerkleHash.byteCount
                return MerkleHash(
                    unchecked: UnsafeRawBufferPointer(
                        rebasing: bytes[start..<start + MerkleHash.byteCount]
                    )
                )
            }
        }
        self.init(unchecked: address, hashes)
    }

    /// A tile that has as many hashes as its address says.
    init(unchecked address: TileAddress, _ hashes: [MerkleHash]) {
        self.address = address
        self.hashes = hashes
    }

    /// The content of the tile's file: the hashes one after the other.
    package var bytes: [UInt8] {
        hashes.withUnsafeBytes { Array($0) }
    }
}
