import Documents

extension AuditEntry {
    package var json: JSON {
        [
            "id": .integer(id), "entered_at": .string(enteredAt.rfc3339), "actor": .string(actor),
            "action": .string(action), "noun": .string(noun), "subject_id": .integer(subjectID),
            "fields": .array(fields.map(JSON.string)), "reason": JSON(reason),
        ]
    }
}
