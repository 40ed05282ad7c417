import Foundation

extension BadgeTemplate {
    /// In units of the picture, which is as many pixels wide in a browser.
    private enum Measure {
        static let side = 512.0
        static let edgeRadius = 252.0
        static let ringRadius = 240.0
        static let discRadius = 178.0
        /// Where the line of the issuer's letters runs.
        static let lineRadius = 198.0
        /// How far it goes around at most.
        static let arc = 1.75 * Double.pi
        static let textWidth = 276.0
        static let courseHeight = 150.0
        static let courseLinesMax = 8
    }

    /// The badge as a picture without fonts: letters are outlines, and look alike everywhere.
    ///
    /// - Throws: `PaperError`, `DrawingError`.
    package func picture(of badge: BadgeDocument) throws -> VectorPicture {
        for (text, field) in [
            (badge.course, "course"), (badge.issuer, "issuer"), (badge.issuedOn, "issuedOn"),
        ] {
            if let problem = PaperLetters.problem(in: text) {
                throw PaperError.text(field: field, reason: "it \(problem)")
            }
            guard (1...PaperLimits.fieldCharactersMax) ~= text.count else {
                throw PaperError.text(field: field, reason: "it is empty or too long")
            }
        }
        let label = labels[badge.language]?[badge.kind] ?? ""
        var shapes = ground
        shapes.append(VectorPicture.Shape(path: Self.lozenges, colour: edge))
        shapes.append(try around(badge))
        shapes += try inside(badge, label: label)
        return VectorPicture(
            width: Measure.side,
            height: Measure.side,
            title: "\(badge.course), \(label), \(badge.issuer), \(badge.issuedOn)",
            shapes: shapes
        )
    }

    private static let centre = VectorPath.Point(Measure.side / 2, Measure.side / 2)

    /// A scalloped edge, a ring, two thin lines, and a disc for the text.
    private var ground: [VectorPicture.Shape] {
        [
            VectorPicture.Shape(path: Self.scallops, colour: edge),
            VectorPicture.Shape(path: .circle(Self.centre, Measure.ringRadius), colour: ring),
            VectorPicture.Shape(
                path: .circle(Self.centre, Measure.ringRadius - 5),
                colour: edge,
                lineWidth: 1.2
            ),
            VectorPicture.Shape(path: .circle(Self.centre, Measure.discRadius + 5), colour: edge),
            VectorPicture.Shape(path: .circle(Self.centre, Measure.discRadius), colour: disc),
        ]
    }

    private static var scallops: VectorPath {
        var path = VectorPath()
        let count = 48
        func point(_ radius: Double, _ step: Double) -> VectorPath.Point {
            let angle = step * 2 * .pi / Double(count)
            return VectorPath.Point(
                centre.x + radius * cos(angle),
                centre.y + radius * sin(angle)
            )
        }
        let (low, high) = (Measure.edgeRadius - 6, Measure.edgeRadius + 2)
        path.append(.move(point(low, 0)))
        for step in 0..<count {
            let start = Double(step)
            path.append(
                .curve(point(high, start + 0.2), point(high, start + 0.8), point(low, start + 1))
            )
        }
        path.append(.close)
        return path
    }

    /// Three lozenges at the foot of the ring, where no letters go.
    private static var lozenges: VectorPath {
        var path = VectorPath()
        let radius = (Measure.ringRadius + Measure.discRadius) / 2
        for (step, size) in [(-1.0, 6.0), (0, 9), (1, 6)] {
            let angle = Double.pi / 2 + step * 0.13
            let middle = VectorPath.Point(
                centre.x + radius * cos(angle),
                centre.y + radius * sin(angle)
            )
            path.append(.move(VectorPath.Point(middle.x, middle.y - size)))
            path.append(.line(VectorPath.Point(middle.x + size, middle.y)))
            path.append(.line(VectorPath.Point(middle.x, middle.y + size)))
            path.append(.line(VectorPath.Point(middle.x - size, middle.y)))
            path.append(.close)
        }
        return path
    }

    // MARK: Text

