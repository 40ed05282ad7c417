import Postgres

extension Doctor {
    /// What must hold of seats, waiting lists and offers at every moment.
    static let seatChecks: [(name: String, query: SQL)] = [
        (
            "the seats of a cohort are what its enrolments take",
            """
            SELECT cohorts.code FROM cohorts
            WHERE seats_taken <> count_seats_of(cohorts.id)
            """
        ),
        (
            "no cohort has more seats taken than it has",
            "SELECT code FROM cohorts WHERE seats_taken > capacity + overbooked"
        ),
        (
            "nobody has two live enrolments in a cohort",
            """
            SELECT cohorts.code || ' person ' || enrolments.person_id
            FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
            WHERE is_live_enrolment(enrolments.status)
            GROUP BY cohorts.code, enrolments.person_id HAVING count(*) > 1
            """
        ),
        (
            "an offer lapses within minutes of its end",
            """
            SELECT cohorts.code || ' enrolment ' || enrolments.id
            FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
            WHERE enrolments.status = 'offered' AND NOT cohort_has_ended(cohorts.state)
                AND enrolments.offer_ends_at < now() - interval '5 minutes'
            """
        ),
        (
            "nobody waits beside a free seat that is given by itself",
            """
            SELECT cohorts.code || ' enrolment ' || next.enrolment_id
            FROM seat_rules
            JOIN cohorts ON cohorts.id = seat_rules.cohort_id
            CROSS JOIN LATERAL next_in_line(
                cohorts.id, 1, seat_rules.promotion = 'automatic-if-eligible') AS next
            WHERE seat_rules.promotion <> 'manual' AND cohort_takes_enrolments(cohorts.state)
                AND cohorts.ends_on >= centre_today()
            """
        ),
        (
            "the events of an enrolment come to its state, step by step",
            """
            SELECT cohorts.code || ' enrolment ' || enrolments.id
            FROM enrolments
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            LEFT JOIN (
                SELECT enrolment_id, (array_agg(to_status ORDER BY id DESC))[1] AS status,
                    bool_and(is_step) AS are_steps,
                    bool_or(to_status = 'confirmed' OR came_before IS NULL
                        AND to_status = 'withdrawn') AS held_seat
                FROM (
                    SELECT id, enrolment_id, to_status,
                        lag(to_status) OVER chain AS came_before,
                        from_status IS NOT DISTINCT FROM lag(to_status) OVER chain
                            AND (from_status IS NULL OR EXISTS (
                                SELECT FROM enrolment_moves
                                WHERE enrolment_moves.from_status = enrolment_events.from_status
                                    AND enrolment_moves.to_status = enrolment_events.to_status))
                            AS is_step
                    FROM enrolment_events
                    WINDOW chain AS (PARTITION BY enrolment_id ORDER BY id)
                ) AS steps
                GROUP BY enrolment_id
            ) AS told ON told.enrolment_id = enrolments.id
            WHERE told.status IS DISTINCT FROM enrolments.status OR NOT told.are_steps
                OR told.held_seat <> enrolments.held_seat
            """
        ),
    ]
}
