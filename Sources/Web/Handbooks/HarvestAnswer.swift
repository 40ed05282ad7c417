import Documents
import Foundation
import TrainingCentre

/// What harvesters are answered (OAI-PMH 2.0): the envelope, and records as Dublin Core.
struct HarvestAnswer {
    let site: Site
    let now: Date

    private var address: String { "\(site.publicURL)/oai" }

    /// The envelope; `arguments` are repeated unless they were wrong (section 3.2).
    func envelope(
        _ arguments: [(String, String)],
        _ children: [HarvestElement]
    ) -> HarvestElement {
        HarvestElement(
            "OAI-PMH",
            [
                ("xmlns", "http://www.openarchives.org/OAI/2.0/"),
                ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
                (
                    "xsi:schemaLocation",
                    "http://www.openarchives.org/OAI/2.0/ "
                        + "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
                ),
            ],
            children: [
                HarvestElement("responseDate", now.rfc3339),
                HarvestElement("request", address, arguments),
            ] + children
        )
    }

    func identity(earliest: Date?) -> HarvestElement {
        HarvestElement(
            "Identify",
            children: [
                HarvestElement("repositoryName", FrameText.centre(in: .english)),
                HarvestElement("baseURL", address), HarvestElement("protocolVersion", "2.0"),
                // Every host with mail has this one (RFC 5321, section 4.5.1).
                HarvestElement("adminEmail", "postmaster@\(site.host)"),
                HarvestElement("earliestDatestamp", (earliest ?? now).rfc3339),
                HarvestElement("deletedRecord", "persistent"),
                HarvestElement("granularity", "YYYY-MM-DDThh:mm:ssZ"),
                HarvestElement("description", children: [identifiers]),
            ]
        )
    }

    /// How identifiers are made (OAI guidelines, oai-identifier).
    private var identifiers: HarvestElement {
        let space = "http://www.openarchives.org/OAI/2.0/oai-identifier"
        return HarvestElement(
            "oai-identifier",
            [("xmlns", space), ("xsi:schemaLocation", "\(space) \(space).xsd")],
            children: [
                HarvestElement("scheme", "oai"),
                HarvestElement("repositoryIdentifier", site.host),
                HarvestElement("delimiter", ":"),
                HarvestElement("sampleIdentifier", identifier("VODIC-EN")),
            ]
        )
    }

    func identifier(_ edition: String) -> String { "oai:\(site.host):\(edition)" }

    /// The code of an edition in an identifier; nil for one of another repository.
    func edition(_ identifier: String) -> String? {
        let start = "oai:\(site.host):"
        return identifier.hasPrefix(start) ? String(identifier.dropFirst(start.count)) : nil
    }

    var formats: HarvestElement {
        HarvestElement(
            "ListMetadataFormats",
            children: [
                HarvestElement(
                    "metadataFormat",
                    children: [
                        HarvestElement("metadataPrefix", HarvestRequest.prefix),
                        HarvestElement("schema", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"),
                        HarvestElement(
                            "metadataNamespace",
                            "http://www.openarchives.org/OAI/2.0/oai_dc/"
                        ),
                    ]
                )
            ]
        )
    }

    func sets(_ found: [(subset: CatalogueRecord.Subset, title: Titles?)]) -> HarvestElement {
        HarvestElement(
            "ListSets",
            children: found.map { subset, title in
                let name: String
                switch subset {
                case .language(let tag?): name = HandbookText.name(ofLanguage: tag, in: .english)
                case .handbook(let code?): name = title?.en ?? code
                case .language(nil): name = "Languages"
                case .handbook(nil): name = "Handbooks"
                }
                return HarvestElement(
                    "set",
                    children: [
                        HarvestElement("setSpec", HarvestRequest.name(of: subset)),
                        HarvestElement("setName", name),
                    ]
                )
            }
        )
    }

    func header(_ record: CatalogueRecord) -> HarvestElement {
        HarvestElement(
            "header",
            record.isDeleted ? [("status", "deleted")] : [],
            children: [
                HarvestElement("identifier", identifier(record.edition)),
                HarvestElement("datestamp", record.changedAt.rfc3339),
                HarvestElement("setSpec", "language:\(record.languageTag)"),
                HarvestElement("setSpec", "handbook:\(record.handbook)"),
            ]
        )
    }

    func record(_ record: CatalogueRecord) -> HarvestElement {
        HarvestElement(
            "record",
            children: [header(record)]
                + (record.isDeleted
                    ? [] : [HarvestElement("metadata", children: [dublinCore(record)])])
        )
    }

    /// Unqualified Dublin Core: the title in the language of the edition first.
    private func dublinCore(_ record: CatalogueRecord) -> HarvestElement {
        let own = Language(rawValue: record.languageTag) ?? .english
        let languages = [own] + Language.allCases.filter { $0 != own }
        var titles: [String] = []
        var children: [HarvestElement] = []
        for language in languages where !titles.contains(record.title[language]) {
            titles.append(record.title[language])
            children.append(
                HarvestElement(
                    "dc:title",
                    record.title[language],
                    [("xml:lang", language.rawValue)]
                )
            )
        }
        let page = "\(site.publicURL)/handbooks/\(record.handbook.percentEncoded)"
        let sounds = record.mediaTypes.contains(where: \.isAudio)
        let texts = record.mediaTypes.contains { !$0.isAudio }
        children += record.courses.map {
            HarvestElement("dc:subject", $0[own], [("xml:lang", own.rawValue)])
        }
        children += [
            HarvestElement(
                "dc:description",
                "\(HandbookText.version(in: own)) \(record.versionLabel)"
            ),
            HarvestElement("dc:publisher", FrameText.centre(in: own)),
            HarvestElement("dc:date", String(record.year)),
        ]
        children += [("Text", texts), ("Sound", sounds)].filter(\.1).map {
            HarvestElement("dc:type", $0.0)
        }
        children += record.mediaTypes.map { HarvestElement("dc:format", $0.rawValue) }
        children += [
            HarvestElement("dc:identifier", "\(page)/\(record.edition.percentEncoded)"),
            HarvestElement("dc:language", record.languageTag),
            HarvestElement("dc:relation", page),
        ]
        if let later = record.supersededBy {
            children.append(HarvestElement("dc:relation", identifier(later)))
        }
        children.append(HarvestElement("dc:rights", record.licence))
        let space = "http://www.openarchives.org/OAI/2.0/oai_dc/"
        return HarvestElement(
            "oai_dc:dc",
            [
                ("xmlns:oai_dc", space), ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
                (
                    "xsi:schemaLocation",
                    "\(space) http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
                ),
            ],
            children: children
        )
    }
}
