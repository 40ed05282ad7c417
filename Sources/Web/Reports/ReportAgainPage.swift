import Documents
import TrainingCentre

/// The form of a report as it was filled in, with what is wrong: there is no report of that.
struct ReportAgainPage: PageContent {
    typealias Texts = ReportText

    let frame: Frame
    let title: String
    let definition: String
    let problems: [LinkRow]
    let fields: [ReportField]
    let action: String

    /// `given` is what was typed; nil for an error that is no matter of it.
    init?(
        _ report: Report,
        given: [String: String],
        _ error: any Error,
        in language: Language
    ) {
        let path = "/reports/\(report.name.rawValue)"
        let empty = ReportRequest(report, ReportParameters(), as: nil)
        let known = ReportField.all(empty, in: language)
        guard let found = ReportAgainPage.problems(error, of: known.map(\.name)) else { return nil }
        frame = Frame(title: report.title[language], path: path)
        title = report.title[language]
        definition = report.definition[language]
        action = "/\(language.rawValue)\(path)"
        fields = known.map { field in
            field.again(given[field.name], problem: found.fields[field.name]?[language])
        }
        problems =
            found.general.map { LinkRow(text: $0[language], link: nil) }
            + fields.compactMap { field in
                field.problem.map {
                    LinkRow(text: "\(field.label): \($0)", link: "#field-\(field.name)")
                }
            }
    }

    private static func problems(_ error: any Error, of names: [String]) -> FormProblems? {
        guard let refusal = error as? any Refusal else { return nil }
        guard refusal.kind == .notFound else {
            let form = names.map { FormField(name: $0, label: FieldLabel.titles($0)) }
            return FormProblems(error, in: form)
        }
        // An area is one of a plan; everything else is called by the name of its field.
        let name = refusal.code.replacing("_not_found", with: "")
            .replacing("plan_area", with: "area")
        guard names.contains(name) else { return nil }
        return FormProblems([name: FieldWording.titles(.notFound)])
    }

    static let ownSlots: [String: Slot<ReportAgainPage>] = [
        "reportTitle": .text { $0.title },
        "definition": .text { $0.definition },
        "problems": .list { $0.problems },
        "fields": .list { $0.fields },
        "action": .text { $0.action },
    ]
}
