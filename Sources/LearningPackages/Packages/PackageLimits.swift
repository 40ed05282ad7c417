/// What a package may cost whoever takes it in.
package struct PackageLimits: Sendable {
    /// Bytes of the package as it comes.
    package var packedBytesMax = 1 << 30
    /// Bytes of all its files together.
    package var unpackedBytesMax = 4 << 30
    package var filesMax = 20_000
    /// How many times larger than packed a file may be that is larger than `ratioFreeBytes`.
    package var ratioMax = 200
    /// Small files may be of any ratio: a page of zeros harms nobody.
    package var ratioFreeBytes = 10 << 20
    /// Folders in one another.
    package var depthMax = 64
    /// Bytes of the name of one file or folder.
    package var componentBytesMax = 255
    /// Bytes of a manifest.
    package var manifestBytesMax = 5 << 20
    /// Parts that a manifest may have.
    package var itemsMax = 5_000

    package init() {}
}
