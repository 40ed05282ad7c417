import Documents
import Postgres
import TrainingCentre

/// What staff see of handbooks and do with their editions: enter, hand in files, publish.
struct HandbookDeskForms: Sendable {
    let language: Language

    static let path = "/admin/handbooks"
    /// How many drafts have a button of their own.
    private static let buttonsMax = 10

    static func path(_ code: String) -> String { "\(path)/\(code.percentEncoded)" }

    // MARK: All handbooks

    func list(in transaction: borrowing Transaction) throws -> FormPage.Content {
        let rows = try Handbook.all(in: transaction).map { handbook in
            let code = handbook.draft.code
            let editions = try HandbookEdition.all(of: code, in: transaction)
            return [
                PageCell(
                    handbook.draft.title[language],
                    link: "/\(language.rawValue)\(HandbookDeskForms.path(code))"
                ),
                PageCell([.init(code: code)]),
                PageCell("\(editions.count { $0.state == .published })"),
                PageCell("\(editions.count { $0.state == .draft })"),
            ]
        }
        var content = FormPage.Content(
            heading: HandbookText.heading.texts,
            path: HandbookDeskForms.path,
            back: (WorklistText.heading.texts, "/admin")
        )
        content.isStaff = true
        content.tables = [
            PageTable(
                id: "handbooks",
                title: HandbookText.heading(in: language),
                columns: texts(.title, .code, .published, .drafts),
                rows: rows
            )
        ]
        content.forms = [
            PageFormDescription(
                id: "handbook",
                title: HandbookDeskText.newHandbook.texts,
                action: HandbookDeskForms.path,
                fields: [field("code", .code)] + FormField.titles(nil, areAllRequired: false),
                buttons: [FormButton(label: ModuleDeskText.save.texts)]
            )
        ]
        return content
    }

    // MARK: One handbook

    /// Refuses with `NotFound`.
    func detail(_ code: String, in transaction: borrowing Transaction) throws -> FormPage.Content {
        let draft = try Handbook.find(code, in: transaction).draft
        let editions = try HandbookEdition.all(of: draft.code, in: transaction)
        let path = HandbookDeskForms.path(draft.code)
        var content = FormPage.Content(
            heading: draft.title,
            path: path,
            back: (HandbookText.all.texts, HandbookDeskForms.path)
        )
        content.isStaff = true
        content.facts = [FactRow(name: text(.code), value: draft.code)]
        content.tables = [
            PageTable(
                id: "editions",
                title: HandbookText.editions(in: language),
                text: editions.isEmpty ? HandbookText.noEdition(in: language) : nil,
                columns: texts(.code, .language, .version, .year, .files, .state),
                rows: editions.map(row)
            )
        ]
        content.forms = [newEdition(to: path + "/editions")]
        let open = editions.filter { $0.state != .withdrawn }
        if !open.isEmpty { content.forms.append(upload(open, to: path + "/files")) }
        let drafts = editions.filter { $0.state == .draft && $0.file != nil }
        if !drafts.isEmpty {
            content.forms.append(publication(drafts, to: path + "/publication"))
        }
        content.forms.append(
            PageFormDescription(
                id: "titles",
                title: HandbookDeskText.title.texts,
                action: path + "/titles",
                fields: FormField.titles(draft.title, areAllRequired: false),
                buttons: [FormButton(label: ModuleDeskText.save.texts)]
            )
        )
        return content
    }

    private func row(_ edition: HandbookEdition) -> [PageCell] {
        let draft = edition.draft
        let kinds = edition.files.map { $0.mediaType.fileExtension.uppercased() }
        return [
            PageCell([.init(code: draft.code)]),
            PageCell(HandbookText.name(ofLanguage: draft.languageTag, in: language)),
            PageCell(draft.versionLabel), PageCell("\(draft.year)."),
            PageCell(kinds.isEmpty ? text(.noFile) : kinds.joined(separator: ", ")),
            PageCell(state(edition)),
        ]
    }

    private func state(_ edition: HandbookEdition) -> String {
        if case .unreadable(.damaged)? = edition.text { return text(.damaged) }
        return switch edition.state {
        case .draft: text(.draft)
        case .published: text(.isPublished)
        case .withdrawn: text(.withdrawn)
        }
    }

    // MARK: Forms

    private func newEdition(to path: String) -> PageFormDescription {
        PageFormDescription(
            id: "edition",
            title: HandbookDeskText.newEdition.texts,
            text: HandbookDeskText.newEditionText.texts,
            action: path,
            fields: [
                field("code", .code),
                FormField(
                    name: "language_tag",
                    label: HandbookDeskText.language.texts,
                    isRequired: true,
                    hint: HandbookDeskText.languageHint.texts
                ), field("version_label", .version),
                FormField(
                    name: "year",
                    label: HandbookDeskText.year.texts,
                    kind: .line(type: "number"),
                    isRequired: true
                ),
                FormField(
                    name: "licence",
                    label: HandbookDeskText.licence.texts,
                    isRequired: true,
                    hint: HandbookDeskText.licenceHint.texts
                ),
                FormField(
                    name: "access",
                    label: HandbookDeskText.access.texts,
                    kind: .choice([
                        ("open", HandbookDeskText.everybody.texts),
                        ("accounts", HandbookDeskText.accounts.texts),
                    ])
                ),
            ],
            buttons: [FormButton(label: ModuleDeskText.save.texts)]
        )
    }

    private func upload(
        _ editions: [HandbookEdition],
        to path: String
    ) -> PageFormDescription {
        var file = FormField(
            name: "file",
            label: ModuleDeskText.packageFile.texts,
            kind: .file,
            isRequired: true,
            hint: HandbookDeskText.fileHint.texts
        )
        file.accept = ".pdf,.epub,.html,.htm,.mp3,.m4a,.ogg"
        let choices = editions.map { edition in
            (value: edition.draft.code, label: Titles(same: edition.draft.code))
        }
        var form = PageFormDescription(
            id: "file",
            title: HandbookDeskText.upload.texts,
            text: HandbookDeskText.uploadText.texts,
            action: path,
            fields: [
                FormField(
                    name: "edition",
                    label: HandbookDeskText.edition.texts,
                    kind: .choice(choices),
                    isRequired: true
                ), file,
            ],
            buttons: [FormButton(label: ModuleDeskText.send.texts)]
        )
        form.isUpload = true
        return form
    }

    private func publication(
        _ drafts: [HandbookEdition],
        to path: String
    ) -> PageFormDescription {
        PageFormDescription(
            id: "publication",
            title: ModuleDeskText.publication.texts,
            text: HandbookDeskText.publicationText.texts,
            action: path,
            buttons: drafts.prefix(HandbookDeskForms.buttonsMax).map { edition in
                let (code, verb) = (edition.draft.code, HandbookDeskText.publish.texts)
                return FormButton(
                    label: Titles(
                        "\(verb[.serbianCyrillic]) \(code)",
                        "\(verb[.serbianLatin]) \(code)",
                        "\(verb.en) \(code)"
                    ),
                    name: "edition",
                    value: code
                )
            }
        )
    }

    private func field(_ name: String, _ label: HandbookDeskText) -> FormField {
        FormField(name: name, label: label.texts, isRequired: true)
    }

    // MARK: Words

    private func text(_ text: HandbookDeskText) -> String { text(in: language) }

    private func texts(_ texts: HandbookDeskText...) -> [String] {
        texts.map { $0(in: language) }
    }
}

extension Titles {
    /// What is the same in every language, such as a code.
    fileprivate init(same text: String) { self.init(text, text, text) }
}
