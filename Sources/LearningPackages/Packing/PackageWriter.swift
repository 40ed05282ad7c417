import CArchive
import Foundation

/// Packs the files of a folder into a package, with libarchive.
///
/// The same files give the same bytes, so that a folder that did not change is the same package.
package enum PackageWriter {
    /// Why a folder is not packed.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Writes all files of `folder`, but for those whose names begin with a full stop, to `path`.
    ///
    /// Throws `Failure` for a folder without files and for what cannot be read or written.
    package static func pack(_ folder: String, to path: String) throws {
        let names = try files(of: folder)
        guard !names.isEmpty else { throw Failure(description: "\(folder) has no files") }
        guard let archive = archive_write_new() else {
            throw Failure(description: "there is no memory for \(path)")
        }
        defer { archive_write_free(archive) }
        archive_write_set_format_zip(archive)
        guard archive_write_open_filename(archive, path) == ARCHIVE_OK else {
            throw failure(archive, path)
        }
        for name in names { try add(name, of: folder, to: archive) }
        guard archive_write_close(archive) == ARCHIVE_OK else { throw failure(archive, path) }
    }

    /// The names of the files, in the order of their bytes.
    private static func files(of folder: String) throws -> [String] {
        guard let found = FileManager.default.enumerator(atPath: folder) else {
            throw Failure(description: "\(folder) cannot be read")
        }
        return found.compactMap { $0 as? String }
            .filter { name in
                let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
                let place = URL(filePath: "\(folder)/\(name)")
                let kind = try? place.resourceValues(forKeys: [.isRegularFileKey])
                return !isHidden && kind?.isRegularFile == true
            }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// AE_IFREG, which is a macro.
    private static let regularFile: UInt32 = 0o100000

    private static func add(
        _ name: String,
        of folder: String,
        to archive: OpaquePointer
    ) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
        guard let entry = archive_entry_new() else {
            throw Failure(description: "there is no memory for \(name)")
        }
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname_utf8(entry, name)
        archive_entry_set_filetype(entry, regularFile)
        archive_entry_set_perm(entry, 0o644)
        archive_entry_set_size(entry, Int64(bytes.count))
        // The first day that a ZIP archive knows, whenever the file was written.
        archive_entry_set_mtime(entry, 315_532_800, 0)
        guard archive_write_header(archive, entry) == ARCHIVE_OK,
            archive_write_data(archive, bytes, bytes.count) == bytes.count
        else { throw failure(archive, name) }
    }

    private static func failure(_ archive: OpaquePointer, _ place: String) -> Failure {
        let why = archive_error_string(archive).map { String(cString: $0) } ?? "failed"
        return Failure(description: "\(place): \(why)")
    }
}
