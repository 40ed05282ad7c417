import Documents

extension PaperVersion {
    package var json: JSON {
        [
            "template": .string(part.rawValue), "version": JSON(version),
            "origin": .string(isImported ? "imported" : "program"),
            "bytes": .integer(content.count), "entered_at": JSON(enteredAt?.rfc3339),
        ]
    }
}
