import Documents
import TrainingCentre

extension Pages {
    /// The page in which a module runs; `back` is the origin to which it leads afterwards.
    func player(_ launch: ModuleLaunch, back: String, language: Language) -> [UInt8] {
        playerPages[language].render(PlayerPage(launch, back: back, in: language))
    }

    /// The frame in which a file of H5P plays.
    func h5p(_ launch: ModuleLaunch, language: Language) -> [UInt8] {
        h5pPages[language].render(H5PPage(launch, in: language))
    }

    /// Where everybody of a cohort stands with each module.
    func cohortModules(
        _ learners: [EnrolmentModules],
        of cohort: CohortHeading,
        mayRecord: Bool,
        isStaff: Bool,
        language: Language
    ) -> [UInt8] {
        cohortModulesPages[language].render(
            CohortModulesPage(
                learners,
                of: cohort,
                mayRecord: mayRecord,
                isStaff: isStaff,
                in: language
            )
        )
    }

    /// One module of a learner's own course.
    func module(
        _ found: OwnModule,
        key: String,
        problem: String? = nil,
        language: Language
    ) -> [UInt8] {
        modulePages[language].render(
            ModulePage(found, key: key, problem: problem, in: language)
        )
    }
}
