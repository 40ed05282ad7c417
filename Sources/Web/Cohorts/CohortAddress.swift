import Documents
import TrainingCentre

extension CohortDraft {
    /// The address of the cohort's page.
    func page(in language: Language) -> String {
        cohortPage(code, in: language)
    }
}

extension CohortHeading {
    /// The address of the cohort's page.
    func page(in language: Language) -> String {
        cohortPage(code, in: language)
    }
}

/// The address of the page of the cohort with this code.
func cohortPage(_ code: String, in language: Language) -> String {
    "/\(language.rawValue)/cohorts/\(code.percentEncoded)"
}
