import CPangoCairo
import Foundation

extension PaperTemplate {
    /// The certificate as a PDF of one page.
    ///
    /// The same document, template and moment make the same bytes with the same fonts and
    /// libraries. May be called from several threads at once. The moment goes into the file as
    /// the time of its making, in whole seconds.
    /// - Throws: `PaperError`, `DrawingError`.
    package func pdf(of document: CertificateDocument, madeAt moment: Date) throws -> [UInt8] {
        let canvas = try Canvas(pdfWidth: sheet.width, height: sheet.height)
        let logos = try PaperContent.images(document.logos)
        let content = try PaperContent(document, template: self, logos: logos)
        describe(content, author: document.issuer, madeAt: moment, on: canvas)
        try canvas.tagged("Document") {
            try drawPage(content, shaper: TextShaper(), on: canvas)
        }
        let bytes = try canvas.finishPDF()
        return try PDFUpdate.finished(bytes, language: document.language.rawValue)
    }

    /// The certificate as a PNG image, for a preview: 20 to 300 pixels an inch.
    ///
    /// - Throws: `PaperError`, `DrawingError`.
    package func png(of document: CertificateDocument, pixelsPerInch: Int) throws -> [UInt8] {
        let scale = Double(min(max(pixelsPerInch, 20), 300)) / 72
        let canvas = try Canvas(imageWidth: sheet.width, height: sheet.height, scale: scale)
        var paper = VectorPath()
        paper.rectangle(x: 0, y: 0, width: sheet.width, height: sheet.height)
        canvas.fill(paper, colour: .white)
        let logos = try PaperContent.images(document.logos)
        let content = try PaperContent(document, template: self, logos: logos)
        try drawPage(content, shaper: TextShaper(), on: canvas)
        return try canvas.finishPNG()
    }

    func describe(
        _ content: PaperContent,
        author: String,
        madeAt moment: Date,
        on canvas: Canvas
    ) {
        let texts: [(cairo_pdf_metadata_t, HiddenText)] = [
            (CAIRO_PDF_METADATA_TITLE, .documentTitle),
            (CAIRO_PDF_METADATA_SUBJECT, .documentSubject),
            (CAIRO_PDF_METADATA_KEYWORDS, .documentKeywords),
        ]
        for (kind, name) in texts {
            if let text = content.text(name.rawValue) { canvas.setMetadata(kind, text) }
        }
        canvas.setMetadata(CAIRO_PDF_METADATA_AUTHOR, author)
        canvas.setMetadata(CAIRO_PDF_METADATA_CREATOR, "Obuka")
        let moment = moment.formatted(.iso8601)
        canvas.setMetadata(CAIRO_PDF_METADATA_CREATE_DATE, moment)
        canvas.setMetadata(CAIRO_PDF_METADATA_MOD_DATE, moment)
    }

    /// Draws body and foot, the texts shrunk together until both have room.
    func drawPage(_ content: PaperContent, shaper: TextShaper, on canvas: Canvas) throws {
        border.draw(on: canvas, sheet: sheet)
        var composer = PageComposer(content: content, shaper: shaper)
        for step in 0..<24 {
            composer.scale = 1 - Double(step) * 0.03
            let top = try composer.boxes(body, width: sheet.innerWidth, alignment: .centre)
            let bottom = PageComposer.stack(
                try composer.boxes(foot, width: sheet.innerWidth, alignment: .centre)
            )
            let room = sheet.innerHeight - bottom.height - PageComposer.stack(top).height
            guard room >= 0 else { continue }
            let stack = PageComposer.stack(top, extra: room)
            try stack.draw(canvas, sheet.left, sheet.top)
            let foot = sheet.height - sheet.bottom - bottom.height
            return try bottom.draw(canvas, sheet.left, foot)
        }
        throw PaperError.noRoom(document: content.fields[.number] ?? content.section)
    }
}
