import Foundation

extension PaperTemplate {
    /// A cohort as one PDF: the list of its certificates, then each of them.
    ///
    /// Every certificate has a bookmark. Fonts and equal logos are stored once. The order is the
    /// document's. May be called from several threads at once.
    /// - Throws: `PaperError`, `DrawingError`.
    package func pdf(of cohort: CohortDocument, madeAt moment: Date) throws -> [UInt8] {
        var images: [[UInt8]: [PNGImage]] = [:]
        func logos(_ logos: [[UInt8]]) throws -> [PNGImage] {
            let key = logos.flatMap { $0 }
            if let known = images[key], known.count == logos.count { return known }
            let made = try PaperContent.images(logos)
            images[key] = made
            return made
        }
        let content = try PaperContent(cohort, template: self, logos: logos(cohort.logos))
        let shaper = try TextShaper()
        let pages = try CohortList(cover, content: content, shaper: shaper).pages(of: cohort)
        let canvas = try Canvas(pdfWidth: cover.sheet.width, height: cover.sheet.height)
        describe(content, author: cohort.issuer, madeAt: moment, on: canvas)
        let certificates = cohort.groups.flatMap(\.certificates)
        try canvas.tagged("Document") {
            for (index, page) in pages.enumerated() {
                if index > 0 {
                    canvas.turnPage(width: cover.sheet.width, height: cover.sheet.height)
                }
                try page.draw(canvas, cover.sheet.left, cover.sheet.top)
            }
            for certificate in certificates {
                canvas.turnPage(width: sheet.width, height: sheet.height)
                let content = try PaperContent(
                    certificate,
                    template: self,
                    logos: logos(certificate.logos)
                )
                try drawPage(content, shaper: shaper, on: canvas)
            }
        }
        // A bookmark to a page that was not drawn would end the program.
        try canvas.check()
        addBookmarks(content, certificates: certificates, after: pages.count, on: canvas)
        return try PDFUpdate.finished(try canvas.finishPDF(), language: cohort.language.rawValue)
    }

    private func addBookmarks(
        _ content: PaperContent,
        certificates: [CertificateDocument],
        after listPages: Int,
        on canvas: Canvas
    ) {
        if let title = content.text(HiddenText.documentTitle.rawValue) {
            canvas.addBookmark(title, page: 1)
        }
        let bookmark = content.wording.text(ListText.bookmark.rawValue, section: content.section)
        for (index, certificate) in certificates.enumerated() {
            let fields: [PaperField: String] = [
                .holder: certificate.holder, .number: certificate.number,
                .id: certificate.printedID,
            ]
            guard let title = bookmark?.filled(from: fields) else { continue }
            canvas.addBookmark(title, page: listPages + index + 1)
        }
    }
}

/// Puts the list of a cohort on as many pages as it needs.
private struct CohortList {
    let cover: PaperTemplate.Cover
    let composer: PageComposer

    private let width: Double

    init(_ cover: PaperTemplate.Cover, content: PaperContent, shaper: TextShaper) {
        self.cover = cover
        composer = PageComposer(content: content, shaper: shaper)
        width = cover.sheet.innerWidth
    }

    func pages(of cohort: CohortDocument) throws -> [PaperBox] {
        let head = PageComposer.stack(
            try composer.boxes(cover.head, width: width, alignment: .centre)
        )
        let heading = try heading()
        var pages: [[PaperBox]] = []
        var page = [head, heading]
        var ordinal = 0
        func height(_ boxes: [PaperBox]) -> Double { boxes.reduce(0) { $0 + $1.height } }
        for group in cohort.groups {
            var name: PaperBox? = try line(group.name, style: cover.group, above: 7, tag: "H2")
            for certificate in group.certificates {
                ordinal += 1
                let row = try row(ordinal, certificate)
                // The name of a group is never the last on a page.
                let added = [name, row].compactMap { $0 }
                if height(page + added) > cover.sheet.innerHeight, page.count > 1 {
                    pages.append(page)
                    page = [heading]
                }
                page += added
                name = nil
            }
        }
        return (pages + [page]).map { PageComposer.stack($0) }
    }

    // MARK: Lines

    /// The widths of the three columns.
    private var columns: (ordinal: Double, holder: Double, number: Double) {
        (width * 0.08, width * 0.66, width * 0.26)
    }

    private func heading() throws -> PaperBox {
        func text(_ name: PaperTemplate.ListText) -> String {
            composer.content.text(name.rawValue) ?? ""
        }
        let cells = try cells(
            (text(.ordinal), text(.listHolder), text(.listNumber)),
            style: cover.heading
        )
        let height = (cells.map(\.layout.height).max() ?? 0) + 4
        let (colour, width) = (cover.heading.colour, width)
        return PaperBox(height: height + 2) { canvas, x, y in
            canvas.tagged("P") {
                for (left, layout) in cells { layout.draw(on: canvas, x: x + left, y: y) }
            }
            var line = VectorPath()
            line.append(.move(VectorPath.Point(x, y + height)))
            line.append(.line(VectorPath.Point(x + width, y + height)))
            canvas.draw(line, width: 0.6, colour: colour)
        }
    }

    private func row(_ ordinal: Int, _ certificate: CertificateDocument) throws -> PaperBox {
        let cells = try cells(
            ("\(ordinal).", certificate.holder, certificate.number),
            style: cover.row
        )
        let height = cells.map(\.layout.height).max() ?? 0
        return PaperBox(height: height + 2.5) { canvas, x, y in
            canvas.tagged("P") {
                for (left, layout) in cells { layout.draw(on: canvas, x: x + left, y: y) }
            }
        }
    }

    private func cells(
        _ texts: (String, String, String),
        style: TextStyle
    ) throws -> [(left: Double, layout: TextLayout)] {
        let columns = columns
        return [
            (
                0,
                try composer.layout(
                    texts.0,
                    style: style,
                    width: columns.ordinal,
                    alignment: .left
                )
            ),
            (
                columns.ordinal,
                try composer.layout(
                    texts.1,
                    style: style,
                    width: columns.holder - 8,
                    alignment: .left
                )
            ),
            (
                columns.ordinal + columns.holder,
                try composer.layout(
                    texts.2,
                    style: style,
                    width: columns.number,
                    alignment: .right
                )
            ),
        ]
    }

    private func line(
        _ text: String,
        style: TextStyle,
        above: Double,
        tag: String
    ) throws -> PaperBox {
        let layout = try composer.layout(text, style: style, width: width, alignment: .left)
        return PaperBox(height: layout.height + above + 1) { canvas, x, y in
            canvas.tagged(tag) { layout.draw(on: canvas, x: x, y: y + above) }
        }
    }
}
