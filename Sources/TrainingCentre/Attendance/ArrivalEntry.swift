import Credentials
import Documents
import Postgres

extension Actor {
    /// Somebody without an account, who has the private code of an enrolment.
    ///
    /// Which one, the rows say that the act writes.
    fileprivate static let enrolmentCode = Actor(name: "enrolment code", roles: [])
}

/// What the phone of a trainee is shown before and after the enrolment code is typed.
package struct ArrivalDoor: Sendable {
    package let courseTitle: Titles
    package let heldOn: CalendarDate
    /// Lets this network send an enrolment code within the next minutes.
    package let ticket: String
    /// Whose arrival it was; nil before.
    package let holderCyrl: String?
    package let holderLatn: String?

    package var json: JSON {
        [
            "course": courseTitle.json, "session_date": heldOn.json, "ticket": .string(ticket),
            "arrived": .bool(holderCyrl != nil),
        ]
    }
}

extension TrainingCentre {
    /// What a code from a trainer's screen opens, on a network.
    ///
    /// Refuses with `ArrivalError.codeExpired` whatever is no code of the present minute.
    package func arrivalDoor(_ typed: String, network: [UInt8]) async throws -> ArrivalDoor {
        guard let code = ArrivalCode(typed) else { throw ArrivalError.codeExpired }
        return try await read { (transaction: borrowing Transaction) in
            guard let key = try ArrivalKey.find(code.session, in: transaction),
                key.isGood(code.text, for: .code)
            else { throw ArrivalError.codeExpired }
            return try ArrivalDoor.find(key, network: network, in: transaction)
        }
    }

    /// Enters that somebody is there: who has a ticket of this network and an enrolment code.
    ///
    /// Arriving twice is arriving once. Refuses with `ArrivalError`, and with `NotFound` a code
    /// that is of no enrolment.
    package func arrive(
        _ enrolmentCode: String,
        ticket typed: String,
        network: [UInt8],
        requestID: String
    ) async throws -> ArrivalDoor {
        guard let ticket = ArrivalCode(typed) else { throw ArrivalError.codeExpired }
        let act = Act(by: .enrolmentCode, requestID: requestID)
        return try await write(act) { (transaction: borrowing Transaction) in
            guard let key = try ArrivalKey.find(ticket.session, in: transaction),
                key.isGood(ticket.text, for: .ticket, place: network)
            else { throw ArrivalError.codeExpired }
            guard case .id(let id) = VerificationID.reading(enrolmentCode),
                let (enrolment, cyrl, latn) = try transaction.row(
                    """
                    SELECT enrolments.id, people.given_name_cyrl || ' ' || people.family_name_cyrl,
                        people.given_name_latn || ' ' || people.family_name_latn
                    FROM enrolments JOIN people ON people.id = enrolments.person_id
                    WHERE enrolments.code = \(id)
                    """,
                    as: (ID<Enrolment>.self, String.self, String.self)
                )
            else { throw NotFound("enrolment", "with this code") }
            do {
                _ = try transaction.execute(
                    """
                    INSERT INTO arrivals (session_id, enrolment_id)
                    VALUES (\(ticket.session), \(enrolment))
                    ON CONFLICT (session_id, enrolment_id) DO NOTHING
                    """
                )
            } catch {
                throw (error as? PostgresError).flatMap(ArrivalError.init) ?? error
            }
            return try ArrivalDoor.find(
                key,
                network: network,
                holder: (cyrl, latn),
                in: transaction
            )
        }
    }
}

extension ArrivalDoor {
    fileprivate static func find(
        _ key: ArrivalKey,
        network: [UInt8],
        holder: (String, String)? = nil,
        in transaction: borrowing Transaction
    ) throws -> ArrivalDoor {
        let row = try transaction.row(
            """
            SELECT courses.title_sr_cyrl, courses.title_sr_latn, courses.title_en, sessions.held_on,
                sessions.held_on = centre_today()
            FROM sessions
            JOIN cohorts ON cohorts.id = sessions.cohort_id
            JOIN courses ON courses.id = cohorts.course_id
            WHERE sessions.id = \(key.session)
            """,
            as: (String.self, String.self, String.self, CalendarDate.self, Bool.self)
        )
        guard let (srCyrl, srLatn, en, heldOn, isToday) = row, isToday else {
            throw ArrivalError.anotherDay
        }
        let ticket = ArrivalCode(
            session: key.session,
            text: key.text(.ticket, place: network)
        )
        return ArrivalDoor(
            courseTitle: Titles(srCyrl: srCyrl, srLatn: srLatn, en: en),
            heldOn: heldOn,
            ticket: ticket.printed,
            holderCyrl: holder?.0,
            holderLatn: holder?.1
        )
    }
}
