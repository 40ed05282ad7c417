/// What is read at most of one file of questions.
package struct QuestionLimits: Sendable {
    package var fileBytesMax = 50 << 20
    package var questionsMax = 100_000
    /// Choices, pairs or keys of one question.
    package var answersMax = 100
    /// Of a text with its markup.
    package var textBytesMax = 64 << 10
    /// Of a name, a match, a key, a tag.
    package var lineBytesMax = 1_000
    package var pictureBytesMax = 5 << 20
    /// How many categories stand in each other.
    package var categoriesMax = 16
    /// Of their names together, with three between two: what PostgreSQL keeps in an index.
    package var categoryBytesMax = 2_000
    package var tagsMax = 50
    /// Refusals and warnings that are named, each; nobody reads more.
    package var remarksMax = 1_000

    package init() {}
}
