import TrainingCentre

/// The core of H5P in a folder of the operator: its licence (GPL 3) is another than ours, so it
/// does not come with us.
///
/// The folder is laid out as `h5p-php-library`: scripts below `js`, styles below `styles`.
struct H5PPlayer: Sendable {
    let folder: String

    /// In the order in which they are loaded (`H5PCore::$scripts` and `$styles`); those that a
    /// version of the core does not have are left out.
    private static let files = [
        "js/jquery.js", "js/h5p.js", "js/h5p-event-dispatcher.js", "js/h5p-x-api-event.js",
        "js/h5p-x-api.js", "js/h5p-content-type.js", "js/h5p-confirmation-dialog.js",
        "js/h5p-action-bar.js", "js/request-queue.js", "js/h5p-tooltip.js", "styles/h5p.css",
        "styles/h5p-confirmation-dialog.css", "styles/h5p-core-button.css",
        "styles/h5p-tooltip.css",
    ]

    /// The files that there are, to be loaded in this order.
    var files: [String] {
        H5PPlayer.files.filter { UnpackedFile.find($0, in: folder) != nil }
    }
}
