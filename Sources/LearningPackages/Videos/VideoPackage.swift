import Foundation

/// A film with its captions in an archive: one film at the top, and beside it files of WebVTT.
struct VideoPackage {
    /// The film's name in the archive.
    let path: String
    private let captions: [String]

    private enum Limits {
        static let captionsBytesMax = 1 << 20
        static let captionsMax = 20
    }

    /// The film of an archive without a manifest; nil when there is none at its top.
    ///
    /// Refuses with `PackageRefusal.Code.videoTwice`.
    static func `in`(_ files: PackageFiles) throws -> VideoPackage? {
        let top = files.paths.filter { !$0.contains("/") }.sorted()
        let films = top.filter { ["mp4", "m4v", "webm", "mov", "mkv"].contains(ending(of: $0)) }
        guard let path = films.first else { return nil }
        guard films.count == 1 else { throw PackageRefusal(.videoTwice, at: films[1]) }
        return VideoPackage(path: path, captions: top.filter { ending(of: $0) == "vtt" })
    }

    /// Reads film and captions; `read` gives the bytes of a file, block by block.
    ///
    /// Refuses with `PackageRefusal`.
    func package(
        _ read: (_ path: String, _ body: ([UInt8]) throws -> Void) throws -> Void
    ) throws -> LearningPackage {
        var scanner = VideoScanner()
        try read(path) { try scanner.take($0) }
        let video = try scanner.end()
        // It is served by its name, which has to say what it is.
        let names = video.container == .mp4 ? ["mp4", "m4v"] : ["webm"]
        guard names.contains(VideoPackage.ending(of: path)) else {
            throw PackageRefusal(.videoNamedOtherwise, at: path)
        }
        guard captions.count <= Limits.captionsMax else { throw PackageRefusal(.itemsTooMany) }
        for path in captions { try check(path, read) }
        return .video(
            video,
            at: path,
            captions: captions.map {
                VideoCaptions(path: $0, language: VideoPackage.language(of: $0))
            },
            title: String(path.prefix(path.count - 1 - VideoPackage.ending(of: path).count))
        )
    }

    /// WebVTT is UTF-8 and begins with its name (WebVTT section 4.1).
    private func check(
        _ path: String,
        _ read: (_ path: String, _ body: ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        var bytes: [UInt8] = []
        try read(path) { block in
            bytes += block
            guard bytes.count <= Limits.captionsBytesMax else {
                throw PackageRefusal(.captionsInvalid, at: path)
            }
        }
        let text = String(validating: bytes, as: UTF8.self)
        guard let text, text.drop(while: { $0 == "\u{FEFF}" }).hasPrefix("WEBVTT") else {
            throw PackageRefusal(.captionsInvalid, at: path)
        }
    }

    private static func ending(of path: String) -> String {
        path.split(separator: ".").count < 2
            ? "" : path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    }

    /// `film.sr-Cyrl.vtt` and `sr-Cyrl.vtt` are in Serbian.
    private static func language(of path: String) -> String {
        let stem = path.split(separator: ".").dropLast().last.map(String.init) ?? ""
        return stem.wholeMatch(of: /[a-z]{2,3}(-[A-Za-z]{4})?(-[A-Z]{2})?/) == nil ? "und" : stem
    }
}
