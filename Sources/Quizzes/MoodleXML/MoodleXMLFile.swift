import Documents
import Foundation

/// A file that stands in XML of Moodle in base64.
enum MoodleXMLFile {
    static func picture(_ element: XMLTree, bytesMax: Int) -> PictureFile {
        let written = Array(element.text.utf8)
        // Four letters are three bytes; lines and spaces may stand between them.
        guard written.count <= bytesMax / 3 * 4 + bytesMax / 8 + 1_024 else {
            return .refused(.pictureTooLarge)
        }
        guard element.attributes["encoding"].map({ $0 == "base64" }) ?? true,
            let bytes = Data(base64Encoded: Data(written.filter { !Markup.isSpace($0) })),
            !bytes.isEmpty
        else { return .refused(.pictureDamaged) }
        guard bytes.count <= bytesMax else { return .refused(.pictureTooLarge) }
        return Picture([UInt8](bytes)).map { .picture($0) } ?? .refused(.pictureKind)
    }

    static func text(_ picture: Picture) -> String { Data(picture.bytes).base64EncodedString() }
}
