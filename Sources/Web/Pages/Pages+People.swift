import Documents
import TrainingCentre

extension Pages {
    /// One cohort, for somebody.
    package func cohort(
        _ found: CohortOverview,
        for reader: CohortReader = CohortReader(),
        language: Language
    ) -> [UInt8] {
        cohortPages[language].render(
            CohortPage(found, for: reader, in: language, site: site)
        )
    }

    /// What somebody is told of oneself; `notice` is what was done just now, `heed`
    /// what to look at of it.
    package func own(
        _ found: OwnOverview,
        isStaff: Bool = false,
        notice: String? = nil,
        heed: String? = nil,
        language: Language
    ) -> [UInt8] {
        ownPages[language].render(
            MyPage(
                found,
                isStaff: isStaff,
                notice: notice,
                heed: heed,
                in: language,
                site: site
            )
        )
    }

    /// What a focal point's institution nominated, and the cohorts for which it can name people.
    ///
    /// `notice` is what was done just now, `heed` what to look at of it.
    package func nominations(
        _ found: Nominations,
        calls: [NominationCall] = [],
        notice: String? = nil,
        heed: String? = nil,
        language: Language
    ) -> [UInt8] {
        nominationPages[language].render(
            NominationsPage(
                found,
                calls: calls,
                notice: notice,
                heed: heed,
                in: language,
                site: site
            )
        )
    }

    /// What needs somebody of the staff today; `decides` leads to where it is done.
    package func worklist(
        _ found: Worklist,
        decides: Bool = true,
        keepsModules: Bool = true,
        language: Language
    ) -> [UInt8] {
        worklists[language].render(
            WorklistPage(
                found,
                decides: decides,
                keepsModules: keepsModules,
                in: language,
                site: site
            )
        )
    }
}
