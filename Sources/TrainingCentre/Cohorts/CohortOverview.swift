import Documents
import Postgres

/// A cohort with what its page says of it to whoever reads it.
package struct CohortOverview: Sendable {
    package let cohort: Cohort
    package let course: Titles
    package let rules: SeatRules
    package let meetings: [CohortMeeting]
    /// For who may see people all of them, else those who chose to be listed.
    package let trainers: [PersonName]
    /// nil for who may not see them.
    package let participants: [CohortParticipant]?
    /// The position behind which more of them follow; nil when these are the last.
    package let nextParticipants: String?
    package let today: CalendarDate
    /// The editions of handbooks that it used and that people can read.
    package let editions: [CohortEdition]

    package init(
        cohort: Cohort,
        course: Titles,
        rules: SeatRules,
        meetings: [CohortMeeting],
        trainers: [PersonName],
        participants: [CohortParticipant]?,
        nextParticipants: String? = nil,
        today: CalendarDate,
        editions: [CohortEdition] = []
    ) {
        self.editions = editions
        self.cohort = cohort
        self.course = course
        self.rules = rules
        self.meetings = meetings
        self.trainers = trainers
        self.participants = participants
        self.nextParticipants = nextParticipants
        self.today = today
    }

    /// The cohort for a reader; nil is somebody who is not signed in.
    ///
    /// Who sees drafts elsewhere sees them here. People are shown, page by page, to who may read
    /// them all and to the cohort's trainers, in the alphabet of the language. Refuses with
    /// `NotFound`, and with `InvalidForm` a position that no page gave.
    package static func find(
        _ code: String,
        for actor: Actor?,
        page: PageRequest = PageRequest(rowsMax: PageRequest.Limits.rowsMax),
        language: Language,
        in transaction: borrowing Transaction
    ) throws -> CohortOverview {
        let cohort = try Cohort.find(
            code,
            publicOnly: actor?.seesDrafts != true,
            in: transaction
        )
        let id = try Cohort.id(of: code, in: transaction)
        let seesPeople = try seesPeople(of: id, actor, in: transaction)
        let people =
            seesPeople
            ? try CohortParticipant.list(
                cohort: id,
                page: page,
                language: language,
                in: transaction
            ) : nil
        return CohortOverview(
            cohort: cohort,
            course: try Course.find(cohort.draft.courseCode, in: transaction).draft.title,
            rules: try SeatRules.find(cohort: code, in: transaction),
            meetings: try CohortMeeting.list(cohort: code, in: transaction),
            trainers: try trainers(
                of: id,
                areAllShown: seesPeople,
                language: language,
                in: transaction
            ),
            participants: people?.items,
            nextParticipants: people?.next,
            today: try centreToday(in: transaction),
            editions: try CohortEdition.list(
                cohort: code,
                publicOnly: false,
                in: transaction
            ).filter { $0.state == .published }
        )
    }

    private static func seesPeople(
        of cohort: ID<Cohort>,
        _ actor: Actor?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        guard let actor else { return false }
        do {
            try actor.require(.readPeople, orTeaching: [cohort], in: transaction)
            return true
        } catch {
            guard error is AccessError else { throw error }
            return false
        }
    }

    private static func trainers(
        of cohort: ID<Cohort>,
        areAllShown: Bool,
        language: Language,
        in transaction: borrowing Transaction
    ) throws -> [PersonName] {
        let taught: SQL =
            "people.id IN (SELECT person_id FROM cohort_trainers WHERE cohort_id = \(cohort))"
        let order: SQL = "ORDER BY \(Person.order(in: language)), people.id"
        guard areAllShown else {
            return try TrainerProfile.rows(
                "WHERE trainers.is_listed AND latest.state = 'accepted' AND \(taught) \(order)",
                in: transaction
            ).map(\.name)
        }
        return try Person.rows("WHERE \(taught) \(order)", in: transaction).map(\.name)
    }
}
