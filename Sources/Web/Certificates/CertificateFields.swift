import TrainingCentre

/// Fields that several acts on certificates take, with what they mean without a value.
extension APIRoute.FormField {
    static let reason = APIRoute.FormField(
        name: "reason",
        about: "Why, for the centre's records.",
        isRequired: true
    )

    static let kindOfCertificate = APIRoute.FormField(
        name: "kind",
        about: "completion by default.",
        schema: API.kinds
    )

    static func dateOfIssue(
        _ about: String = "The date of issue; today by default."
    ) -> APIRoute.FormField {
        APIRoute.FormField(name: "on", about: about, schema: .date)
    }

    static let classOfReason = APIRoute.FormField(
        name: "class",
        about: "What the public is told; other by default.",
        schema: .oneOf(Revocation.ReasonClass.allCases.map(\.rawValue))
    )
}

extension Form {
    mutating func kindOfCertificate() -> Certificate.Kind {
        choice("kind", otherwise: Certificate.Kind.completion) ?? .completion
    }

    mutating func classOfReason() -> Revocation.ReasonClass {
        choice("class", otherwise: Revocation.ReasonClass.other) ?? .other
    }
}
