import Documents
import Foundation
import Postgres
import TrainingCentre

/// What staff see of modules and do with their contents: versions, publication, preview, watching.
struct ModuleDeskForms: Sendable {
    let language: Language

    static let path = "/admin/modules"
    /// Where a package goes that makes a module of its own, below the language.
    static let newPath = "/admin/packages"
    /// How many versions have a button of their own.
    private static let buttonsMax = 5

    static func path(_ code: String) -> String { "\(path)/\(code.percentEncoded)" }

    // MARK: All modules

    func list(in transaction: borrowing Transaction) throws -> FormPage.Content {
        let modules = try CourseModule.all(in: transaction)
        let versions = try ModuleVersion.newest(of: modules.map(\.draft.code), in: transaction)
        let rows = modules.map { row($0, versions[$0.draft.code]) }
        var content = FormPage.Content(
            heading: ModuleDeskText.heading.texts,
            path: ModuleDeskForms.path,
            back: (ModuleDeskText.listBack.texts, "/admin")
        )
        content.isStaff = true
        content.tables = [
            PageTable(
                id: "modules",
                title: ModuleDeskText.heading(in: language),
                columns: texts(.title, .code, .kind, .newest),
                rows: rows
            )
        ]
        content.forms = [
            upload(.uploadNew, .uploadNewText, to: ModuleDeskForms.newPath)
        ]
        return content
    }

    private func row(_ module: CourseModule, _ newest: ModuleVersion?) -> [PageCell] {
        let draft = module.draft
        let link = "/\(language.rawValue)\(ModuleDeskForms.path(draft.code))"
        return [
            PageCell(draft.title[language], link: link), PageCell([.init(code: draft.code)]),
            PageCell(ModuleKindText.word(for: draft.kind.rawValue, in: language)),
            PageCell(newest.map { "\($0.number). (\(state($0)))" } ?? text(.none)),
        ]
    }

    // MARK: One module

