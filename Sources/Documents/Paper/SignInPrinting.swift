import CPangoCairo
import Foundation

extension PaperTemplate {
    /// A sign-in sheet as a PDF, on the paper and with the letters of a cohort's list.
    ///
    /// Each session begins on a page of its own; the heading of the columns stands on every page.
    /// May be called from several threads at once.
    /// - Throws: `PaperError`, `DrawingError`.
    package func pdf(of sheet: SignInDocument, madeAt moment: Date) throws -> [UInt8] {
        let content = try PaperContent(sheet, template: self)
        let composer = PageComposer(content: content, shaper: try TextShaper())
        let list = SignInList(sheet, cover: cover, composer: composer)
        let paper = cover.sheet
        let canvas = try Canvas(pdfWidth: paper.width, height: paper.height)
        canvas.setMetadata(
            CAIRO_PDF_METADATA_TITLE,
            "\(sheet.words.title), \(sheet.course)"
        )
        canvas.setMetadata(CAIRO_PDF_METADATA_AUTHOR, sheet.issuer)
        canvas.setMetadata(CAIRO_PDF_METADATA_CREATOR, "Obuka")
        canvas.setMetadata(CAIRO_PDF_METADATA_CREATE_DATE, moment.formatted(.iso8601))
        let pages = try sheet.sessions.flatMap(list.pages)
        try canvas.tagged("Document") {
            for (index, page) in pages.enumerated() {
                if index > 0 { canvas.turnPage(width: paper.width, height: paper.height) }
                try page.draw(canvas, paper.left, paper.top)
            }
        }
        return try PDFUpdate.finished(try canvas.finishPDF(), language: sheet.language.rawValue)
    }
}

/// Puts the list of one session on as many pages as it needs.
private struct SignInList {
    let sheet: SignInDocument
    let cover: PaperTemplate.Cover
    let composer: PageComposer

    /// Room for a signature by hand, in points.
    private static let rowHeight = 27.0
    private static let numberHeight = 16.0

    init(_ sheet: SignInDocument, cover: PaperTemplate.Cover, composer: PageComposer) {
        (self.sheet, self.cover, self.composer) = (sheet, cover, composer)
    }

    private var width: Double { cover.sheet.innerWidth }

    /// Ordinal, name, institution and signature, in parts of the width.
    private static let shares = [0.07, 0.31, 0.32, 0.30]

    /// The pages of one session, each with its number among them.
    func pages(of session: String) throws -> [PaperBox] {
        let head = try head(session)
        let heading = try row(
            [
                sheet.words.ordinal, sheet.words.name, sheet.words.institution,
                sheet.words.signature,
            ],
            style: cover.heading,
            heightMin: 0
        )
        let room = cover.sheet.innerHeight - Self.numberHeight
        var pages: [[PaperBox]] = []
        var page = [head, heading]
        func add(_ box: PaperBox) {
            if page.reduce(box.height, { $0 + $1.height }) > room, page.count > 1 {
                pages.append(page)
                page = [heading]
            }
            page.append(box)
        }
        for (index, line) in sheet.lines.enumerated() {
            add(
                try row(
                    ["\(index + 1).", line.name, line.institution, ""],
                    style: cover.row,
                    heightMin: Self.rowHeight
                )
            )
        }
        add(try trainer())
        pages.append(page)
        return try pages.enumerated().map { index, boxes in
            try numbered(PageComposer.stack(boxes), "\(index + 1)/\(pages.count)")
        }
    }

    private func head(_ session: String) throws -> PaperBox {
        var boxes: [PaperBox] = []
        if let logos = composer.logos(height: 34, gap: 26, width: width, alignment: .centre) {
            boxes.append(logos)
        }
        boxes.append(try text(sheet.issuer, cover.row, above: 6, tag: "P"))
        boxes.append(try text(sheet.words.title, large(cover.group, 19), above: 12, tag: "H1"))
        boxes.append(try text(sheet.course, large(cover.row, 12.5), above: 6, tag: "H2"))
        for detail in sheet.details {
            boxes.append(try text(detail, cover.row, above: 2, tag: "P"))
        }
        boxes.append(try text(session, large(cover.group, 12.5), above: 8, tag: "P"))
        boxes.append(PaperBox(height: 12) { _, _, _ in })
        return PageComposer.stack(boxes)
    }

