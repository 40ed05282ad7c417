extension PaperTemplate {
    /// The limits of a template.
    package enum Limits {
        /// The largest file.
        package static let bytesMax = 1 << 20
        static let blocksMax = 60
        static let columnsMax = 6
        static let columnDepthMax = 3
    }

    /// Reads a template of format 1.
    ///
    /// Refuses whatever could not be printed: unknown and missing members, lengths out of range,
    /// styles, colours and texts that do not exist or are not used, unknown fields, font families
    /// that are not installed.
    /// - Throws: `TemplateError` with the place and the reason.
    package init(json bytes: [UInt8]) throws {
        let root = try TemplateNode.root(bytes)
        try root.allow([
            "format", "paper", "colours", "fonts", "styles", "border", "body", "foot", "cover",
            "texts",
        ])
        _ = try root.required("format").number(in: 1...1)
        let reader = try PaperBlockReader(styles: TemplateStyles(root))
        sheet = try Sheet(root.required("paper"))
        border = try Border(root.required("border"), styles: reader.styles)
        body = try reader.blocks(root.required("body"))
        foot = try reader.blocks(root.required("foot"))
        cover = try Cover(root.required("cover"), reader: reader)
        wording = try Wording.read(root.required("texts"))
        try checkTexts()
    }
}

extension PaperTemplate.Sheet {
    /// Sizes in millimetres of ISO 216, upright.
    private enum Size: String, CaseIterable {
        case a4 = "A4"
        case a3 = "A3"

        var millimetres: (Double, Double) { self == .a4 ? (210, 297) : (297, 420) }
    }

    private enum Orientation: String, CaseIterable {
        case portrait, landscape
    }

    fileprivate init(_ node: TemplateNode) throws {
        try node.allow(["size", "orientation", "margins"])
        let (short, long) = try node.required("size").choice(Size.self).millimetres
        let isUpright = try node.required("orientation").choice(Orientation.self) == .portrait
        let margins = try node.required("margins")
        try margins.allow(["top", "right", "bottom", "left"])
        func margin(_ name: String) throws -> Double {
            try margins.required(name).millimetres(in: 5...100)
        }
        width = (isUpright ? short : long) * 72 / 25.4
        height = (isUpright ? long : short) * 72 / 25.4
        (top, right) = (try margin("top"), try margin("right"))
        (bottom, left) = (try margin("bottom"), try margin("left"))
        guard innerWidth >= 100, innerHeight >= 100 else {
            throw margins.failure("they leave no room")
        }
    }
}

extension PaperTemplate.Border {
    fileprivate init(_ node: TemplateNode, styles: TemplateStyles) throws {
        try node.allow(["kind", "inset", "colour", "second"])
        kind = try node.required("kind").choice(Kind.self)
        inset = try node.required("inset").millimetres(in: 3...60)
        colour = try styles.colour(node.required("colour"))
        second = try styles.colour(node.required("second"))
    }
}

extension PaperTemplate.Cover {
    fileprivate init(_ node: TemplateNode, reader: PaperBlockReader) throws {
        try node.allow(["paper", "head", "heading", "group", "row"])
        sheet = try PaperTemplate.Sheet(node.required("paper"))
        head = try reader.blocks(node.required("head"))
        heading = try reader.styles.style(node.required("heading"))
        group = try reader.styles.style(node.required("group"))
        row = try reader.styles.style(node.required("row"))
    }
}

extension PaperTemplate.Wording {
    fileprivate static func read(_ node: TemplateNode) throws -> [Language: Self] {
        try node.allow(Language.allCases.map(\.rawValue))
        var wording: [Language: Self] = [:]
        for language in Language.allCases {
            wording[language] = try Self(node.required(language.rawValue))
        }
        return wording
    }

    private init(_ node: TemplateNode) throws {
        try node.allow(Self.sections)
        var sections: [String: [String: PaperText]] = [:]
        for section in Self.sections {
            var texts: [String: PaperText] = [:]
            for (name, node) in try node.required(section).members() {
                texts[name] = try PaperText(node.text(), at: node.place)
            }
            sections[section] = texts
        }
        self.sections = sections
    }
}
