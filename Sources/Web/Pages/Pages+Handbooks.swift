import Documents
import TrainingCentre

extension Pages {
    /// The list of handbooks; `query` and `next` as in `courses`, `passages` what was found inside.
    package func handbooks(
        _ found: [Handbook],
        query: String? = nil,
        next: String? = nil,
        passages: FoundPassages? = nil,
        language: Language
    ) -> [UInt8] {
        handbookLists[language].render(
            HandbooksPage(
                found,
                query: query,
                next: next,
                passages: passages,
                in: language,
                site: site
            )
        )
    }

    /// One handbook with the editions that can be read, the courses that it is for, and what was
    /// found inside of it.
    package func handbook(
        _ handbook: Handbook,
        editions: [HandbookEdition],
        courses: [Course],
        query: String? = nil,
        passages: FoundPassages? = nil,
        language: Language
    ) -> [UInt8] {
        handbooks[language].render(
            HandbookPage(
                handbook,
                editions: editions,
                courses: courses,
                query: query,
                passages: passages,
                in: language,
                site: site
            )
        )
    }
}