    /// The issuer's name around the top of the ring.
    private func around(_ badge: BadgeDocument) throws -> VectorPicture.Shape {
        let longest = Measure.arc * Measure.lineRadius
        let layout = try fitted(badge.issuer, issuer, badge.language, width: nil) {
            $0.lineWidth <= longest
        }
        let outline = try layout.outline().moved(right: 0, down: -layout.baseline)
        return VectorPicture.Shape(
            path: outline.bent(
                around: Self.centre,
                radius: Measure.lineRadius,
                length: layout.lineWidth
            ),
            colour: issuer.colour
        )
    }

    /// Label, course and date one below the other in the disc.
    private func inside(_ badge: BadgeDocument, label: String) throws -> [VectorPicture.Shape] {
        let narrow = Measure.textWidth * 0.72
        let label = try fitted(label, self.label, badge.language, width: narrow) { $0.lines == 1 }
        let course = try fitted(
            badge.course,
            self.course,
            badge.language,
            width: Measure.textWidth
        ) { $0.height <= Measure.courseHeight && $0.lines <= Measure.courseLinesMax }
        let date = try fitted(badge.issuedOn, self.date, badge.language, width: narrow) {
            $0.lines == 1
        }
        let gap = 15.0
        let height = label.height + course.height + date.height + 2 * gap
        var top = Self.centre.y - height / 2
        var shapes: [VectorPicture.Shape] = []
        for (layout, style, width) in [
            (label, self.label, narrow), (course, self.course, Measure.textWidth),
            (date, self.date, narrow),
        ] {
            let left = Self.centre.x - width / 2
            let path = try layout.outline().moved(right: left, down: top)
            shapes.append(VectorPicture.Shape(path: path, colour: style.colour))
            top += layout.height + gap
        }
        return shapes
    }

    /// The text at the largest size that fits, or `PaperError.noRoom` thrown.
    private func fitted(
        _ text: String,
        _ style: TextStyle,
        _ language: Language,
        width: Double?,
        fits: (TextLayout) -> Bool
    ) throws -> TextLayout {
        let shaper = try TextShaper()
        var size = style.size
        while true {
            let layout = try TextLayout(
                text,
                style: style,
                size: size,
                width: width,
                alignment: .centre,
                language: language.fontLanguage,
                shaper: shaper
            )
            if layout.lacksLetters { throw PaperError.lacksLetters(text: text) }
            if fits(layout) { return layout }
            guard size > style.sizeMin else { throw PaperError.noRoom(document: text) }
            size = max(style.sizeMin, size * 0.96)
        }
    }
}

extension VectorPath {
    /// A circle of four curves.
    fileprivate static func circle(_ centre: Point, _ radius: Double) -> VectorPath {
        // The usual distance of control points that makes a curve a quarter of a circle.
        let handle = radius * 0.552_284_75
        func point(_ x: Double, _ y: Double) -> Point { Point(centre.x + x, centre.y + y) }
        var path = VectorPath()
        path.append(.move(point(radius, 0)))
        path.append(.curve(point(radius, handle), point(handle, radius), point(0, radius)))
        path.append(.curve(point(-handle, radius), point(-radius, handle), point(-radius, 0)))
        path.append(.curve(point(-radius, -handle), point(-handle, -radius), point(0, -radius)))
        path.append(.curve(point(handle, -radius), point(radius, -handle), point(radius, 0)))
        path.append(.close)
        return path
    }

    /// A line of letters, its baseline at y = 0, bent around the top of a circle.
    fileprivate func bent(around centre: Point, radius: Double, length: Double) -> VectorPath {
        func bent(_ point: Point) -> Point {
            let angle = (point.x - length / 2) / radius - .pi / 2
            let distance = radius - point.y
            return Point(centre.x + distance * cos(angle), centre.y + distance * sin(angle))
        }
        var path = VectorPath()
        for step in steps {
            switch step {
            case .move(let end): path.append(.move(bent(end)))
            case .line(let end): path.append(.line(bent(end)))
            case .curve(let first, let second, let end):
                path.append(.curve(bent(first), bent(second), bent(end)))
            case .close: path.append(.close)
            }
        }
        return path
    }
}
