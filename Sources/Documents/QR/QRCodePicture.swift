extension QRCode {
    /// The code in black with its quiet zone on white, one unit a module.
    package var picture: VectorPicture {
        let side = Double(size + 2 * Self.quietModules)
        var ground = VectorPath()
        ground.rectangle(x: 0, y: 0, width: side, height: side)
        let inset = Double(Self.quietModules)
        return VectorPicture(
            width: side,
            height: side,
            title: text,
            shapes: [
                VectorPicture.Shape(path: ground, colour: .white),
                VectorPicture.Shape(path: path.moved(right: inset, down: inset), colour: .black),
            ]
        )
    }

    /// The code as an SVG image.
    package var svg: String { picture.svg(prefix: "") }

    /// The code as a PNG image of this many pixels a module, 1 to 40.
    ///
    /// Throws `DrawingError` when cairo has no memory.
    package func png(pixelsPerModule: Int) throws -> [UInt8] {
        try picture.png(scale: Double(min(max(pixelsPerModule, 1), 40)))
    }
}
