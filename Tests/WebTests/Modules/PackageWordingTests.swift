import Documents
import Testing
import TrainingCentre

@testable import Web

@Suite("What is wrong with a package, in words")
struct PackageWordingTests {
    @Test("Every refusal has words, in the script of the page")
    func refusals() {
        #expect(Set(PackageWording.refusals.keys) == Set(PackageRefused.codes))
        for (code, words) in PackageWording.refusals {
            #expect(!words.isEmpty && words.last != " ", "\(code)")
        }
    }

    @Test("A name stays as it is written in the package, whatever the page's script")
    func names() {
        let odd: JSON = ["code": "name_twice", "place": "Урок/index.html", "message": "twice"]
        let titles = PackageWording.warning(odd)
        #expect(titles.srCyrl == "„Урок/index.html“ стоји двапут; важи последње.")
        #expect(titles.srLatn == "„Урок/index.html“ stoji dvaput; važi poslednje.")
        #expect(titles.en == "twice")
        let unknown: JSON = ["code": "new", "message": "Something new."]
        #expect(PackageWording.warning(unknown).srLatn == "Something new.")
    }
}
