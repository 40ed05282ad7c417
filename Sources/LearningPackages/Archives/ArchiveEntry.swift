/// One file or folder of an archive, as its central directory says.
package struct ArchiveEntry: Sendable {
    /// The name as it is written: letters of which encoding is not always said.
    package let name: [UInt8]
    /// Whether the archive says that the name is UTF-8.
    package let isUTF8: Bool
    package let packedBytes: Int
    package let bytes: Int
    /// Where its own header stands.
    package let place: Int
    package let isFolder: Bool

    /// The name for people, whatever its letters.
    package var shownName: String { String(decoding: name, as: UTF8.self) }
}
