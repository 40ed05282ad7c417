/// Reads the blocks of a template.
struct PaperBlockReader {
    let styles: TemplateStyles

    private enum Kind: String, CaseIterable {
        case space, text, rule, logos, signatories, qr, columns
    }

    /// The elements of a structure that a text can be (ISO 32000-1, 14.8.4.3).
    private enum Tag: String, CaseIterable {
        case heading1 = "H1"
        case heading2 = "H2"
        case heading3 = "H3"
        case paragraph = "P"
    }

    func blocks(_ node: TemplateNode, depth: Int = 0) throws -> [PaperBlock] {
        try node.elements(countMax: PaperTemplate.Limits.blocksMax).map { node in
            PaperBlock(
                above: try node.optional("above")?.millimetres(in: 0...200) ?? 0,
                content: try content(node, depth: depth)
            )
        }
    }

    private func content(_ node: TemplateNode, depth: Int) throws -> PaperBlock.Content {
        func allow(_ names: [String]) throws { try node.allow(["block", "above"] + names) }
        switch try node.required("block").choice(Kind.self) {
        case .space:
            try allow(["height", "stretch"])
            return .space(
                height: try node.optional("height")?.millimetres(in: 0...200) ?? 0,
                stretch: try node.optional("stretch")?.number(in: 0...10) ?? 0
            )
        case .text:
            try allow(["text", "style", "tag", "width", "align", "lines", "link"])
            return .text(try text(node))
        case .rule:
            try allow(["width", "thickness", "colour", "ornament"])
            return .rule(try rule(node))
        case .logos:
            try allow(["height", "gap"])
            return .logos(
                height: try node.required("height").millimetres(in: 4...80),
                gap: try node.required("gap").millimetres(in: 0...80)
            )
        case .signatories:
            try allow(["name", "role", "colour", "room", "width"])
            return .signatories(try signatures(node))
        case .qr:
            try allow(["size"])
            return .qr(size: try node.required("size").millimetres(in: 20...80))
        case .columns:
            try allow(["columns"])
            return .columns(try columns(node.required("columns"), depth: depth + 1))
        }
    }

    private func text(_ node: TemplateNode) throws -> PaperBlock.Text {
        PaperBlock.Text(
            name: try node.required("text").text(),
            style: try styles.style(node.required("style")),
            tag: try node.optional("tag")?.choice(Tag.self).rawValue ?? Tag.paragraph.rawValue,
            width: try node.optional("width")?.millimetres(in: 20...420),
            alignment: try node.optional("align")?.choice(TextLayout.Alignment.self),
            linesMax: try node.optional("lines").map { Int(try $0.number(in: 1...20)) },
            isLink: try node.optional("link")?.flag() ?? false
        )
    }

    private func rule(_ node: TemplateNode) throws -> PaperBlock.Rule {
        PaperBlock.Rule(
            width: try node.required("width").millimetres(in: 1...420),
            thickness: try node.required("thickness").number(in: 0.1...10),
            colour: try styles.colour(node.required("colour")),
            hasOrnament: try node.optional("ornament")?.flag() ?? false
        )
    }

    private func signatures(_ node: TemplateNode) throws -> PaperBlock.Signatures {
        PaperBlock.Signatures(
            name: try styles.style(node.required("name")),
            role: try styles.style(node.required("role")),
            colour: try styles.colour(node.required("colour")),
            room: try node.required("room").millimetres(in: 0...60),
            width: try node.required("width").millimetres(in: 20...150)
        )
    }

    private func columns(_ node: TemplateNode, depth: Int) throws -> [PaperBlock.Column] {
        guard depth <= PaperTemplate.Limits.columnDepthMax else {
            throw node.failure("columns stand in columns too deeply")
        }
        return try node.elements(countMax: PaperTemplate.Limits.columnsMax).map { node in
            try node.allow(["share", "align", "at", "blocks"])
            return PaperBlock.Column(
                share: try node.required("share").number(in: 0.05...20),
                alignment: try node.required("align").choice(TextLayout.Alignment.self),
                position: try node.optional("at")?.choice(PaperBlock.Column.Position.self) ?? .top,
                blocks: try blocks(node.required("blocks"), depth: depth)
            )
        }
    }
}
