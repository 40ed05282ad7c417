import TrainingCentre

/// What is wrong with a field, in the languages of the pages.
///
/// The domain says it in English for programs and the command line; a test holds these sentences
/// against what it says.
enum FieldWording {
    static func titles(_ problem: FieldProblem) -> Titles {
        let text = problem.problem
        for (part, titles) in sentences where text.contains(part) { return titles }
        return unknown
    }

    /// What is said of everything for which there is no sentence.
    static let unknown = Titles(
        "Овај податак није исправан. Проверите га.",
        "Ovaj podatak nije ispravan. Proverite ga.",
        "This is not right. Check it."
    )

    /// A part of the English sentence, and what a page says.
    private static let sentences: [(String, Titles)] = [
        ("is missing", Titles("Попуните ово поље.", "Popunite ovo polje.", "Fill this in.")),
        (
            "several e-mail addresses",
            Titles(
                "Овде стоји више адреса. Оставите само једну.",
                "Ovde stoji više adresa. Ostavite samo jednu.",
                "Several addresses stand here. Leave one."
            )
        ),
        (
            "is no e-mail address",
            Titles(
                "Ово није исправна адреса е-поште.",
                "Ovo nije ispravna adresa e-pošte.",
                "This is no e-mail address."
            )
        ),
        (
            "needs a given and a family name",
            Titles(
                "Потребни су и име и презиме.",
                "Potrebni su i ime i prezime.",
                "Both a given and a family name are needed."
            )
        ),
        (
            "is longer than",
            Titles(
                "Текст је предугачак.",
                "Tekst je predugačak.",
                "The text is too long."
            )
        ),
        (
            "is not written in Cyrillic",
            Titles(
                "Ово није написано ћирилицом.",
                "Ovo nije napisano ćirilicom.",
                "This is not written in Cyrillic letters."
            )
        ),
        (
            "is not written in Latin",
            Titles(
                "Ово није написано латиницом.",
                "Ovo nije napisano latinicom.",
                "This is not written in Latin letters."
            )
        ),
        (
            "is no municipality or city",
            Titles(
                "Такве општине или града нема. Упишите назив или шифру.",
                "Takve opštine ili grada nema. Upišite naziv ili šifru.",
                "There is no such municipality or city. Write its name or its code."
            )
        ),
        (
            ": write the code",
            Titles(
                "Више места има тај назив. Упишите шифру.",
                "Više mesta ima taj naziv. Upišite šifru.",
                "Several places have this name. Write the code."
            )
        ),
        (
            "is no target group",
            Titles(
                "Такве групе нема. Изаберите је са списка.",
                "Takve grupe nema. Izaberite je sa spiska.",
                "There is no such group. Choose one of the list."
            )
        ),
        (
            "cannot be printed",
            Titles(
                "Текст садржи знак који се не може одштампати. Унесите га поново.",
                "Tekst sadrži znak koji se ne može odštampati. Unesite ga ponovo.",
                "The text holds a character that cannot be printed. Type it again."
            )
        ),
        (
            "type the text again",
            Titles(
                "Текст садржи невидљив знак. Унесите га поново.",
                "Tekst sadrži nevidljiv znak. Unesite ga ponovo.",
                "The text holds an invisible character. Type it again."
            )
        ),
        (
            "there is no cohort",
            Titles(
                "Такве групе нема.",
                "Takve grupe nema.",
                "There is no such group."
            )
        ),
        (
            "stands twice in the file",
            Titles(
                "Ова особа стоји два пута у датотеци, са различитим подацима.",
                "Ova osoba stoji dva puta u datoteci, sa različitim podacima.",
                "This person stands twice in the file, with different facts."
            )
        ),
        (
            "is no date",
            Titles(
                "Ово није датум. Упишите га као 29.02.2024.",
                "Ovo nije datum. Upišite ga kao 29.02.2024.",
                "This is no date. Write it as 29.02.2024."
            )
        ),
        (
            "is no whole number",
            Titles(
                "Овде треба да стоји цео број у дозвољеним границама.",
                "Ovde treba da stoji ceo broj u dozvoljenim granicama.",
                "A whole number within the bounds should stand here."
            )
        ),
        (
            "is no number",
            Titles(
                "Овде треба да стоји број у дозвољеним границама.",
                "Ovde treba da stoji broj u dozvoljenim granicama.",
                "A number within the bounds should stand here."
            )
        ),
        (
            "is not known",
            Titles(
                "Ова вредност није позната. Изаберите једну са списка.",
                "Ova vrednost nije poznata. Izaberite jednu sa spiska.",
                "This is not known. Choose one of the list."
            )
        ),
        (
            "fields where the header has",
            Titles(
                "Ред нема исти број поља као заглавље.",
                "Red nema isti broj polja kao zaglavlje.",
                "The row has not as many fields as the header."
            )
        ),
    ]
}
