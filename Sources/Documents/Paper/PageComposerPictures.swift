/// The blocks that are no text, and the signatories.
extension PageComposer {
    func rule(
        _ rule: PaperBlock.Rule,
        width: Double,
        alignment: TextLayout.Alignment
    ) -> PaperBox {
        let length = min(rule.width, width)
        let inset = Self.inset(of: length, in: width, alignment)
        // A lozenge in the middle of the line, with room around it.
        let lozenge = rule.hasOrnament ? 2.6 : 0
        let height = max(rule.thickness, 2 * lozenge)
        return PaperBox(height: height) { canvas, x, y in
            let (left, middle, centre) = (x + inset, y + height / 2, x + inset + length / 2)
            let gap = lozenge * 2.4
            for (start, end) in [(left, centre - gap), (centre + gap, left + length)] {
                var line = VectorPath()
                line.append(.move(VectorPath.Point(start, middle)))
                line.append(.line(VectorPath.Point(end, middle)))
                canvas.draw(line, width: rule.thickness, colour: rule.colour)
            }
            guard rule.hasOrnament else { return }
            var ornament = VectorPath()
            ornament.append(.move(VectorPath.Point(centre, middle - lozenge)))
            ornament.append(.line(VectorPath.Point(centre + lozenge, middle)))
            ornament.append(.line(VectorPath.Point(centre, middle + lozenge)))
            ornament.append(.line(VectorPath.Point(centre - lozenge, middle)))
            ornament.append(.close)
            canvas.fill(ornament, colour: rule.colour)
        }
    }

    func logos(
        height: Double,
        gap: Double,
        width: Double,
        alignment: TextLayout.Alignment
    ) -> PaperBox? {
        let logos = content.logos
        guard !logos.isEmpty else { return nil }
        let gaps = gap * Double(logos.count - 1)
        let natural = logos.reduce(0) { $0 + $1.width / $1.height * height }
        // All as high as asked, unless together they are too wide.
        let scale = min(1, max(1, width - gaps) / natural)
        let inset = Self.inset(of: natural * scale + gaps, in: width, alignment)
        return PaperBox(height: height * scale) { canvas, x, y in
            var left = x + inset
            for logo in logos {
                let wide = logo.width / logo.height * height * scale
                logo.draw(on: canvas, x: left, y: y, width: wide)
                left += wide + gap
            }
        }
    }

    func qr(size: Double, width: Double, alignment: TextLayout.Alignment) -> PaperBox? {
        guard let qr = content.qr else { return nil }
        let side = min(size, width)
        let inset = Self.inset(of: side, in: width, alignment)
        let module = side / Double(qr.size + 2 * QRCode.quietModules)
        let quiet = module * Double(QRCode.quietModules)
        return PaperBox(height: side) { canvas, x, y in
            // The squares are made in points and not in scaled units, so that the file says
            // them shortly.
            var path = VectorPath()
            for step in qr.path.steps {
                func placed(_ point: VectorPath.Point) -> VectorPath.Point {
                    VectorPath.Point(
                        x + inset + quiet + point.x * module,
                        y + quiet + point.y * module
                    )
                }
                switch step {
                case .move(let end): path.append(.move(placed(end)))
                case .line(let end): path.append(.line(placed(end)))
                default: path.append(step)
                }
            }
            canvas.fill(path, colour: .black)
        }
    }

    /// A line for each signatory, side by side, with the name and the role below it.
    func signatures(_ block: PaperBlock.Signatures, width: Double) throws -> PaperBox? {
        let signatories = content.signatories
        guard !signatories.isEmpty else { return nil }
        let share = width / Double(signatories.count)
        let narrow = min(block.width, share * 0.92)
        let texts = try signatories.map { signatory in
            (
                name: try layout(
                    signatory.name,
                    style: block.name,
                    width: narrow,
                    alignment: .centre,
                    linesMax: 1
                ),
                role: try layout(
                    signatory.role,
                    style: block.role,
                    width: narrow,
                    alignment: .centre,
                    linesMax: 2
                )
            )
        }
        let gap = 3.0
        let height = texts.map { $0.name.height + $0.role.height }.max() ?? 0
        return PaperBox(height: block.room + gap + height) { canvas, x, y in
            for (index, text) in texts.enumerated() {
                let left = x + share * Double(index) + (share - narrow) / 2
                let line = y + block.room
                var path = VectorPath()
                path.append(.move(VectorPath.Point(left, line)))
                path.append(.line(VectorPath.Point(left + narrow, line)))
                canvas.draw(path, width: 0.5, colour: block.colour)
                canvas.tagged("P") { text.name.draw(on: canvas, x: left, y: line + gap) }
                canvas.tagged("P") {
                    text.role.draw(on: canvas, x: left, y: line + gap + text.name.height)
                }
            }
        }
    }
}
