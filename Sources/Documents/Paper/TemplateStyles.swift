/// The colours, fonts and styles of a template by their names.
struct TemplateStyles {
    private let colours: [String: Colour]
    private let styles: [String: TextStyle]

    init(_ root: TemplateNode) throws {
        var colours: [String: Colour] = [:]
        for (name, node) in try root.required("colours").members() {
            guard let colour = Colour(hexadecimal: try node.text()) else {
                throw node.failure("this should be a colour such as #1f3a5f")
            }
            colours[name] = colour
        }
        self.colours = colours
        let fonts = try Self.fonts(root.required("fonts"))
        var styles: [String: TextStyle] = [:]
        for (name, node) in try root.required("styles").members() {
            styles[name] = try Self.style(node, colours: colours, fonts: fonts)
        }
        self.styles = styles
    }

    func colour(_ node: TemplateNode) throws -> Colour { try Self.named(node, in: colours) }

    func style(_ node: TemplateNode) throws -> TextStyle { try Self.named(node, in: styles) }

    /// A colour that has to have this name.
    func colour(named name: String) throws -> Colour {
        try colours[name] ?? { throw Self.missing("colours.\(name)") }()
    }

    /// A style that has to have this name.
    func style(named name: String) throws -> TextStyle {
        try styles[name] ?? { throw Self.missing("styles.\(name)") }()
    }

    private static func missing(_ place: String) -> TemplateError {
        TemplateError(place: place, reason: "this is missing")
    }

    private static func named<Value>(
        _ node: TemplateNode,
        in values: [String: Value]
    ) throws -> Value {
        let name = try node.text()
        guard let value = values[name] else { throw node.failure("nothing is called \(name)") }
        return value
    }

    /// Lists of families, the first of which has to be installed.
    private static func fonts(_ node: TemplateNode) throws -> [String: String] {
        var fonts: [String: String] = [:]
        for (name, node) in try node.members() {
            let families = try node.text()
            let first = families.prefix { $0 != "," }
            guard TextShaper.hasFamily(String(first)) else {
                throw node.failure("the font \(first) is not installed")
            }
            fonts[name] = families
        }
        return fonts
    }

    private static func style(
        _ node: TemplateNode,
        colours: [String: Colour],
        fonts: [String: String]
    ) throws -> TextStyle {
        try node.allow([
            "font", "size", "smallest", "bold", "italic", "colour", "tracking", "leading",
        ])
        let size = try node.required("size").number(in: 5...120)
        return TextStyle(
            family: try named(node.required("font"), in: fonts),
            size: size,
            sizeMin: try node.optional("smallest")?.number(in: 5...size) ?? size,
            isBold: try node.optional("bold")?.flag() ?? false,
            isItalic: try node.optional("italic")?.flag() ?? false,
            colour: try named(node.required("colour"), in: colours),
            tracking: try node.optional("tracking")?.number(in: -50...500) ?? 0,
            leading: try node.optional("leading")?.number(in: 0.7...3) ?? 1
        )
    }
}
