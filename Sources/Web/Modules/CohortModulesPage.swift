import Documents
import TrainingCentre

/// Where everybody of a cohort stands with each module, for its trainers and the staff.
struct CohortModulesPage: PageContent {
    typealias Texts = CohortModulesText

    let frame: Frame
    let course: String
    let code: String
    let back: String
    let table: String
    let modules: [HeadRow]
    let learners: [LearnerRow]

    init(
        _ learners: [EnrolmentModules],
        of cohort: CohortHeading,
        mayRecord: Bool,
        isStaff: Bool,
        in language: Language
    ) {
        let path = CohortModulesPage.path(cohort.code)
        let prefix = "/\(language.rawValue)"
        frame = Frame(
            title: CohortModulesText.heading(in: language),
            path: path,
            isStaff: isStaff
        )
        course = cohort.course[language]
        code = cohort.code
        back = "\(prefix)/cohorts/\(cohort.code.percentEncoded)"
        table = "\(path).csv"
        modules = (learners.first?.progress.modules ?? []).map { module in
            HeadRow(
                title: module.title[language],
                code: module.code,
                need: (module.isRequired ? ModuleText.required : .optional)(in: language),
                done: learners.count { learner in
                    learner.progress.modules.contains {
                        $0.code == module.code && $0.completion != nil
                    }
                },
                of: learners.count
            )
        }
        self.learners = learners.map { learner in
            LearnerRow(learner, of: mayRecord ? cohort.code : nil, in: language)
        }
    }

    /// Below the language.
    static func path(_ cohort: String) -> String { "/cohorts/\(cohort.percentEncoded)/modules" }

    static let ownSlots: [String: Slot<CohortModulesPage>] = [
        "course": .text { $0.course },
        "code": .text { $0.code },
        "back": .text { $0.back },
        "table": .text { $0.table },
        "modules": .list { $0.modules },
        "learners": .list { $0.learners },
        "hasRows": .flag { !$0.learners.isEmpty && !$0.modules.isEmpty },
        "isEmpty": .flag { $0.learners.isEmpty },
        "hasNoModules": .flag { !$0.learners.isEmpty && $0.modules.isEmpty },
    ]

    /// A module at the head of its column.
    struct HeadRow: Slotted {
        let title: String
        let code: String
        let need: String
        let done: Int
        let of: Int

        static let slots: [String: Slot<HeadRow>] = [
            "title": .text { $0.title }, "code": .text { $0.code }, "need": .text { $0.need },
            "count": .text { "\($0.done) / \($0.of)" },
        ]
    }

    /// Somebody with every module.
    struct LearnerRow: Slotted {
        let name: String
        let cells: [ModuleProgressRow]

        /// `cohort` is the code of one in which the reader records completions.
        init(_ learner: EnrolmentModules, of cohort: String?, in language: Language) {
            name = learner.name.written(in: language)
            cells = learner.progress.modules.map { module in
                var row = ModuleProgressRow(module, in: language)
                row.link = cohort.map { cohort in
                    "/\(language.rawValue)"
                        + CompletionForms.path(cohort, learner.enrolment.value, module.code)
                }
                return row
            }
        }

        static let slots: [String: Slot<LearnerRow>] = [
            "name": .text { $0.name }, "cells": .list { $0.cells },
        ]
    }
}

/// The texts of the page of progress.
enum CohortModulesText: String, TextTable {
    case heading, back, learner, learners, table, nobody, noModules

    var texts: Titles {
        switch self {
        case .heading:
            Titles("Напредак кроз модуле", "Napredak kroz module", "Progress through the modules")
        case .back: Titles("Група", "Grupa", "Group")
        case .learner: CohortText.name.texts
        case .learners: CohortText.participants.texts
        case .table: Titles("Преузмите табелу", "Preuzmite tabelu", "Download the table")
        case .nobody:
            Titles(
                "Још нико нема место у групи.",
                "Još niko nema mesto u grupi.",
                "Nobody has a seat in the group yet."
            )
        case .noModules:
            Titles("Обука нема модуле.", "Obuka nema module.", "The training has no modules.")
        }
    }
}
