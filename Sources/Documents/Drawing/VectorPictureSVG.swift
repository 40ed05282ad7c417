extension VectorPicture {
    /// The picture as SVG 1.1 without any font, script or reference outside itself.
    ///
    /// `prefix` is put right behind the opening tag, and has to be XML: baked credentials stand
    /// there.
    package func svg(prefix: String, namespaces: String = "") -> String {
        let (width, height) = (Self.number(width), Self.number(height))
        var svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"\(namespaces)"
        svg += " width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\""
        svg += " role=\"img\">\(prefix)<title>\(Self.escaped(title))</title>"
        for shape in shapes {
            let paint =
                if let line = shape.lineWidth {
                    "fill=\"none\" stroke=\"\(shape.colour.hexadecimal)\""
                        + " stroke-width=\"\(Self.number(line))\""
                } else {
                    "fill=\"\(shape.colour.hexadecimal)\""
                }
            svg += "\n<path \(paint) d=\"\(Self.commands(shape.path))\"/>"
        }
        return svg + "\n</svg>\n"
    }

    /// The text with the characters replaced that mean something in XML.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func commands(_ path: VectorPath) -> String {
        path.steps.map { step in
            switch step {
            case .move(let end): "M\(pair(end))"
            case .line(let end): "L\(pair(end))"
            case .curve(let first, let second, let end):
                "C\(pair(first)) \(pair(second)) \(pair(end))"
            case .close: "Z"
            }
        }.joined()
    }

    private static func pair(_ point: VectorPath.Point) -> String {
        "\(number(point.x)) \(number(point.y))"
    }

    /// The number to hundredths, in the fewest characters.
    private static func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        var text = hundredths < 0 ? "-\(whole)" : "\(whole)"
        if rest > 0 {
            text += rest < 10 ? ".0\(rest)" : ".\(rest.isMultiple(of: 10) ? rest / 10 : rest)"
        }
        return text
    }
}
