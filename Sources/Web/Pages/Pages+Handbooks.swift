import Documents
import TrainingCentre

extension Pages {
    /// The list of handbooks; `query` and `next` as in `courses`, `passages` what was found inside.
    package func handbooks(
        _ found: [Handbook],
        query: String? = nil,
        next: String? = nil,
        passages: FoundPassages? = nil,
        covers: [String: (edition: HandbookEdition, cover: EditionCover)] = [:],
        language: Language
    ) -> [UInt8] {
        handbookLists[language].render(
            HandbooksPage(
                found,
                query: query,
                next: next,
                passages: passages,
                covers: covers,
                in: language,
                site: site
            )
        )
    }

    /// One handbook with the editions that can be read, their covers and the cohorts that used
    /// each, the courses that it is for, and what was found inside of it.
    package func handbook(
        _ handbook: Handbook,
        editions: [HandbookEdition],
        courses: [Course],
        cohorts: [String: [CohortHeading]] = [:],
        covers: [String: EditionCover] = [:],
        query: String? = nil,
        passages: FoundPassages? = nil,
        language: Language
    ) -> [UInt8] {
        handbooks[language].render(
            HandbookPage(
                handbook,
                editions: editions,
                courses: courses,
                cohorts: cohorts,
                covers: covers,
                query: query,
                passages: passages,
                in: language,
                site: site
            )
        )
    }
}
