import Documents
import TrainingCentre

extension Pages {
    /// One cohort; `isStaff` and `seesReports` say what else its reader can open.
    package func cohort(
        _ found: CohortOverview,
        isStaff: Bool = false,
        seesReports: Bool = false,
        language: Language
    ) -> [UInt8] {
        cohortPages[language].render(
            CohortPage(
                found,
                isStaff: isStaff,
                seesReports: seesReports,
                in: language,
                site: site
            )
        )
    }

    /// What somebody is told of oneself; `notice` is what was done just now.
    package func own(
        _ found: OwnOverview,
        isStaff: Bool = false,
        notice: String? = nil,
        language: Language
    ) -> [UInt8] {
        ownPages[language].render(
            MyPage(found, isStaff: isStaff, notice: notice, in: language, site: site)
        )
    }

    /// What a focal point's institution nominated, and the cohorts for which it can name people.
    ///
    /// `notice` is what was done just now.
    package func nominations(
        _ found: Nominations,
        calls: [NominationCall] = [],
        notice: String? = nil,
        language: Language
    ) -> [UInt8] {
        nominationPages[language].render(
            NominationsPage(found, calls: calls, notice: notice, in: language, site: site)
        )
    }

    /// What needs somebody of the staff today.
    package func worklist(_ found: Worklist, language: Language) -> [UInt8] {
        worklists[language].render(WorklistPage(found, in: language, site: site))
    }
}
