import Foundation

extension PaperTemplate.Border {
    private enum Measure {
        /// From the outer line to the inner one.
        static let band = 15.0
        /// About half a wave of the strands between them.
        static let halfWave = 9.5
        static let amplitude = 4.6
    }

    /// Draws the frame of a page.
    func draw(on canvas: Canvas, sheet: PaperTemplate.Sheet) {
        guard kind != .none else { return }
        let outer = Frame(sheet: sheet, inset: inset)
        let inner = Frame(sheet: sheet, inset: inset + Measure.band)
        canvas.draw(outer.path, width: 1.5, colour: colour)
        switch kind {
        case .none: return
        case .lines:
            let near = Frame(sheet: sheet, inset: inset + 4)
            canvas.draw(near.path, width: 0.4, colour: second)
        case .guilloche:
            canvas.draw(Frame(sheet: sheet, inset: inset + 2.4).path, width: 0.35, colour: second)
            canvas.draw(
                Frame(sheet: sheet, inset: inset + Measure.band - 1.6).path,
                width: 0.35,
                colour: second
            )
            canvas.draw(inner.path, width: 0.6, colour: colour)
            drawStrands(on: canvas, around: Frame(sheet: sheet, inset: inset + Measure.band / 2))
        }
    }

    /// Two strands that cross each other in waves along the frame, and a star in each corner.
    private func drawStrands(on canvas: Canvas, around middle: Frame) {
        for (strand, colour) in [(1.0, colour), (-1.0, second)] {
            var path = VectorPath()
            for side in middle.sides(shortenedBy: Measure.band / 2 + 2) {
                path.append(
                    side.wave(halfWave: Measure.halfWave, amplitude: strand * Measure.amplitude)
                )
            }
            canvas.draw(path, width: 0.4, colour: colour)
        }
        for corner in middle.corners {
            canvas.draw(Self.star(at: corner), width: 0.4, colour: colour)
        }
    }

    /// Petals around a place, each one curve.
    private static func star(at centre: VectorPath.Point) -> VectorPath {
        var path = VectorPath()
        let (petals, reach) = (12, Measure.band / 2 - 2.4)
        func point(_ radius: Double, _ angle: Double) -> VectorPath.Point {
            VectorPath.Point(centre.x + radius * cos(angle), centre.y + radius * sin(angle))
        }
        for petal in 0..<petals {
            let angle = Double(petal) * 2 * .pi / Double(petals)
            path.append(.move(centre))
            path.append(
                .curve(point(reach * 1.35, angle - 0.5), point(reach * 1.35, angle + 0.5), centre)
            )
        }
        return path
    }
}

/// A rectangle as far inside the paper on every side.
private struct Frame {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    init(sheet: PaperTemplate.Sheet, inset: Double) {
        (left, top) = (inset, inset)
        (right, bottom) = (sheet.width - inset, sheet.height - inset)
    }

    var path: VectorPath {
        var path = VectorPath()
        path.rectangle(x: left, y: top, width: right - left, height: bottom - top)
        return path
    }

    var corners: [VectorPath.Point] {
        [
            VectorPath.Point(left, top), VectorPath.Point(right, top),
            VectorPath.Point(right, bottom), VectorPath.Point(left, bottom),
        ]
    }

    func sides(shortenedBy gap: Double) -> [Side] {
        [
            Side(x: left + gap, y: top, length: right - left - 2 * gap, isUpright: false),
            Side(x: left + gap, y: bottom, length: right - left - 2 * gap, isUpright: false),
            Side(x: left, y: top + gap, length: bottom - top - 2 * gap, isUpright: true),
            Side(x: right, y: top + gap, length: bottom - top - 2 * gap, isUpright: true),
        ]
    }
}

/// A straight line along which waves go.
private struct Side {
    let x: Double
    let y: Double
    let length: Double
    let isUpright: Bool

    /// Half waves to alternating sides, as many as fit well, each one curve.
    func wave(halfWave: Double, amplitude: Double) -> VectorPath {
        // An even number, so that both ends of a side look alike.
        let count = max(2, Int((length / halfWave / 2).rounded()) * 2)
        let step = length / Double(count)
        var path = VectorPath()
        path.append(.move(point(0, 0)))
        for index in 0..<count {
            let start = Double(index) * step
            // The top of a cubic curve is at three quarters of its control points' height.
            let height = (index.isMultiple(of: 2) ? amplitude : -amplitude) * 4 / 3
            path.append(
                .curve(
                    point(start + step * 0.3642, height),
                    point(start + step * 0.6358, height),
                    point(start + step, 0)
                )
            )
        }
        return path
    }

    private func point(_ along: Double, _ across: Double) -> VectorPath.Point {
        isUpright
            ? VectorPath.Point(x + across, y + along) : VectorPath.Point(x + along, y + across)
    }
}
