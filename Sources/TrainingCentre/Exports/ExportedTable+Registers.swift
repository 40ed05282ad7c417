import Postgres

extension ExportedTable {
    /// Every row of a register, in the order of entry.
    func entries(
        of register: ExportedNoun.Register,
        by actor: Actor,
        in transaction: borrowing Transaction,
        _ body: ([String]) throws -> Void
    ) throws {
        switch register {
        case .accreditations:
            try eachPage(body, row: \.exported) {
                try Accreditation.list(course: nil, page: $0, by: actor, in: transaction)
            }
        case .candidacies:
            try eachPage(body, row: \.exported) {
                try Candidacy.list(onlyOpen: false, page: $0, by: actor, in: transaction)
            }
        case .certificates:
            try transaction.forEachRow(certificates, as: [String].self, body)
        }
    }

    private func eachPage<Item>(
        _ body: ([String]) throws -> Void,
        row: (Item) -> [String],
        _ list: (PageRequest) throws -> Page<Item>
    ) throws {
        var next: PageRequest? = PageRequest(rowsMax: PageRequest.Limits.rowsMax)
        while let request = next {
            let page = try list(request)
            for item in page.items { try body(row(item)) }
            next = page.next.map { PageRequest(after: $0, rowsMax: PageRequest.Limits.rowsMax) }
        }
    }

    /// The register of certificates with the facts that are printed, and what became of each.
    private var certificates: SQL {
        """
        SELECT ARRAY[
            certificates.number,
            regexp_replace(certificates.verification_id, '(....)(?=.)', '\\1-', 'g'),
            certificates.kind, certificate_states.status, people.email, certificates.holder_cyrl,
            certificates.holder_latn, coalesce(certificates.course_code, ''),
            coalesce(certificates.course_title_sr_cyrl, ''),
            coalesce(certificates.course_title_sr_latn, ''),
            coalesce(certificates.course_title_en, ''), coalesce(certificates.cohort_code, ''),
            coalesce(to_char(certificates.starts_on, 'YYYY-MM-DD'), ''),
            coalesce(to_char(certificates.ends_on, 'YYYY-MM-DD'), ''),
            coalesce(trim_scale(certificates.hours)::text, ''),
            to_char(certificates.issued_on, 'YYYY-MM-DD'),
            coalesce(to_char(certificates.expires_on, 'YYYY-MM-DD'), ''),
            coalesce(replaced.number, ''),
            coalesce(to_char(certificate_revocations.revoked_on, 'YYYY-MM-DD'), ''),
            coalesce(certificate_revocations.reason_class, '')]
        FROM certificates
        JOIN certificate_states ON certificate_states.id = certificates.id
        JOIN people ON people.id = certificates.person_id
        LEFT JOIN certificates AS replaced ON replaced.id = certificates.replaces_id
        LEFT JOIN certificate_revocations
            ON certificate_revocations.certificate_id = certificates.id
        WHERE \(cohort)::text IS NULL OR certificates.cohort_code = \(cohort)
        ORDER BY certificates.id
        """
    }
}

extension Accreditation {
    /// What stands in the columns of the register.
    fileprivate var exported: [String] {
        [
            String(id.value), email, nameCyrl, nameLatn, courseCode ?? "", fieldCode ?? "",
            startsOn.description, endsOn.description, state.rawValue,
            suspendedOn?.description ?? "", basis, candidacy.map { String($0.value) } ?? "",
            renews.map { String($0.value) } ?? "", renewedBy.map { String($0.value) } ?? "",
            certificateNumber ?? "",
        ]
    }
}

extension Candidacy {
    /// What stands in the columns of the register; each stage with its verdict.
    fileprivate var exported: [String] {
        [
            String(id.value), email, nameCyrl, nameLatn, courseCode ?? "", fieldCode ?? "",
            state.rawValue, deadlineOn.description, endedOn?.description ?? "",
            accreditation.map { String($0.value) } ?? "",
        ]
            + stages.flatMap { stage in
                [
                    stage.verdict.rawValue, stage.examiner ?? "",
                    stage.examinedOn?.description ?? "",
                ]
            }
    }
}
