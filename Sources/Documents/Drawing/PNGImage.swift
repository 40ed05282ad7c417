import CPangoCairo

/// A decoded PNG image, to be drawn on a canvas.
final class PNGImage {
    /// What is read at most: a logo needs less.
    enum Limits {
        static let bytesMax = 2 << 20
        static let sideMax = 4000
    }

    let width: Double
    let height: Double
    private let surface: OpaquePointer

    /// Throws `DrawingError.image` for what is no PNG and for one over the limits.
    ///
    /// The size is read before the image is decoded, so that a small file cannot ask for much
    /// memory.
    init(_ bytes: [UInt8]) throws {
        // PNG (Third Edition) 5.2 and 11.2.1: a signature, then the chunk IHDR with the size.
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard bytes.count >= 33, bytes.starts(with: signature) else {
            throw DrawingError.image("this is no PNG image")
        }
        guard bytes.count <= Limits.bytesMax else { throw DrawingError.image("too many bytes") }
        let sides = [16, 20].map { start in
            bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        guard sides.allSatisfy({ (1...Limits.sideMax).contains($0) }) else {
            throw DrawingError.image("a side has more than \(Limits.sideMax) pixels")
        }
        let source = Source(bytes)
        let surface = withExtendedLifetime(source) {
            cairo_image_surface_create_from_png_stream(
                Source.read,
                Unmanaged.passUnretained(source).toOpaque()
            )
        }
        guard let surface else { throw DrawingError.image("no memory") }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(surface)
            throw DrawingError.image("the PNG image is damaged")
        }
        self.surface = surface
        (width, height) = (Double(sides[0]), Double(sides[1]))
    }

    deinit { cairo_surface_destroy(surface) }

    func draw(on canvas: Canvas, x: Double, y: Double, width: Double) {
        cairo_save(canvas.cairo)
        cairo_translate(canvas.cairo, x, y)
        cairo_scale(canvas.cairo, width / self.width, width / self.width)
        cairo_set_source_surface(canvas.cairo, surface, 0, 0)
        // Not painted without an edge: what is painted so first on a page loses the tags that were
        // begun before it (cairo 1.16), and the whole file fails.
        cairo_rectangle(canvas.cairo, 0, 0, self.width, self.height)
        cairo_fill(canvas.cairo)
        cairo_restore(canvas.cairo)
    }
}

/// Bytes that cairo reads from.
private final class Source {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static let read: cairo_read_func_t = { source, data, count in
        guard let source, let data else { return CAIRO_STATUS_READ_ERROR }
        let me = Unmanaged<Source>.fromOpaque(source).takeUnretainedValue()
        let end = me.position + Int(count)
        guard end <= me.bytes.count else { return CAIRO_STATUS_READ_ERROR }
        me.bytes[me.position..<end].withUnsafeBufferPointer { part in
            if let start = part.baseAddress { data.update(from: start, count: part.count) }
        }
        me.position = end
        return CAIRO_STATUS_SUCCESS
    }
}
