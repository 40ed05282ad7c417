/// Logos as certificates want them.
package enum PaperLogo {
    /// 300 pixels an inch at the 15 millimetres that a logo is printed high.
    static let heightMax = 180.0
    static let widthMax = 900.0

    /// The PNG image at the size that printing needs; a smaller one stays as it is.
    ///
    /// Done once, when a logo is uploaded: a large image costs time and bytes in every
    /// certificate. Throws `DrawingError.image` for what is no PNG image and for one that is too
    /// large to be read.
    package static func prepared(_ png: [UInt8]) throws -> [UInt8] {
        let image = try PNGImage(png)
        let scale = min(heightMax / image.height, widthMax / image.width)
        guard scale < 1 else { return png }
        let width = max(1, (image.width * scale).rounded())
        let height = max(1, (image.height * scale).rounded())
        let canvas = try Canvas(imageWidth: width, height: height, scale: 1)
        image.draw(on: canvas, x: 0, y: 0, width: width)
        return try canvas.finishPNG()
    }
}
