import SerbianText
import Testing

@Suite("Stems in which nj and dž are two letters")
struct DigraphExceptionTests {
    @Test(
        "Two letters, with endings, prefixes and in capitals",
        arguments: """
            инјекција инјекцијама инјектирати инјектовање реинјекција микроинјекција
            инјицирати инјурија инјункција конјекција конјектура конјектурни
            конјугат конјугација деконјугација хиперконјугација
            конјункција конјункцијски дисконјункција конјунктив конјунктура конјунктурни
            конјунктивитис конјуктивитис анјон анјонски полианјонски
            ванјезички изванјезички ванједарни Танјуг Танјугов Танјугу Шенјанг Анджеј Анджеја
            надживети надживео надживљавање ненадживљен надживјети Надживиће
            наджети наджела наджњети наджњевање наджањем наджупник наджупниковање
            одживети одживљен неодживљен најнеодживљенији оджалити оджаљен неоджаљен оджалила
            оджарити оджарен оджвакати оджмурити
            поджанр поджанрови поджандар поджупан подждрелни поджелудачни поджарити
            поджећи поджегао поджизати
            преджелудац преджелуци преджелудачни преджалбени преджетвени предживот
            фелджандармерија фелджандарм панјугословенски
            """.split(whereSeparator: \.isWhitespace).map(String.init)
    )
    func twoLetters(word: String) {
        #expect(bytes(SerbianText.cyrillic(SerbianText.latin(word))) == bytes(word))
        let capitals = word.uppercased()
        #expect(bytes(SerbianText.cyrillic(SerbianText.latin(capitals))) == bytes(capitals))
    }

    @Test(
        "The real letter, in words that look alike",
        arguments: """
            оџак Оџаци Оџака оџачар Оџић Оџалан Оџалана Оџаковић Оџаклијевски наџак наџак-баба
            наџидџати наџеџити Наџиб Наџаф поџавељати поџапати преџоњати Хоџа хоџин Хоџалија
            буџет буџетски Аџић хаџија Хаџи-Ђерић џеп оџепарен подџеп
            коњаник коњ Коњиц коњски Коњевић коњокрадица Коњух Кањижа кањон
            тањир бањо бањом Бања свињица тињац диња дињица Ања Соња Његош Бењамин
            пањ понијети мањина мањинама сањати путовање поштовањем даваних
            љубав миљеник милијун пољски фељтон Аљоша вољан Љиљана
            слађи међу Анђела Ђорђе
            """.split(whereSeparator: \.isWhitespace).map(String.init)
    )
    func realLetter(word: String) {
        #expect(bytes(SerbianText.cyrillic(SerbianText.latin(word))) == bytes(word))
        let capitals = word.uppercased()
        #expect(bytes(SerbianText.cyrillic(SerbianText.latin(capitals))) == bytes(capitals))
    }
}