    /// Refuses with `NotFound`.
    func detail(
        _ code: String,
        for actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> FormPage.Content {
        let module = try CourseModule.find(code, in: transaction)
        let versions = try ModuleVersion.list(of: code, in: transaction)
        let draft = module.draft
        let path = ModuleDeskForms.path(draft.code)
        var content = FormPage.Content(
            heading: draft.title,
            path: path,
            back: (ModuleDeskText.back.texts, ModuleDeskForms.path)
        )
        content.isStaff = true
        content.facts = [
            FactRow(name: text(.code), value: draft.code),
            FactRow(
                name: text(.kind),
                value: ModuleKindText.word(for: draft.kind.rawValue, in: language)
            ),
            FactRow(name: text(.hours), value: draft.hours.written(in: language)),
        ]
        content.tables = tables(versions, of: draft.kind)
        guard draft.kind != .external else {
            content.forms = [titles(draft.title, to: path + "/titles")]
            return content
        }
        if draft.kind == .quiz {
            let quiz = try versions.first.map { version in
                try Quiz.find(version.number, of: code, by: actor, in: transaction)
            }
            let desk = QuizDesk(language: language, quiz: quiz, path: path)
            content.tables += desk.tables
            content.forms = desk.forms
        } else {
            content.forms = [upload(.upload, .uploadText, to: path + "/versions")]
        }
        content.forms += publication(versions, to: path + "/publication")
        if draft.kind.isPlayed { content.forms += previews(versions, to: path + "/previews") }
        if draft.kind == .video {
            let rules = try WatchingRules.find(code, in: transaction)
            content.forms.append(watching(rules, to: path + "/watching"))
        }
        if draft.kind.hasRunTime {
            let rule = try SilenceRule.find(code, in: transaction)
            content.forms.append(silence(rule, to: path + "/silence"))
        }
        content.forms.append(titles(draft.title, to: path + "/titles"))
        return content
    }

    private func tables(
        _ versions: [ModuleVersion],
        of kind: CourseModule.Kind
    ) -> [PageTable] {
        let all = PageTable(
            id: "versions",
            title: text(.versions),
            text: versions.isEmpty ? text(.none) : nil,
            columns: texts(.number, .state, .standard, .size, .entered),
            rows: versions.map { version in
                [
                    PageCell("\(version.number).", isHead: true), PageCell(state(version)),
                    PageCell(ModuleKindText.word(for: version.standardName, in: language)),
                    PageCell(version.file.map { size($0.bytes) } ?? ""),
                    PageCell(version.enteredOn.written(in: language)),
                ]
            }
        )
        guard let newest = versions.first else { return [all] }
        let parts = PageTable(
            id: "parts",
            title: text(.parts),
            columns: texts(.part, .file, .length),
            rows: newest.parts.map(row)
        )
        let warnings = (newest.content["warnings"]?.elements ?? []).map {
            [PageCell(PackageWording.warning($0)[language])]
        }
        let odd = PageTable(
            id: "warnings",
            title: text(.warnings),
            columns: texts(.warnings),
            rows: warnings
        )
        // What a quiz is made of are its questions.
        return [all] + (kind == .quiz ? [] : [parts]) + (warnings.isEmpty ? [] : [odd])
    }

    private func row(_ part: ModulePart) -> [PageCell] {
        let title = String(repeating: "– ", count: part.level) + part.title
        guard let launch = part.launch else {
            return [PageCell(title), PageCell(""), PageCell("")]
        }
        let recorded =
            part.seconds.map { WatchingTime.written(Int($0)) }
            ?? text(part.reports ? .reports : .looked)
        return [PageCell(title), PageCell([.init(code: launch)]), PageCell(recorded)]
    }

    // MARK: Forms

    private func upload(
        _ title: ModuleDeskText,
        _ about: ModuleDeskText,
        to action: String
    ) -> PageFormDescription {
        var file = FormField(
            name: "file",
            label: ModuleDeskText.packageFile.texts,
            kind: .file,
            isRequired: true,
            hint: ModuleDeskText.packageHint.texts
        )
        file.accept = ".zip,.h5p,.mp4,.m4v,.webm,.xml"
        var form = PageFormDescription(
            id: "upload",
            title: title.texts,
            text: about.texts,
            action: action,
            fields: [file],
            buttons: [FormButton(label: ModuleDeskText.send.texts)]
        )
        form.isUpload = true
        return form
    }

    private func titles(_ titles: Titles, to path: String) -> PageFormDescription {
        PageFormDescription(
            id: "titles",
            title: ModuleDeskText.title.texts,
            action: path,
            fields: FormField.titles(titles, areAllRequired: true),
            buttons: [FormButton(label: ModuleDeskText.save.texts)]
        )
    }

    private func publication(
        _ versions: [ModuleVersion],
        to path: String
    ) -> [PageFormDescription] {
        let others = versions.filter { !$0.isCurrent }.prefix(ModuleDeskForms.buttonsMax)
        guard !others.isEmpty else { return [] }
        return [
            PageFormDescription(
                id: "publication",
                title: ModuleDeskText.publication.texts,
                text: ModuleDeskText.publicationText.texts,
                action: path,
                buttons: others.map { button(.publish, $0) }
            )
        ]
    }

    private func previews(_ versions: [ModuleVersion], to path: String) -> [PageFormDescription] {
        guard !versions.isEmpty else { return [] }
        return [
            PageFormDescription(
                id: "previews",
                title: ModuleDeskText.previews.texts,
                text: ModuleDeskText.previewText.texts,
                action: path,
                buttons: versions.prefix(ModuleDeskForms.buttonsMax).map { button(.preview, $0) }
            )
        ]
    }

    private func button(_ verb: ModuleDeskText, _ version: ModuleVersion) -> FormButton {
        let words = verb.texts
        return FormButton(
            label: Titles(
                "\(words[.serbianCyrillic]) \(version.number)",
                "\(words[.serbianLatin]) \(version.number)",
                "\(words.en) \(version.number)"
            ),
            name: "number",
            value: String(version.number),
            isQuiet: verb == .preview
        )
    }

    private func watching(_ rules: WatchingRules, to path: String) -> PageFormDescription {
        PageFormDescription(
            id: "watching",
            title: ModuleDeskText.watching.texts,
            text: ModuleDeskText.watchingText.texts,
            action: path,
            fields: [
                .yesOrNo("skipping", ModuleDeskText.skipping.texts, rules.isSkippingAllowed),
                FormField(
                    name: "watched_percent",
                    label: ModuleDeskText.percent.texts,
                    kind: .line(type: "number"),
                    proposal: String(rules.percentMin)
                ), .reason(ModuleDeskText.reason.texts, isRequired: false),
            ],
            buttons: [FormButton(label: ModuleDeskText.save.texts)]
        )
    }

    private func silence(_ rule: SilenceRule, to path: String) -> PageFormDescription {
        PageFormDescription(
            id: "silence",
            title: ModuleDeskText.silence.texts,
            text: ModuleDeskText.silenceText.texts,
            action: path,
            fields: [
                .yesOrNo(
                    "done_when_left",
                    ModuleDeskText.doneWhenLeft.texts,
                    rule.isDoneWhenLeft
                ), .reason(ModuleDeskText.reason.texts, isRequired: false),
            ],
            buttons: [FormButton(label: ModuleDeskText.save.texts)]
        )
    }

    // MARK: Words

    private func text(_ text: ModuleDeskText) -> String { text(in: language) }

    private func texts(_ texts: ModuleDeskText...) -> [String] { texts.map { $0(in: language) } }

    private func state(_ version: ModuleVersion) -> String {
        text(version.isCurrent ? .current : .notPublished)
    }

    private func size(_ bytes: Int) -> String {
        bytes < 1 << 20
            ? "\((bytes + 1_023) >> 10)\u{A0}KiB" : "\((bytes + (1 << 19)) >> 20)\u{A0}MiB"
    }
}

/// How long a film takes, on the clock: `1:02:03`.
enum WatchingTime {
    static func written(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60)
        return hours == 0
            ? "\(minutes):\(two(seconds % 60))"
            : "\(hours):\(two(minutes)):\(two(seconds % 60))"
    }
}
