import TrainingCentre

/// The texts of the public page of trainers.
enum TrainersText: String, TextTable {
    case heading, lead, none, teaches, languages
    case howTitle, who, send, review, right, listing

    var texts: Titles {
        switch self {
        case .heading: Titles("База тренера", "Baza trenera", "Pool of trainers")
        case .lead:
            Titles(
                "Тренери који држе обуке Тренинг центра. Овде су они који су то сами изабрали.",
                "Treneri koji drže obuke Trening centra. Ovde su oni koji su to sami izabrali.",
                "Trainers of the Training Centre. Only those who chose it themselves are listed."
            )
        case .none:
            Titles(
                "Тренутно нико није изабрао да буде на јавном списку.",
                "Trenutno niko nije izabrao da bude na javnom spisku.",
                "At present nobody has chosen to be in the public list."
            )
        case .teaches: Titles("Обуке и области", "Obuke i oblasti", "Courses and fields")
        case .languages: Titles("Језици", "Jezici", "Languages")
        case .howTitle:
            Titles("Како се постаје тренер", "Kako se postaje trener", "How to become a trainer")
        case .who, .send, .review, .right, .listing: steps
        }
    }

    private var steps: Titles {
        switch self {
        case .who:
            Titles(
                "Кандидата предлаже институција или партнер центра, а може и сам да се пријави.",
                "Kandidata predlaže institucija ili partner centra, a može i sam da se prijavi.",
                "An institution or a partner of the centre nominates somebody, or you apply "
                    + "yourself."
            )
        case .send:
            Titles(
                "Пошаљите центру биографију, доказ о образовању, потврду о обуци тренера ако је "
                    + "имате и преглед обука које сте држали.",
                "Pošaljite centru biografiju, dokaz o obrazovanju, potvrdu o obuci trenera ako je "
                    + "imate i pregled obuka koje ste držali.",
                "Send the centre your CV, proof of your education, the certificate of a training "
                    + "of trainers if you have one, and a record of what you have taught."
            )
        case .review:
            Titles(
                "Центар разматра сваку пријаву. Одлука има број и датум, а одбијање и разлог. "
                    + "Ко је прихваћен, улази у базу тренера.",
                "Centar razmatra svaku prijavu. Odluka ima broj i datum, a odbijanje i razlog. "
                    + "Ko je prihvaćen, ulazi u bazu trenera.",
                "The centre reviews every application. A decision has a number and a date, a "
                    + "refusal has a reason too. Whoever is accepted joins the pool of trainers."
            )
        case .right:
            Titles(
                "Право да држи обуку тренер стиче акредитацијом: положи обуку тренера, одржи "
                    + "обуку пред посматрачем, оцени га именовани оцењивач, а оцену потврди "
                    + "друго лице. Акредитација траје до одређеног дана и може да се обнови.",
                "Pravo da drži obuku trener stiče akreditacijom: položi obuku trenera, održi "
                    + "obuku pred posmatračem, oceni ga imenovani ocenjivač, a ocenu potvrdi "
                    + "drugo lice. Akreditacija traje do određenog dana i može da se obnovi.",
                "The right to teach is an accreditation: pass a training of trainers, hold a "
                    + "delivery that is observed, be assessed by a named assessor, and have that "
                    + "verified by a second person. It ends on a certain day and can be renewed."
            )
        default:
            Titles(
                "На овај списак улази само ко то сам изабере, а избор може да промени кад год "
                    + "жели.",
                "Na ovaj spisak ulazi samo ko to sam izabere, a izbor može da promeni kad god "
                    + "želi.",
                "Only who chooses it is in this list, and the choice can be changed at any time."
            )
        }
    }
}
