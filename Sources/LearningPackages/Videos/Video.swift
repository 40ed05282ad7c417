/// What a film says of itself: in what it is packed, and how long it takes.
package struct Video: Hashable, Sendable {
    package let container: Container
    /// The whole of it, more than 0 and at most a day.
    package let seconds: Double

    /// What a film is packed in, told by its content.
    package enum Container: String, CaseIterable, Sendable {
        /// ISO 14496-12 and 14496-14, with H.264 and AAC.
        case mp4
        /// Matroska's subset, with VP8, VP9 or AV1, and Vorbis or Opus.
        case webm
    }

    enum Limits {
        /// Of the description of a film, in bytes: four hours take about ten million.
        static let headerBytesMax = 16 << 20
        /// Boxes or elements at the top: a film in pieces of a second has two each.
        static let stepsMax = 1_000_000
        static let secondsMax = 86_400.0
    }
}

/// The lines below a film, a file of WebVTT.
package struct VideoCaptions: Hashable, Sendable {
    package let path: String
    /// A tag as HTML writes it (BCP 47); `und` when the name of the file says none.
    package let language: String
}

extension String {
    /// What a film calls something of itself, so that it can be shown: short, and without controls.
    var shown: String {
        var text = ""
        for scalar in unicodeScalars.prefix(40) {
            let isControl = scalar.properties.generalCategory == .control
            text.unicodeScalars.append(isControl ? "?" : scalar)
        }
        return text
    }
}
