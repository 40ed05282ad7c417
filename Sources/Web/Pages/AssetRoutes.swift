import HTTPServer
import HTTPTypes

/// Serves the files that pages refer to; their names change with their content.
struct AssetRoutes: Sendable {
    let assets: Assets

    func add(to router: inout Router) {
        for (path, asset) in assets.byPath {
            router.on(.get, path) { _ in
                Response(
                    fields: [
                        .contentType: asset.contentType, .eTag: asset.etag,
                        .cacheControl: "public, max-age=31536000, immutable",
                    ],
                    body: .bytes(asset.bytes)
                )
            }
        }
    }
}