    private func large(_ style: TextStyle, _ size: Double) -> TextStyle {
        TextStyle(
            family: style.family,
            size: size,
            sizeMin: size,
            isBold: style.isBold,
            isItalic: style.isItalic,
            colour: style.colour,
            tracking: style.tracking,
            leading: style.leading
        )
    }

    private func text(
        _ text: String,
        _ style: TextStyle,
        above: Double,
        tag: String
    ) throws -> PaperBox {
        let layout = try composer.layout(text, style: style, width: width, alignment: .centre)
        return PaperBox(height: layout.height + above) { canvas, x, y in
            canvas.tagged(tag) { layout.draw(on: canvas, x: x, y: y + above) }
        }
    }

    /// Cells in a frame; an empty one is left free.
    private func row(
        _ texts: [String],
        style: TextStyle,
        heightMin: Double
    ) throws -> PaperBox {
        let padding = 4.0
        var cells: [(left: Double, layout: TextLayout)] = []
        var edges = [0.0]
        for (text, share) in zip(texts, Self.shares) {
            let wide = width * share
            if !text.isEmpty {
                let layout = try composer.layout(
                    text,
                    style: style,
                    width: wide - 2 * padding,
                    alignment: .left
                )
                cells.append(((edges.last ?? 0) + padding, layout))
            }
            edges.append((edges.last ?? 0) + wide)
        }
        let height = max(heightMin, (cells.map(\.layout.height).max() ?? 0) + 2 * padding)
        let (width, colour) = (width, style.colour)
        return PaperBox(height: height) { [edges, cells] canvas, x, y in
            canvas.tagged("P") {
                for (left, layout) in cells {
                    layout.draw(on: canvas, x: x + left, y: y + (height - layout.height) / 2)
                }
            }
            var frame = VectorPath()
            frame.rectangle(x: x, y: y, width: width, height: height)
            for edge in edges.dropFirst().dropLast() {
                frame.append(.move(VectorPath.Point(x + edge, y)))
                frame.append(.line(VectorPath.Point(x + edge, y + height)))
            }
            canvas.draw(frame, width: 0.5, colour: colour)
        }
    }

    /// A line for the trainer's own signature.
    private func trainer() throws -> PaperBox {
        let layout = try composer.layout(
            sheet.words.trainer,
            style: cover.row,
            width: width * 0.4,
            alignment: .left
        )
        let (width, colour) = (width, cover.row.colour)
        return PaperBox(height: layout.height + 44) { canvas, x, y in
            let bottom = y + 40
            var line = VectorPath()
            line.append(.move(VectorPath.Point(x + width * 0.6, bottom)))
            line.append(.line(VectorPath.Point(x + width, bottom)))
            canvas.draw(line, width: 0.5, colour: colour)
            canvas.tagged("P") { layout.draw(on: canvas, x: x + width * 0.6, y: bottom + 3) }
        }
    }

    private func numbered(_ page: PaperBox, _ number: String) throws -> PaperBox {
        let layout = try composer.layout(
            number,
            style: cover.row,
            width: width,
            alignment: .right
        )
        let bottom = cover.sheet.innerHeight - layout.height
        return PaperBox(height: cover.sheet.innerHeight) { canvas, x, y in
            try page.draw(canvas, x, y)
            canvas.tagged("P") { layout.draw(on: canvas, x: x, y: y + bottom) }
        }
    }
}

extension PaperContent {
    /// Checks every text of a sign-in sheet, and throws `PaperError`.
    fileprivate init(_ sheet: SignInDocument, template: PaperTemplate) throws {
        try self.init(
            listIn: sheet.language,
            texts: [sheet.issuer, sheet.course] + sheet.details + sheet.sessions
                + sheet.lines.map(\.name),
            mayBeEmpty: sheet.lines.map(\.institution),
            template: template,
            logos: PaperContent.images(sheet.logos)
        )
        guard sheet.lines.count * max(1, sheet.sessions.count) <= PaperLimits.listMax else {
            throw PaperError.tooMany("lines to sign")
        }
    }
}
