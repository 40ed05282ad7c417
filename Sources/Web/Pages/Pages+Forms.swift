import Documents
import HTTPServer
import HTTPTypes

extension Pages {
    /// A page with forms, for one reader; `key` makes the key of each form.
    func form(
        _ content: FormPage.Content,
        key: () -> String,
        status: HTTPResponse.Status = .ok,
        _ language: Language
    ) -> Response {
        var response = Response.personalPage(
            formPages[language].render(FormPage(content, in: language, key: key))
        )
        response.status = status
        return response
    }
}
