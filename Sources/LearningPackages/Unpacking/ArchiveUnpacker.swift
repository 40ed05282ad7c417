import CArchive

/// Unpacks the entries of an archive whose directory was checked, with libarchive.
///
/// Meant for a process of its own: what it reads was made by a stranger.
struct ArchiveUnpacker {
    private let path: String
    private let entries: [ArchiveEntry]

    private static let blockBytes = 64 << 10

    init(path: String, _ directory: ArchiveDirectory) {
        self.path = path
        entries = directory.entries
    }

    /// Gives the bytes of the wanted entries, by their places in the directory, block by block.
    ///
    /// Refuses with `PackageRefusal` what is damaged or not as large as the directory says.
    func unpack(
        _ wanted: Set<Int>,
        into body: (_ entry: Int, _ block: UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard let archive = archive_read_new() else { throw PackageRefusal(.damaged) }
        defer { archive_read_free(archive) }
        // The seeking reader goes by the central directory, as our check did.
        archive_read_support_format_zip_seekable(archive)
        guard archive_read_open_filename(archive, path, Self.blockBytes) == ARCHIVE_OK else {
            throw PackageRefusal(.damaged)
        }
        var block = [UInt8](repeating: 0, count: Self.blockBytes)
        for (index, entry) in entries.enumerated() {
            var header: OpaquePointer?
            let result = archive_read_next_header(archive, &header)
            // A name that is no text in the locale is a warning, and its bytes are there.
            guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let header,
                // Both stand in the order of the archive: else a file would get another's name.
                archive_entry_size_is_set(header) == 0
                    || archive_entry_size(header) == Int64(entry.bytes)
            else { throw PackageRefusal(.damaged, at: entry.shownName) }
            guard wanted.contains(index) else { continue }
            var left = entry.bytes
            while true {
                let count = archive_read_data(archive, &block, block.count)
                guard count >= 0 else { throw PackageRefusal(.damaged, at: entry.shownName) }
                if count == 0 { break }
                left -= count
                guard left >= 0 else { throw PackageRefusal(.sizeLies, at: entry.shownName) }
                try block.withUnsafeBytes {
                    try body(index, UnsafeRawBufferPointer(rebasing: $0[..<count]))
                }
            }
            guard left == 0 else { throw PackageRefusal(.sizeLies, at: entry.shownName) }
        }
    }
}
