"""The fields that a table of past evaluations can fill, how others name these columns, and how they write results."""

from csatdesk.domain.marks import N_
from csatdesk.sheets.field_words import named_field
from csatdesk.sheets.value_words import word_table

PAST_FIELDS = (
    named_field(
        "place",
        N_("Place or office"),
        "place|office|branch|unit|location|site|store|shop|outlet|facility|facility name|premises|name|department",
        "placówka|oddział|jednostka|miejsce|punkt obsługi|biuro|lokal|nazwa|sklep",
        "kontor|sted|avdeling|enhet|filial|navn|virksomhet",
        "esindus|kontor|koht|üksus|osakond|nimi|teenindus",
        "toimipiste|paikka|yksikkö|konttori|kohde|nimi|myymälä",
        "офис|место|подразделение|отделение|филиал|объект|точка|название|наименование",
    ),
    named_field(
        "happened_on",
        N_("Day"),
        "day|date|date of visit|visit date|inspection date|evaluation date|audit date|date of inspection|checked on",
        "data|dzień|data wizyty|data oceny|data kontroli|data badania",
        "dato|dag|besøksdato|vurderingsdato|kontrolldato",
        "kuupäev|päev|külastuse kuupäev|hindamise kuupäev|kontrolli kuupäev",
        "päivä|päivämäärä|pvm|käyntipäivä|arviointipäivä|tarkastuspäivä",
        "дата|день|дата визита|дата проверки|дата оценки",
    ),
    named_field(
        "total",
        N_("Total"),
        "total|score|total score|final score|overall score|result score|points|grade|rating|percent|percentage",
        "suma|wynik|ocena|wynik końcowy|punkty|procent|ocena końcowa|wynik ogólny",
        "total|score|poengsum|resultat|poeng|prosent|totalscore",
        "kokku|koguskoor|tulemus|punktid|protsent|skoor|hinne",
        "yhteensä|kokonaispisteet|pisteet|tulos|prosentti|arvosana",
        "итог|итого|оценка|результат|баллы|балл|процент|итоговый балл|итоговая оценка",
    ),
    named_field(
        "verdict",
        N_("Passed or not"),
        "verdict|result|outcome|passed|pass|status|passed or not|pass or fail",
        "werdykt|zaliczono|zaliczone|status",
        "bestått|utfall|status|konklusjon",
        "läbitud|otsus|staatus",
        "läpäisty|hyväksytty|tila|päätös",
        "вердикт|зачёт|пройдено|статус|вывод",
    ),
    named_field(
        "standard",
        N_("Standard"),
        "standard|scorecard|checklist|form|programme|program|template|survey|questionnaire",
        "standard|arkusz oceny|lista kontrolna|formularz|program",
        "standard|vurderingsskjema|sjekkliste|skjema|program",
        "standard|hindamisleht|kontrollnimekiri|vorm|programm",
        "standardi|arviointilomake|tarkistuslista|lomake|ohjelma",
        "стандарт|оценочный лист|чек лист|форма|программа",
    ),
    named_field(
        "kind",
        N_("Kind of evaluation"),
        "kind|type|type of visit|inspection type|visit type|category|audit type",
        "rodzaj|typ|rodzaj oceny|typ wizyty|kategoria",
        "type|slag|besøkstype|kategori",
        "liik|tüüp|külastuse liik|kategooria",
        "laji|tyyppi|käynnin tyyppi|luokka",
        "вид|тип|вид проверки|тип визита|категория",
    ),
    named_field(
        "comment",
        N_("Comment"),
        "comment|comments|description|remarks|note|notes|findings|observations|details|summary",
        "komentarz|uwagi|opis|spostrzeżenia|notatki",
        "kommentar|merknad|beskrivelse|merknader|funn",
        "kommentaar|märkus|märkused|kirjeldus|tähelepanekud",
        "kommentti|huomautus|huomiot|kuvaus|havainnot",
        "комментарий|примечание|описание|замечания|наблюдения",
    ),
    named_field(
        "reviewer",
        N_("Filled by"),
        "reviewer|inspector|auditor|visitor|evaluator|assessor|shopper|filled by|checked by|mystery shopper",
        "oceniający|kontroler|audytor|tajemniczy klient|inspektor|wypełnił",
        "vurdert av|kontrollør|revisor|testkunde|inspektør",
        "hindaja|kontrollija|audiitor|testostja|inspektor",
        "arvioija|tarkastaja|auditoija|haamuasiakas",
        "проверяющий|аудитор|инспектор|тайный покупатель|оценщик|кем заполнено",
    ),
    named_field(
        "town",
        N_("Town"),
        "city|town|municipality|district",
        "miasto|miejscowość",
        "by|poststed|kommune",
        "linn|asula",
        "kaupunki|paikkakunta",
        "город|населённый пункт",
    ),
    named_field(
        "place_number",
        N_("Number of the place"),
        "place number|office number|branch number|site id|store number|facility id|location id|unit number|permit id",
        "permitid|hsisid|office id|branch id",
        "numer placówki|nr placówki|kod placówki",
        "kontornummer|stedsnummer|enhetsnummer",
        "esinduse number|üksuse number",
        "toimipisteen numero|yksikön numero",
        "номер офиса|код офиса|номер отделения|код подразделения",
    ),
    named_field(
        "source_number",
        N_("Number in the old list"),
        "id|number|no|nr|#|objectid|evaluation id|visit id|inspection id|audit id|reference",
        "lp|numer|identyfikator|numer oceny",
        "nummer|løpenummer|referanse",
        "number|tunnus|jrk nr",
        "numero|tunnus|tunniste",
        "№|№ п/п|номер|код|идентификатор",
    ),
)

VERDICTS = word_table(
    **{
        "pass": "pass|passed|ok|yes|satisfactory|compliant|met|good|zaliczono|zaliczony|zaliczone|tak|pozytywny|"
        "bestått|godkjent|ja|läbitud|jah|vastab|läpäisty|hyväksytty|kyllä|зачёт|зачет|пройдено|да|соответствует",
        "fail": "fail|failed|no|unsatisfactory|non compliant|not met|not passed|bad|niezaliczono|niezaliczony|nie|"
        "negatywny|ikke bestått|ikke godkjent|nei|läbimata|ei|ei vasta|hylätty|ei läpäisty|незачёт|незачет|"
        "не пройдено|нет|не соответствует",
        "insufficient": "insufficient|too little|incomplete|not enough|niewystarczające|utilstrekkelig|ebapiisav|"
        "riittämätön|недостаточно",
    }
)
