import Credentials
import Documents

extension CertificateBatch {
    package var json: JSON {
        [
            "batch": .integer(id.value), "cohort": .string(cohortCode),
            "kind": .string(kind.rawValue), "issued_on": issuedOn.json,
            "state": .string(state.rawValue), "candidates": .integer(candidates),
            "issued": .integer(issued), "revoked": .integer(revoked),
            "replaced": .integer(replaced), "entered_by": JSON(enteredBy),
            "decided_by": JSON(decision?.decidedBy),
            "decision_reason": JSON(decision?.reason),
            "ceremony": ceremony.map {
                [
                    "held_on": $0.heldOn.json, "place": .string($0.place), "note": JSON($0.note),
                ]
            } ?? .null,
        ]
    }
}

extension DraftedBatch {
    package var json: JSON {
        [
            "batch": .integer(batch.id.value), "state": .string(batch.state.rawValue),
            "issued_on": batch.issuedOn.json,
            "candidates": .array(candidates.map { ["person": .string($0)] }),
            "skipped": .array(skipped.map(\.json)),
            "unconfirmed_names": .array(unconfirmed.map(JSON.string)),
        ]
    }
}

extension CeremonyEntry {
    package var json: JSON {
        [
            "lsg": .string(lsg), "name_sr_cyrl": .string(holderCyrl),
            "name_sr_latn": .string(holderLatn), "institution": .string(institution),
            "number": .string(number), "id": .string(id.printed),
            "handed_on": handedOn?.json ?? .null,
        ]
    }
}

extension Handover {
    package var json: JSON {
        [
            "id": .string(id.printed), "number": .string(number),
            "handed_on": handedOn?.json ?? .null,
        ]
    }
}
