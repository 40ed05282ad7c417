import Documents

@testable import ExperienceAPI

/// A statement with every part, and the same with something else at a place.
enum SampleStatement {
    static let text = """
        {"id": "fd41c918-b88b-4b20-a0a5-a4c32391aaa0",
         "actor": {"objectType": "Group", "name": "Tim", "mbox": "mailto:tim@obuka.example",
            "member": [{"name": "Ana", "mbox_sha1sum": "cd9b00a5611f94eaa7b1661edab976068e364975"},
                {"openid": "https://ana.example/"}]},
         "verb": {"id": "http://adlnet.gov/expapi/verbs/answered", 
            "display": {"sr-Cyrl": "одговори"}},
         "object": {"objectType": "Activity", "id": "https://obuka.example/pitanje/1",
            "definition": {"name": {"en-US": "One"}, "description": {"sr": "Prvo"},
                "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
                "moreInfo": "https://obuka.example/vise", "interactionType": "choice",
                "correctResponsesPattern": ["a"],
                "choices": [{"id": "a", "description": {"en": "A"}}, {"id": "b"}],
                "extensions": {"https://obuka.example/x": null}}},
         "result": {"score": {"scaled": 0.9, "raw": 9, "min": 0, "max": 10}, "success": true,
            "completion": false, "response": "a", "duration": "PT1M5.25S",
            "extensions": {"https://obuka.example/y": {"z": null}}},
         "context": {"registration": "ec531277-b57b-4c15-8d91-d292c5b2b8f7",
            "instructor": {"account": {"homePage": "https://obuka.example", "name": "Ђ 7"}},
            "team": {"objectType": "Group", "member": []}, "revision": "2", "platform": "web",
            "language": "sr-Latn-RS",
            "contextActivities": {"parent": {"id": "https://obuka.example/test"},
                "category": [{"id": "https://obuka.example/k"}]},
            "statement": {"objectType": "StatementRef",
                "id": "6690E6C9-3EF0-4ED3-8B37-7F3964730BEE"},
            "extensions": {"tag:obuka.example,2026:a": [1]}},
         "timestamp": "2026-02-20T10:30:00.5+01:00", "version": "1.0.0",
         "attachments": [{"usageType": "https://obuka.example/u", "display": {"en": "File"},
            "contentType": "text/plain", "length": 3, "fileUrl": "https://obuka.example/f",
            "sha2": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}]}
        """

    static func json(_ text: String) throws -> JSON { try JSON.parse(Array(text.utf8)) }

    static func whole() throws -> JSON { try json(text) }

    /// The statement with JSON at a path such as `result.score.raw`; nil takes the member out.
    static func with(_ text: String?, at path: String) throws -> JSON {
        let value = try text.map(json)
        return put(value, at: path.split(separator: ".").map(String.init)[...], in: try whole())
    }

    static func put(_ value: JSON?, at path: ArraySlice<String>, in json: JSON) -> JSON {
        guard let name = path.first else { return value ?? .null }
        if var elements = json.elements, let index = Int(name) {
            elements[index] = put(value, at: path.dropFirst(), in: elements[index])
            return .array(elements)
        }
        var members = json.members ?? []
        let place = members.firstIndex { $0.name == name }
        if path.count == 1, value == nil {
            members.removeAll { $0.name == name }
        } else {
            let inner = place.map { members[$0].value } ?? [:]
            let member = JSON.Member(name, put(value, at: path.dropFirst(), in: inner))
            if let place { members[place] = member } else { members.append(member) }
        }
        return .object(members)
    }
}
