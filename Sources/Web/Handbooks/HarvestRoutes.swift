import Documents
import Foundation
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The catalogue of open handbooks for other libraries (OAI-PMH 2.0): `/oai`, by GET and POST.
struct HarvestRoutes: Sendable {
    let centre: TrainingCentre
    let site: Site
    /// Seconds since 1970.
    let unixTime: @Sendable () -> Int

    enum Limits {
        static let recordsMax = 100
        static let formBytesMax = 16 << 10
    }

    func add(to router: inout Router) {
        router.on(.get, "/oai") { request in
            try await answer(request.queryItems().map { ($0.name, $0.value) })
        }
        router.on(.post, "/oai", bodyBytesMax: Limits.formBytesMax) { request in
            let type = request.fields[.contentType]?.lowercased() ?? ""
            guard type.hasPrefix("application/x-www-form-urlencoded") else {
                throw HTTPError(
                    .unsupportedMediaType,
                    code: "unsupported_media_type",
                    title: "Send application/x-www-form-urlencoded."
                )
            }
            let bytes = try await request.body.collect(upTo: Limits.formBytesMax)
            return try await answer(try FormItems.decode(bytes).map { ($0.0, $0.1) })
        }
    }

    private func answer(_ arguments: [(String, String)]) async throws -> Response {
        let writer = HarvestAnswer(
            site: site,
            now: Date(timeIntervalSince1970: Double(unixTime()))
        )
        var shown = arguments
        let children: [HarvestElement]
        do {
            let request = try HarvestRequest(arguments)
            children = [
                try await centre.read { (transaction: borrowing Transaction) in
                    try Harvest(request: request, writer: writer).answer(in: transaction)
                }
            ]
        } catch let refused as HarvestRequest.Refused {
            if [.badVerb, .badArgument].contains(refused.code) { shown = [] }
            children = [
                HarvestElement("error", refused.text, [("code", refused.code.rawValue)])
            ]
        }
        var response = Response.bytes(
            writer.envelope(shown, children).document,
            type: "text/xml; charset=utf-8"
        )
        response.fields[.cacheControl] = "no-cache"
        return response
    }
}

/// One request of a harvester, answered from the catalogue.
private struct Harvest: Sendable {
    let request: HarvestRequest
    let writer: HarvestAnswer

    func answer(in transaction: borrowing Transaction) throws -> HarvestElement {
        switch request.verb {
        case .identify:
            return writer.identity(earliest: try CatalogueRecord.earliest(in: transaction))
        case .listMetadataFormats:
            if request["identifier"] != nil { _ = try record(in: transaction) }
            return writer.formats
        case .listSets: return writer.sets(try CatalogueRecord.subsets(in: transaction))
        case .getRecord:
            return HarvestElement(
                "GetRecord",
                children: [writer.record(try record(in: transaction))]
            )
        case .listIdentifiers: return try list(in: transaction, writer.header)
        case .listRecords: return try list(in: transaction, writer.record)
        }
    }

    private func record(in transaction: borrowing Transaction) throws -> CatalogueRecord {
        let name = request["identifier"] ?? ""
        guard let edition = writer.edition(name),
            let found = try CatalogueRecord.find(edition, in: transaction)
        else { throw HarvestRequest.Refused(.idDoesNotExist, "there is no record \(name)") }
        return found
    }

    private func list(
        in transaction: borrowing Transaction,
        _ element: (CatalogueRecord) -> HarvestElement
    ) throws -> HarvestElement {
        let found = try CatalogueRecord.list(
            request.asked,
            rowsMax: HarvestRoutes.Limits.recordsMax,
            in: transaction
        )
        guard !found.records.isEmpty else {
            throw request.asked.after == nil
                ? HarvestRequest.Refused(.noRecordsMatch, "nothing in the catalogue is so")
                : HarvestRequest.Refused(.badResumptionToken, "the list has changed: begin again")
        }
        var children = found.records.map(element)
        if found.next != nil || request.asked.after != nil {
            let cursor = request.cursor + found.records.count
            children.append(
                HarvestElement(
                    "resumptionToken",
                    found.next.map { request.token(after: $0, cursor: cursor) } ?? "",
                    [
                        ("completeListSize", String(max(found.count, cursor))),
                        ("cursor", String(request.cursor)),
                    ]
                )
            )
        }
        return HarvestElement(request.verb.rawValue, children: children)
    }
}
