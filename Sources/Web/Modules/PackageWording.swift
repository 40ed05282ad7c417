import Documents
import SerbianText
import TrainingCentre

/// What is wrong with a package or odd about it, as its author understands it.
///
/// In English the reader of packages says it itself.
enum PackageWording {
    /// Why a package is not taken in.
    static func titles(_ refused: PackageRefused) -> Titles {
        titles(refusals[refused.code] ?? "", place: refused.place, english: refused.message)
    }

    /// What is odd about a package that was taken in, as its report says it.
    static func warning(_ warning: JSON) -> Titles {
        titles(
            warnings[warning["code"]?.text ?? ""] ?? "",
            place: warning["place"]?.text,
            english: warning["message"]?.text ?? ""
        )
    }

    /// A name in a package stays as it is written there, in whatever script.
    private static func titles(_ cyrillic: String, place: String?, english: String) -> Titles {
        guard !cyrillic.isEmpty else { return Titles(english, english, english) }
        let place = place ?? ""
        return Titles(
            cyrillic.replacing("§", with: place),
            SerbianText.latin(cyrillic).replacing("§", with: place),
            english
        )
    }

    /// `§` is the place.
    static let refusals = [
        "package_not_an_archive":
            "Ово није ни ZIP архива ни филм (MP4, WebM) ни cmi5.xml: поново извезите курс као "
            + "пакет.",
        "package_cut_off": "Датотека је прекинута: отпремање или извоз није завршен.",
        "package_damaged": "Датотека је оштећена: поново извезите курс. §",
        "package_empty": "У архиви нема датотека.",
        "package_encrypted": "Архива има лозинку: извезите је без лозинке.",
        "package_packed_oddly":
            "„§“ је спаковано на начин који не читају сви програми: направите архиву са "
            + "уобичајеним сажимањем (deflate).",
        "package_too_large_packed": "Пакет је већи од § бајтова.",
        "package_too_large": "Датотеке у пакету су заједно веће од § бајтова.",
        "package_too_many_files": "У пакету је више од § датотека.",
        "package_bomb":
            "„§“ је спаковано сувише густо да би било то што тврди: изоставите га или смањите.",
        "package_overlapping": "„§“ дели бајтове са другом датотеком: поново направите архиву.",
        "package_size_lies": "„§“ није велико колико архива тврди: поново направите архиву.",
        "package_name_leaves":
            "„§“ води ван пакета: имена датотека почињу фасциклом пакета и не иду навише са „..“.",
        "package_name_invalid": "„§“ није име датотеке: користите слова, цифре и цртице.",
        "package_name_too_long": "Име „§“ је предугачко.",
        "package_name_too_deep": "„§“ је у превише фасцикли.",
        "package_link_or_device": "„§“ је веза или уређај, а не датотека: изоставите га.",
        "package_file_under_file": "„§“ је истовремено датотека и фасцикла.",
        "package_unknown_kind":
            "На врху пакета нема датотеке imsmanifest.xml, cmi5.xml, tincan.xml, h5p.json, "
            + "index.html ни филма: спакујте садржај фасцикле курса, а не нешто изнад ње.",
        "package_aicc":
            "Ово је курс по стандарду AICC, који се не чита: извезите га као SCORM 1.2, "
            + "SCORM 2004 или cmi5.",
        "package_common_cartridge":
            "Ово је Common Cartridge, који се не чита: извезите га као SCORM или cmi5.",
        "package_manifest_too_large": "Манифест је већи од § бајтова.",
        "package_manifest_encoding":
            "Манифест није у кодирању које наводи (§): сачувајте га као UTF-8.",
        "package_manifest_declares":
            "Манифест наводи тип документа или ентитете, који се не читају: избаците из њега "
            + "<!DOCTYPE …>.",
        "package_manifest_invalid":
            "Манифест није исправан XML или JSON, или нема оно што стандард тражи: поново извезите "
            + "курс.",
        "package_items_too_many": "У манифесту има више делова него што се чита.",
        "package_item_dangling": "Један део упућује на ресурс „§“, којег нема.",
        "package_nothing_to_launch": "Ниједан део пакета не може да се отвори.",
        "package_launch_leaves": "Адреса „§“ води ван пакета.",
        "package_launch_foreign":
            "Адреса „§“ је на другом серверу: ставите сам курс у пакет.",
        "package_launch_missing": "Адреса „§“ наводи датотеку које нема у пакету.",
        "package_identifier_invalid":
            "„§“ није потпун идентификатор (IRI), какав cmi5 тражи.",
        "package_identifier_twice": "Идентификатор „§“ стоји двапут.",
        "package_namespace_missing":
            "Манифест не каже који стандард прати: недостаје „§“.",
        "package_title_missing": "„§“ нема наслов.",
        "package_value_invalid": "§ није вредност коју cmi5 познаје.",
        "package_objective_dangling": "Један део наводи циљ „§“, којег нема.",
        "package_launch_invalid": "„§“ није адреса: размак се пише као %20.",
        "package_launch_reserved":
            "Адреса „§“ има параметар који отварање само додаје: назовите га друкчије.",
        "package_content_invalid": "„§“ не може да се прочита: поново извезите садржај.",
        "package_video_kind":
            "Филм је у формату који не приказује сваки прегледач (§): сачувајте га као MP4 или "
            + "WebM.",
        "package_video_coding":
            "Филм је кодиран као „§“, што не приказује сваки прегледач: сачувајте га као MP4 са "
            + "H.264 и AAC, или као WebM.",
        "package_video_without_picture": "У филму нема слике: поново га сачувајте.",
        "package_video_without_length":
            "Филм не каже колико траје, или траје дуже од једног дана: поново га сачувајте "
            + "програмом за монтажу.",
        "package_video_named_otherwise":
            "Име „§“ говори о другој врсти филма: нека се завршава на .mp4 или .webm.",
        "package_video_twice":
            "У пакету је више филмова, на пример „§“: од сваког направите посебан модул.",
        "package_captions_invalid":
            "„§“ није датотека са титловима: сачувајте је као WebVTT у UTF-8, до 1 MiB.",
    ]

    static let warnings = [
        "prefixed": "Испред архиве стоји још нешто; то се изоставља.",
        "name_twice": "„§“ стоји двапут; важи последње.",
        "name_backslash": "Имена су писана обрнутим косим цртама; читају се као фасцикле.",
        "names_decoded": "Имена датотека су у старом кодирању; проверите да ли су исправна.",
        "inside_folder": "Све је у фасцикли „§“, која се изоставља.",
        "manifest_capitals": "Манифест се зове „§“; други системи траже мала слова.",
        "launch_capitals":
            "„§“ се од датотеке разликује у великим словима; други системи је не налазе.",
        "launch_backslash":
            "„§“ је писано обрнутом косом цртом; други системи датотеку не налазе.",
        "organisation_missing": "Манифест нема организацију; делови су његови ресурси.",
        "default_missing": "Наведене организације „§“ нема; важи прва.",
        "type_missing": "„§“ не каже да јавља напредак; бележи се само да је погледано.",
        "file_missing": "Манифест наводи „§“, а те датотеке нема у пакету.",
        "launch_unsafe": "„§“ није шифровано (https), па прегледачи то не отварају у страници.",
        "library_missing": "Библиотеке „§“ нема у пакету; ради тамо где је плејер има.",
    ]
}
