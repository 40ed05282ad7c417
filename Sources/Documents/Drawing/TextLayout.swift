import CPangoCairo

/// How a text looks.
package struct TextStyle: Sendable, Equatable {
    /// The font families to take letters from, in this order, with commas.
    package let family: String
    /// The size in points.
    package let size: Double
    /// The least size that a text may be shrunk to where it has no room; `size` for never.
    package let sizeMin: Double
    package let isBold: Bool
    package let isItalic: Bool
    package let colour: Colour
    /// What is added between letters, in thousandths of the size.
    package let tracking: Double
    /// The distance of lines, in parts of the font's own.
    package let leading: Double
}

/// What shapes text on this thread: the fonts and how they are drawn.
///
/// Pango keeps one map of fonts for each thread, so shapers of one thread share their fonts and
/// those of two threads share nothing.
final class TextShaper {
    let context: OpaquePointer

    init() throws {
        guard let fonts = pango_cairo_font_map_get_default(),
            let context = pango_font_map_create_context(fonts)
        else { throw DrawingError.cairo("no fonts") }
        self.context = context
        // Letters stand where the font wants them, not on pixels: the same at every size.
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        pango_context_set_round_glyph_positions(context, 0)
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(context)) }

    /// Whether a font family is installed, under any of its names.
    static func hasFamily(_ name: String) -> Bool {
        guard let pattern = FcPatternCreate(), let wanted = FcObjectSetCreate() else {
            return false
        }
        defer {
            FcPatternDestroy(pattern)
            FcObjectSetDestroy(wanted)
        }
        FcPatternAddString(pattern, FC_FAMILY, name)
        FcObjectSetAdd(wanted, FC_FAMILY)
        guard let fonts = FcFontList(nil, pattern, wanted) else { return false }
        defer { FcFontSetDestroy(fonts) }
        return fonts.pointee.nfont > 0
    }
}

/// A text in lines, ready to be drawn.
final class TextLayout {
    enum Alignment: String, Sendable, CaseIterable {
        case left, centre, right
    }

    private let layout: OpaquePointer
    private let colour: Colour
    private let width: Double?

    /// Breaks a text into lines of at most `width` points; nil for one line.
    ///
    /// Centred lines are made about equally long. `language` is a BCP 47 tag: it decides between
    /// the Serbian and the Russian shapes of italic letters.
    init(
        _ text: String,
        style: TextStyle,
        size: Double,
        width: Double?,
        alignment: Alignment,
        language: String,
        shaper: TextShaper
    ) throws {
        guard let layout = pango_layout_new(shaper.context) else {
            throw DrawingError.cairo("no text layout")
        }
        self.layout = layout
        self.width = width
        colour = style.colour
        pango_layout_set_text(layout, text, -1)
        setFont(style, size: size)
        setAttributes(style, size: size, language: language)
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        if let width { pango_layout_set_width(layout, Self.units(width)) }
        switch alignment {
        case .left: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
        case .centre: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
        case .right: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
        }
        if let width, alignment == .centre { balance(within: width) }
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    var lines: Int { Int(pango_layout_get_line_count(layout)) }

    var height: Double {
        var height: Int32 = 0
        pango_layout_get_size(layout, nil, &height)
        return Double(height) / Double(PANGO_SCALE)
    }

    /// How far the last line's baseline is from the top.
    var baseline: Double { Double(pango_layout_get_baseline(layout)) / Double(PANGO_SCALE) }

    /// Whether no installed font has one of the letters.
    var lacksLetters: Bool { pango_layout_get_unknown_glyphs_count(layout) > 0 }

    /// The width of the longest line.
    var lineWidth: Double {
        var extents = PangoRectangle()
        pango_layout_get_extents(layout, nil, &extents)
        return Double(extents.width) / Double(PANGO_SCALE)
    }

    /// Draws the text with its box's top left here.
    func draw(on canvas: Canvas, x: Double, y: Double) {
        canvas.use(colour)
        cairo_move_to(canvas.cairo, x + inset, y)
        pango_cairo_show_layout(canvas.cairo, layout)
    }

    /// The outlines of the letters, the box's top left at the origin.
    func outline() throws -> VectorPath {
        let canvas = try Canvas()
        cairo_move_to(canvas.cairo, inset, 0)
        pango_cairo_layout_path(canvas.cairo, layout)
        return VectorPath(tracedOn: canvas)
    }

    /// Where the balanced, narrower box stands within the width that was given.
    private var inset: Double {
        guard let width else { return 0 }
        let narrow = Double(pango_layout_get_width(layout)) / Double(PANGO_SCALE)
        return (width - narrow) / 2
    }

    private func setFont(_ style: TextStyle, size: Double) {
        let font = pango_font_description_new()
        pango_font_description_set_family(font, style.family)
        pango_font_description_set_absolute_size(font, size * Double(PANGO_SCALE))
        if style.isBold { pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD) }
        if style.isItalic { pango_font_description_set_style(font, PANGO_STYLE_ITALIC) }
        pango_layout_set_font_description(layout, font)
        pango_font_description_free(font)
    }

    private func setAttributes(_ style: TextStyle, size: Double, language: String) {
        let attributes = pango_attr_list_new()
        pango_attr_list_insert(
            attributes,
            pango_attr_language_new(pango_language_from_string(language))
        )
        // Figures as high as capitals: in others the 0 of an ID is an o and the 1 an i.
        pango_attr_list_insert(attributes, pango_attr_font_features_new("lnum=1"))
        pango_attr_list_insert(attributes, pango_attr_line_height_new(style.leading))
        // Where a long word breaks, a hyphen would be one more letter of a name.
        pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
        if style.tracking != 0 {
            let space = Int32(style.tracking / 1000 * size * Double(PANGO_SCALE))
            pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(space))
        }
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)
    }

    /// Finds the narrowest box that needs no more lines.
    private func balance(within width: Double) {
        let count = lines
        guard count > 1 else { return }
        var (low, high) = (width / Double(count + 1), width)
        for _ in 0..<7 {
            let middle = (low + high) / 2
            pango_layout_set_width(layout, Self.units(middle))
            if lines > count || lineWidth > middle { low = middle } else { high = middle }
        }
        pango_layout_set_width(layout, Self.units(high))
    }

    private static func units(_ points: Double) -> Int32 {
        Int32(points * Double(PANGO_SCALE))
    }
}

extension VectorPath {
    /// The path that is traced on a canvas and neither filled nor drawn yet.
    fileprivate init(tracedOn canvas: Canvas) {
        self.init()
        guard let path = cairo_copy_path(canvas.cairo) else { return }
        defer { cairo_path_destroy(path) }
        var index = 0
        while index < Int(path.pointee.num_data), let data = path.pointee.data {
            let header = data[index].header
            func point(_ number: Int) -> Point {
                Point(data[index + number].point.x, data[index + number].point.y)
            }
            switch header.type {
            case CAIRO_PATH_MOVE_TO: append(.move(point(1)))
            case CAIRO_PATH_LINE_TO: append(.line(point(1)))
            case CAIRO_PATH_CURVE_TO: append(.curve(point(1), point(2), point(3)))
            default: append(.close)
            }
            index += max(1, Int(header.length))
        }
    }
}
