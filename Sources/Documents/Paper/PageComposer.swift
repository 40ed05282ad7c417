/// Something that takes room on a page.
struct PaperBox {
    var height: Double
    /// Its share of the room that is left over.
    var stretch = 0.0
    /// Draws it with its top left here.
    var draw: (_ canvas: Canvas, _ x: Double, _ y: Double) throws -> Void
}

/// Makes boxes of blocks, at one scale of the texts that may shrink.
struct PageComposer {
    let content: PaperContent
    let shaper: TextShaper
    /// 1 for texts of their own size.
    var scale = 1.0

    /// The boxes of blocks one below the other; blocks with nothing to show are left out.
    func boxes(
        _ blocks: [PaperBlock],
        width: Double,
        alignment: TextLayout.Alignment
    ) throws -> [PaperBox] {
        try blocks.compactMap { block in
            guard let box = try box(block, width: width, alignment: alignment) else { return nil }
            let above = block.above
            return PaperBox(height: box.height + above, stretch: box.stretch) { canvas, x, y in
                try box.draw(canvas, x, y + above)
            }
        }
    }

    /// One box of boxes, `extra` taller: what has a share of the room that is left gets it.
    static func stack(_ boxes: [PaperBox], extra: Double = 0) -> PaperBox {
        let stretch = boxes.reduce(0) { $0 + $1.stretch }
        let heights = boxes.map { box in
            box.height + (stretch > 0 ? extra * box.stretch / stretch : 0)
        }
        return PaperBox(height: heights.reduce(0, +)) { canvas, x, y in
            var top = y
            for (box, height) in zip(boxes, heights) {
                try box.draw(canvas, x, top)
                top += height
            }
        }
    }

    private func box(
        _ block: PaperBlock,
        width: Double,
        alignment: TextLayout.Alignment
    ) throws -> PaperBox? {
        switch block.content {
        case .space(let height, let stretch):
            return PaperBox(height: height, stretch: stretch) { _, _, _ in }
        case .text(let text):
            return try self.text(text, width: width, alignment: alignment)
        case .rule(let rule):
            return self.rule(rule, width: width, alignment: alignment)
        case .logos(let height, let gap):
            return logos(height: height, gap: gap, width: width, alignment: alignment)
        case .signatories(let signatures):
            return try self.signatures(signatures, width: width)
        case .qr(let size):
            return qr(size: size, width: width, alignment: alignment)
        case .columns(let columns):
            return try self.columns(columns, width: width)
        }
    }

    // MARK: Text

    private func text(
        _ block: PaperBlock.Text,
        width: Double,
        alignment: TextLayout.Alignment
    ) throws -> PaperBox? {
        guard let text = content.text(block.name) else { return nil }
        let narrow = min(block.width ?? width, width)
        let alignment = block.alignment ?? alignment
        let layout = try layout(
            text,
            style: block.style,
            width: narrow,
            alignment: alignment,
            linesMax: block.linesMax
        )
        let link = block.isLink ? content.address : nil
        let inset = Self.inset(of: narrow, in: width, alignment)
        return PaperBox(height: layout.height) { canvas, x, y in
            canvas.tagged(block.tag) {
                guard let link else { return layout.draw(on: canvas, x: x + inset, y: y) }
                canvas.tagged("Link", attributes: "uri='\(link)'") {
                    layout.draw(on: canvas, x: x + inset, y: y)
                }
            }
        }
    }

    /// The text at the largest size, down to its style's least, at which it has few enough lines.
    func layout(
        _ text: String,
        style: TextStyle,
        width: Double,
        alignment: TextLayout.Alignment,
        linesMax: Int? = nil
    ) throws -> TextLayout {
        var size = max(style.sizeMin, style.size * scale)
        while true {
            let layout = try TextLayout(
                text,
                style: style,
                size: size,
                width: width,
                alignment: alignment,
                language: content.language.fontLanguage,
                shaper: shaper
            )
            if layout.lacksLetters { throw PaperError.lacksLetters(text: text) }
            guard let linesMax, layout.lines > linesMax, size > style.sizeMin else {
                return layout
            }
            size = max(style.sizeMin, size * 0.95)
        }
    }

    /// How far from the left something narrower stands.
    static func inset(
        of narrow: Double,
        in width: Double,
        _ alignment: TextLayout.Alignment
    ) -> Double {
        switch alignment {
        case .left: 0
        case .centre: (width - narrow) / 2
        case .right: width - narrow
        }
    }

    // MARK: Columns

    private func columns(_ columns: [PaperBlock.Column], width: Double) throws -> PaperBox? {
        let shares = columns.reduce(0) { $0 + $1.share }
        var placed: [(left: Double, box: PaperBox, position: PaperBlock.Column.Position)] = []
        var left = 0.0
        for column in columns {
            let wide = width * column.share / shares
            let boxes = try boxes(column.blocks, width: wide, alignment: column.alignment)
            placed.append((left, Self.stack(boxes), column.position))
            left += wide
        }
        let height = placed.map(\.box.height).max() ?? 0
        return PaperBox(height: height) { canvas, x, y in
            for (left, box, position) in placed {
                let room = height - box.height
                let down =
                    switch position {
                    case .top: 0.0
                    case .middle: room / 2
                    case .bottom: room
                    }
                try box.draw(canvas, x + left, y + down)
            }
        }
    }
}
