import Documents
import TrainingCentre

/// The frame in which a file of H5P plays; its script does the rest.
struct H5PPage: PageContent {
    typealias Texts = PlayerText

    let frame: Frame

    init(_ launch: ModuleLaunch, in language: Language) {
        frame = Frame(title: launch.module.draft.title[language], path: "")
    }

    static let ownSlots: [String: Slot<H5PPage>] = [:]
}
