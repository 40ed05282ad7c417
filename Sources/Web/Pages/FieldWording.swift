import TrainingCentre

/// What is wrong with a field, in the languages of the pages, by its stable code.
enum FieldWording {
    static func titles(_ code: FieldCode) -> Titles {
        switch code {
        case .missing, .tooLong, .unprintable, .notCyrillic, .notLatin: ofTexts(code)
        case .noName, .halfName: ofNames(code)
        case .noCode, .noEmail, .severalEmails, .noDate, .noInteger, .noNumber: ofForms(code)
        case .beforeStart, .notKnown, .notFound, .ambiguous, .twiceInFile, .nameDiffers,
            .fieldCount, .personalNumber, .other:
            ofMeanings(code)
        }
    }

    /// What is no text as it should be.
    private static func ofTexts(_ code: FieldCode) -> Titles {
        switch code {
        case .missing:
            Titles(
                "Попуните ово поље.",
                "Popunite ovo polje.",
                "Fill this in."
            )
        case .tooLong:
            Titles(
                "Текст је предугачак.",
                "Tekst je predugačak.",
                "The text is too long."
            )
        case .unprintable:
            Titles(
                "Текст садржи знак који се не може одштампати. Унесите га поново.",
                "Tekst sadrži znak koji se ne može odštampati. Unesite ga ponovo.",
                "The text holds a character that cannot be printed. Type it again."
            )
        case .notCyrillic:
            Titles(
                "Ово није написано ћирилицом.",
                "Ovo nije napisano ćirilicom.",
                "This is not written in Cyrillic letters."
            )
        default:
            Titles(
                "Ово није написано латиницом.",
                "Ovo nije napisano latinicom.",
                "This is not written in Latin letters."
            )
        }
    }

    /// What is not the name of one person.
    private static func ofNames(_ code: FieldCode) -> Titles {
        switch code {
        case .noName:
            Titles(
                "Упишите име једне особе, само словима: свака особа има свој ред, а напомене "
                    + "изоставите.",
                "Upišite ime jedne osobe, samo slovima: svaka osoba ima svoj red, a napomene "
                    + "izostavite.",
                "Write the name of one person, in letters alone: each person has a row, and "
                    + "remarks are left out."
            )
        default:
            Titles(
                "Потребни су и име и презиме.",
                "Potrebni su i ime i prezime.",
                "Both a given and a family name are needed."
            )
        }
    }

    /// What is not written as it should be.
    private static func ofForms(_ code: FieldCode) -> Titles {
        switch code {
        case .noCode:
            Titles(
                "Шифра има само велика латинична слова, цифре и цртице.",
                "Šifra ima samo velika latinična slova, cifre i crtice.",
                "A code has only capital letters A–Z, digits and dashes."
            )
        case .noEmail:
            Titles(
                "Ово није исправна адреса е-поште.",
                "Ovo nije ispravna adresa e-pošte.",
                "This is no e-mail address."
            )
        case .severalEmails:
            Titles(
                "Овде стоји више адреса. Оставите само једну.",
                "Ovde stoji više adresa. Ostavite samo jednu.",
                "Several addresses stand here. Leave one."
            )
        case .noDate:
            Titles(
                "Ово није датум. Упишите га као 29.02.2024.",
                "Ovo nije datum. Upišite ga kao 29.02.2024.",
                "This is no date. Write it as 29.02.2024."
            )
        case .noInteger:
            Titles(
                "Овде треба да стоји цео број у дозвољеним границама.",
                "Ovde treba da stoji ceo broj u dozvoljenim granicama.",
                "A whole number within the bounds should stand here."
            )
        default:
            Titles(
                "Овде треба да стоји број у дозвољеним границама.",
                "Ovde treba da stoji broj u dozvoljenim granicama.",
                "A number within the bounds should stand here."
            )
        }
    }

    /// What means nothing, or too much.
    private static func ofMeanings(_ code: FieldCode) -> Titles {
        switch code {
        case .notKnown:
            Titles(
                "Ова вредност није позната. Изаберите једну са списка.",
                "Ova vrednost nije poznata. Izaberite jednu sa spiska.",
                "This is not known. Choose one of the list."
            )
        case .beforeStart:
            Titles(
                "Овај дан је пре почетка.",
                "Ovaj dan je pre početka.",
                "This day lies before the beginning."
            )
        case .notFound:
            Titles(
                "Тога нема. Проверите назив или шифру.",
                "Toga nema. Proverite naziv ili šifru.",
                "There is no such thing. Check its name or its code."
            )
        case .ambiguous:
            Titles(
                "Више места има тај назив. Упишите шифру.",
                "Više mesta ima taj naziv. Upišite šifru.",
                "Several places have this name. Write the code."
            )
        case .twiceInFile:
            Titles(
                "Ова особа стоји два пута у датотеци, са различитим подацима.",
                "Ova osoba stoji dva puta u datoteci, sa različitim podacima.",
                "This person stands twice in the file, with different facts."
            )
        case .nameDiffers:
            Titles(
                "Ова адреса припада особи са другим именом. Проверите адресу и име.",
                "Ova adresa pripada osobi sa drugim imenom. Proverite adresu i ime.",
                "This address belongs to a person with another name. Check both."
            )
        case .personalNumber:
            Titles(
                "Овде стоји ЈМБГ, који се не чува. Изоставите га.",
                "Ovde stoji JMBG, koji se ne čuva. Izostavite ga.",
                "A personal number (JMBG) stands here, which is not kept. Leave it out."
            )
        case .fieldCount:
            Titles(
                "Ред нема исти број поља као заглавље.",
                "Red nema isti broj polja kao zaglavlje.",
                "The row has not as many fields as the header."
            )
        default:
            Titles(
                "Овај податак није исправан. Проверите га.",
                "Ovaj podatak nije ispravan. Proverite ga.",
                "This is not right. Check it."
            )
        }
    }
}
