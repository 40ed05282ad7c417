import Foundation

/// A film that was handed in as it is, without an archive around it.
package struct VideoFile: Sendable {
    package let package: LearningPackage
    package let container: Video.Container
    package let bytes: Int

    /// The name under which it is served.
    package static func name(_ container: Video.Container) -> String {
        "video.\(container.rawValue)"
    }

    /// Reads a film; nil for a file that is none.
    ///
    /// Refuses with `PackageRefusal`, and throws what the system says of the file.
    package static func read(_ path: String) throws -> VideoFile? {
        let file = try ArchiveFile(path: path)
        let head = try file.bytes(at: 0, count: min(file.count, VideoScanner.headLength))
        guard VideoScanner.recognises(head) else { return nil }
        guard file.count <= PackageLimits().packedBytesMax else {
            throw PackageRefusal(.tooLargePacked, at: "\(PackageLimits().packedBytesMax)")
        }
        var (scanner, place) = (VideoScanner(), 0)
        while place < file.count, scanner.skipped < Int.max {
            let jump = min(scanner.skipped, file.count - place)
            scanner.jump(jump)
            place += jump
            let block = try file.bytes(at: place, count: min(file.count - place, 1 << 20))
            try scanner.take(block)
            place += block.count
        }
        guard scanner.bytesExpected ?? 0 <= file.count else { throw PackageRefusal(.cutOff) }
        let video = try scanner.end()
        return VideoFile(
            package: .video(video, at: name(video.container), captions: [], title: ""),
            container: video.container,
            bytes: file.count
        )
    }
}

extension LearningPackage {
    /// A film is a package of one part.
    static func video(
        _ video: Video,
        at path: String,
        captions: [VideoCaptions],
        title: String
    ) -> LearningPackage {
        var part = PackagePart(
            identifier: "video",
            title: title.isEmpty ? "Video" : title,
            launch: .file(path: path, suffix: "")
        )
        part.video = video
        part.captions = captions
        return LearningPackage(
            kind: .video,
            edition: nil,
            identifier: nil,
            title: title,
            parts: [part]
        )
    }
}
