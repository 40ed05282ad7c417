import Documents
import TrainingCentre

/// Reads a page's template once for every language.
struct PageLoader {
    let folder: TemplateFolder
    let assets: Assets
    let publicURL: String

    func load<Page: PageContent>(_ name: String) throws -> PerLanguage<Template<Page>> {
        try check(Page.self, name)
        return try load(folder.tokens(page: name))
    }

    /// A page without the layout.
    func load<Page: PageContent>(bare name: String) throws -> PerLanguage<Template<Page>> {
        try check(Page.self, name)
        return try load(folder.tokens(bare: name))
    }

    /// Throws a `TemplateError` for a page that names a slot as the frame names one of its own.
    private func check<Page: PageContent>(_ page: Page.Type, _ name: String) throws {
        let shadowing = Page.ownSlots.keys.filter { Frame.slots[$0] != nil }.sorted()
        guard let slot = shadowing.first else { return }
        throw TemplateError(
            place: "\(name).html",
            problem: "\(Page.self) calls a slot {{\(slot)}}, which is the layout's own"
        )
    }

    private func load<Page: PageContent>(
        _ tokens: [TemplateToken]
    ) throws -> PerLanguage<Template<Page>> {
        try PerLanguage { language in
            try Template(tokens, words: words(of: Page.Texts.self, in: language))
        }
    }

    private func words<Texts: TextTable>(
        of texts: Texts.Type,
        in language: Language
    ) -> TemplateWords {
        TemplateWords(
            languageTag: language.rawValue,
            languageTags: Language.allCases.map(\.rawValue)
        ) { [assets, publicURL] name in
            guard let dot = name.firstIndex(of: ".") else { return nil }
            let rest = String(name[name.index(after: dot)...])
            switch name[..<dot] {
            case "t": return Texts(rawValue: rest)?(in: language)
            case "layout": return FrameText(rawValue: rest)?(in: language)
            case "asset": return assets.path(of: rest)
            case "site": return rest == "url" ? publicURL : rest == "lang" ? language.rawValue : nil
            default: return nil
            }
        }
    }
}
