import Documents
import HTTPServer
import HTTPTypes
import TrainingCentre

extension LanguageChoice {
    /// The language of a request: by its path, else by `Accept-Language`.
    static func language(of request: Request) -> Language {
        split(path: request.path).language
            ?? language(accepting: request.fields[.acceptLanguage])
    }
}
