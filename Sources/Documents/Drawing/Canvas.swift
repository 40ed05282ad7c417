import CPangoCairo

/// Why something could not be drawn.
package enum DrawingError: Error, Equatable, Sendable {
    /// Cairo gave up; its own words.
    case cairo(String)
    /// An image that is no PNG, or one larger than `PNGImage.Limits` allows.
    case image(String)
}

/// Somewhere to draw with cairo, in points from the top left: the pages of a PDF, or an image.
///
/// Belongs to the call that makes it and never leaves its thread.
final class Canvas {
    let cairo: OpaquePointer
    private let surface: OpaquePointer
    private let sink: Sink

    /// The pages of a PDF.
    init(pdfWidth width: Double, height: Double) throws {
        sink = Sink()
        let target = Unmanaged.passUnretained(sink).toOpaque()
        surface = try Self.made(
            cairo_pdf_surface_create_for_stream(Sink.append, target, width, height)
        )
        // PDF 1.4 has one table of plain text for its objects, which we extend; newer ones of
        // cairo pack theirs into a stream.
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
        cairo = cairo_create(surface)
    }

    /// An image of this many points, each of `scale` pixels, that is transparent at first.
    init(imageWidth width: Double, height: Double, scale: Double) throws {
        sink = Sink()
        surface = try Self.made(
            cairo_image_surface_create(
                CAIRO_FORMAT_ARGB32,
                Int32((width * scale).rounded(.up)),
                Int32((height * scale).rounded(.up))
            )
        )
        cairo = cairo_create(surface)
        cairo_scale(cairo, scale, scale)
    }

    /// A canvas without edges, for tracing: cairo leaves out letters that are far outside.
    init() throws {
        sink = Sink()
        surface = try Self.made(cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, nil))
        cairo = cairo_create(surface)
    }

    deinit {
        cairo_destroy(cairo)
        // Writes what is left into the sink, which outlives it.
        cairo_surface_destroy(surface)
    }

    private static func made(_ surface: OpaquePointer?) throws -> OpaquePointer {
        guard let surface else { throw DrawingError.cairo("no surface") }
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(surface)
            throw DrawingError.cairo(String(cString: cairo_status_to_string(status)))
        }
        return surface
    }

    // MARK: Drawing

    func fill(_ path: VectorPath, colour: Colour) {
        trace(path, colour: colour)
        cairo_fill(cairo)
    }

    func draw(_ path: VectorPath, width: Double, colour: Colour) {
        trace(path, colour: colour)
        cairo_set_line_width(cairo, width)
        cairo_stroke(cairo)
    }

    func use(_ colour: Colour) {
        cairo_set_source_rgb(
            cairo,
            Double(colour.red) / 255,
            Double(colour.green) / 255,
            Double(colour.blue) / 255
        )
    }

    private func trace(_ path: VectorPath, colour: Colour) {
        use(colour)
        cairo_new_path(cairo)
        for step in path.steps {
            switch step {
            case .move(let end): cairo_move_to(cairo, end.x, end.y)
            case .line(let end): cairo_line_to(cairo, end.x, end.y)
            case .curve(let first, let second, let end):
                cairo_curve_to(cairo, first.x, first.y, second.x, second.y, end.x, end.y)
            case .close: cairo_close_path(cairo)
            }
        }
    }

    /// Draws inside an element of the document's structure, such as "H1", "P" or "Link".
    func tagged<Result>(
        _ tag: String,
        attributes: String? = nil,
        _ body: () throws -> Result
    ) rethrows -> Result {
        cairo_tag_begin(cairo, tag, attributes)
        defer { cairo_tag_end(cairo, tag) }
        return try body()
    }

    /// Ends a page; the next one has this size.
    func turnPage(width: Double, height: Double) {
        cairo_show_page(cairo)
        cairo_pdf_surface_set_size(surface, width, height)
    }

    func setMetadata(_ kind: cairo_pdf_metadata_t, _ text: String) {
        cairo_pdf_surface_set_metadata(surface, kind, text)
    }

    /// Adds a bookmark to a page, counted from 1.
    func addBookmark(_ title: String, page: Int) {
        cairo_pdf_surface_add_outline(
            surface,
            CAIRO_PDF_OUTLINE_ROOT,
            title,
            "page=\(page) pos=[0 0]",
            cairo_pdf_outline_flags_t(rawValue: 0)
        )
    }

    // MARK: Finishing

    /// The bytes of the PDF, after which nothing can be drawn.
    func finishPDF() throws -> [UInt8] {
        try check()
        cairo_surface_finish(surface)
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw DrawingError.cairo(String(cString: cairo_status_to_string(status)))
        }
        return sink.bytes
    }

    /// The bytes of the image as PNG.
    func finishPNG() throws -> [UInt8] {
        try check()
        let target = Unmanaged.passUnretained(sink).toOpaque()
        let status = cairo_surface_write_to_png_stream(surface, Sink.append, target)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw DrawingError.cairo(String(cString: cairo_status_to_string(status)))
        }
        return sink.bytes
    }

    /// Throws `DrawingError.cairo` when something could not be drawn.
    func check() throws {
        let status = cairo_status(cairo)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw DrawingError.cairo(String(cString: cairo_status_to_string(status)))
        }
    }
}

/// Where cairo writes to.
private final class Sink {
    private(set) var bytes: [UInt8] = []

    static let append: cairo_write_func_t = { target, data, count in
        guard let target, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<Sink>.fromOpaque(target).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
    }
}
