import Foundation
import LearningPackages
import TrainingCentre

/// A package that somebody named: a file, or a folder of which one is made.
enum PackageFile {
    /// Reads and unpacks it; refuses with `NotFound` and `PackageRefused`.
    static func read(_ path: String, for centre: TrainingCentre) throws -> IncomingPackage {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            isFolder.boolValue
        else { return try read(file: path, for: centre) }
        let packed = "\(NSTemporaryDirectory())/obuka-\(UUID().uuidString).zip"
        defer { try? FileManager.default.removeItem(atPath: packed) }
        try PackageWriter.pack(path, to: packed)
        return try read(file: packed, for: centre)
    }

    private static func read(file: String, for centre: TrainingCentre) throws -> IncomingPackage {
        let incoming = try centre.blobs.receive(bytesMax: PackageStore.packedBytesMax)
        try WholeFile.readPieces(file) { try incoming.write($0) }
        return try centre.packages.read(incoming)
    }
}
