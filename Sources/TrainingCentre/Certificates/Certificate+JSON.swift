import Credentials
import Documents

extension Certificate {
    package var json: JSON {
        [
            "number": .string(number), "id": .string(id.printed),
            "status": .string(status.rawValue), "kind": .string(kind.rawValue),
            "person": .string(email), "name_sr_cyrl": .string(holderCyrl),
            "name_sr_latn": .string(holderLatn), "cohort": JSON(cohortCode),
            "issued_on": issuedOn.json,
        ]
    }
}

extension Eligibility {
    package var json: JSON {
        [
            "person": .string(email), "name_sr_cyrl": .string(holderCyrl),
            "name_sr_latn": .string(holderLatn), "name_confirmed": .bool(isNameConfirmed),
            "eligible": .bool(isEligible),
            "reasons": .array(reasons.map(JSON.string)), "certificate": JSON(heldNumber),
        ]
    }
}

extension IssuedBatch {
    package var json: JSON {
        [
            "batch": id.map { .integer($0.value) } ?? .null,
            "issued": .array(
                issued.map {
                    [
                        "number": .string($0.number), "id": .string($0.id.printed),
                        "person": .string($0.email),
                    ]
                }
            ),
            "skipped": .array(skipped.map(\.json)),
            "unconfirmed_names": .array(unconfirmed.map(JSON.string)),
        ]
    }
}

extension IssuedBatch.Skipped {
    var json: JSON {
        ["person": .string(email), "reasons": .array(reasons.map(JSON.string))]
    }
}

extension Revocation {
    package var json: JSON {
        [
            "id": .string(id.printed), "number": .string(number), "status": "revoked",
            "revoked_on": revokedOn.json, "reason_class": .string(reasonClass.rawValue),
            "reason": .string(reason),
        ]
    }
}

extension Replacement {
    package var json: JSON {
        [
            "id": .string(id.printed), "number": .string(number), "issued_on": issuedOn.json,
            "replaces": [
                "id": .string(replacedID.printed), "number": .string(replacedNumber),
            ],
        ]
    }
}
