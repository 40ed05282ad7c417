/// A local self-government: one of the municipalities and cities of the law.
package struct LSG: Sendable {
    package let code: String
    package let nameCyrl: String
    package let nameLatn: String
}
