/// Lines and curves, as they are filled or drawn along; y grows downwards.
package struct VectorPath: Sendable, Equatable {
    /// A place.
    package struct Point: Sendable, Equatable {
        package let x: Double
        package let y: Double

        package init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
    }

    /// One step from the place where the last one ended.
    package enum Step: Sendable, Equatable {
        case move(Point)
        case line(Point)
        /// A cubic Bézier curve: two control points and the end.
        case curve(Point, Point, Point)
        case close
    }

    package private(set) var steps: [Step] = []

    package init() {}

    package mutating func append(_ step: Step) { steps.append(step) }

    package mutating func append(_ path: VectorPath) { steps.append(contentsOf: path.steps) }

    package mutating func rectangle(x: Double, y: Double, width: Double, height: Double) {
        append(.move(Point(x, y)))
        append(.line(Point(x + width, y)))
        append(.line(Point(x + width, y + height)))
        append(.line(Point(x, y + height)))
        append(.close)
    }

    /// The same path elsewhere.
    package func moved(right: Double, down: Double) -> VectorPath {
        func moved(_ point: Point) -> Point { Point(point.x + right, point.y + down) }
        var path = VectorPath()
        for step in steps {
            switch step {
            case .move(let end): path.append(.move(moved(end)))
            case .line(let end): path.append(.line(moved(end)))
            case .curve(let first, let second, let end):
                path.append(.curve(moved(first), moved(second), moved(end)))
            case .close: path.append(.close)
            }
        }
        return path
    }
}

/// Filled shapes one above the other: an image that can be printed at any size.
package struct VectorPicture: Sendable {
    /// A path and the colour that it is filled with, or drawn with when it has a width.
    package struct Shape: Sendable {
        package let path: VectorPath
        package let colour: Colour
        /// The width of the line; nil for a filled shape.
        package let lineWidth: Double?

        package init(path: VectorPath, colour: Colour, lineWidth: Double? = nil) {
            (self.path, self.colour, self.lineWidth) = (path, colour, lineWidth)
        }
    }

    package let width: Double
    package let height: Double
    /// What somebody hears who does not see it.
    package let title: String
    package let shapes: [Shape]

    /// The picture as PNG, `scale` pixels a unit.
    ///
    /// Throws `DrawingError`.
    package func png(scale: Double) throws -> [UInt8] {
        let canvas = try Canvas(imageWidth: width, height: height, scale: scale)
        for shape in shapes {
            if let width = shape.lineWidth {
                canvas.draw(shape.path, width: width, colour: shape.colour)
            } else {
                canvas.fill(shape.path, colour: shape.colour)
            }
        }
        return try canvas.finishPNG()
    }
}
