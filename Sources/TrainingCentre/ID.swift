import Postgres

/// An identifier that knows what it identifies: `ID<Cohort>` is never taken for `ID<Person>`.
package struct ID<Subject>: Hashable, Sendable {
    package let value: Int

    package init(_ value: Int) {
        self.value = value
    }
}
