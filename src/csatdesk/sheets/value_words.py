"""How other programs and people write kinds, statuses, channels, outcomes, segments and languages.

Each table leads from a folded word to the value of our own enum (see `tests/sheets`, which holds them to domain).
"""

from collections.abc import Mapping

from csatdesk.sheets.header_row import header_words

Words = Mapping[str, str]


def word_table(**words: str) -> dict[str, str]:
    """value = "word|word|…" to folded word → value."""
    return {header_words(word): value for value, texts in words.items() for word in texts.split("|")}


KINDS: Words = word_table(
    complaint="complaint|complaints|grievance|skarga|skargi|zażalenie|klage|kaebus|valitus|asiakasvalitus|moite|"
    "жалоба|жалобы",
    claim="claim|warranty claim|reklamacja|reklamacje|reklamasjon|pretensioon|nõue|reklamaatio|претензия|рекламация",
    inquiry="inquiry|enquiry|question|information|info request|zapytanie|pytanie|informacja|forespørsel|spørsmål|"
    "päring|küsimus|info|tiedustelu|kysymys|запрос|вопрос|консультация|справка",
    request="request|service request|application|order|wniosek|prośba|zlecenie|dyspozycja|anmodning|bestilling|"
    "søknad|taotlus|avaldus|soov|pyyntö|hakemus|tilaus|заявка|заявление|просьба",
    suggestion="suggestion|idea|proposal|sugestia|propozycja|forslag|ide|ettepanek|ehdotus|idea|предложение",
    praise="praise|compliment|thanks|thank you|kudos|pochwała|podziękowanie|ros|takk|kiitus|tänu|kiitos|"
    "благодарность|похвала",
)

STATUSES: Words = word_table(
    registered="new|submitted|received|registered|open|opened|created|logged|unassigned|nowe|nowa|nowy|"
    "zarejestrowano|zarejestrowana|zarejestrowany|przyjęto|przyjęte|przyjęta|wpłynęło|otwarte|otwarta|ny|mottatt|"
    "registrert|åpen|uus|saabunud|registreeritud|avatud|uusi|vastaanotettu|saapunut|kirjattu|avoin|новое|новая|"
    "новый|получено|принято|зарегистрировано|открыто|открыта",
    in_work="in progress|in work|in process|processing|assigned|accepted|acknowledged|pending|on hold|waiting|"
    "escalated|under review|started|reopened|w toku|w trakcie|w trakcie realizacji|w realizacji|rozpatrywane|"
    "rozpatrywana|przekazano|przekazane|wstrzymane|oczekuje|under behandling|under arbeid|pågår|venter|tildelt|"
    "på vent|töös|menetluses|menetlemisel|ootel|käsittelyssä|työn alla|kesken|odottaa|"
    "в работе|на рассмотрении|рассматривается|в обработке|ожидание|назначено|передано|приостановлено",
    sent="answered|replied|responded|resolved|solved|odpowiedziano|udzielono odpowiedzi|wysłano odpowiedź|"
    "odpowiedź wysłana|answer sent|svar sendt|vastus saadetud|vastaus lähetetty|besvart|løst|"
    "vastatud|lahendatud|vastattu|ratkaistu|отвечено|ответ отправлен|дан ответ|решено|решена",
    waiting_customer="waiting for customer|awaiting customer|pending customer|waiting on customer|czeka na klienta|"
    "oczekuje na klienta|venter på kunden|ootab klienti|odottaa asiakasta|ждём клиента|ожидание клиента",
    waiting_colleague="waiting for colleague|waiting internally|pending internal|czeka na współpracownika|"
    "venter på kollega|ootab kolleegi|odottaa työtoveria|ждём коллегу|ожидание коллеги",
    waiting_organisation="waiting for organisation|waiting for third party|pending vendor|waiting on vendor|"
    "czeka na organizację|venter på organisasjon|ootab organisatsiooni|odottaa organisaatiota|ждём организацию|"
    "ожидание организации",
    answer_prepared="answer prepared|answer drafted|odpowiedź przygotowana|przygotowano odpowiedź|svar forberedt|"
    "vastus ette valmistatud|vastaus valmisteltu|ответ подготовлен",
    to_approve="to approve|pending approval|awaiting approval|do zatwierdzenia|til godkjenning|kinnitada|"
    "kinnitamisel|hyväksyttävänä|на согласовании",
    promise_open="promise open|obietnica otwarta|åpent løfte|lubadus avatud|lupaus avoinna|осталось обещание",
    withdrawn="withdrawn|withdrawn by customer|wycofana|wycofano|trukket|tagasi võetud|peruttu|отозвана|отозвано",
    passed_on="passed on|referred|forwarded|transferred|not ours|przekazana właściwej firmie|sendt videre|oversendt|"
    "edastatud|välitetty eteenpäin|передана по принадлежности|перенаправлено",
    closed="closed|completed|complete|done|finished|archived|cancelled|canceled|rejected|zamknięte|zamknięta|"
    "zamknięty|zakończone|zakończona|zakończono|załatwione|załatwiona|zrealizowane|zrealizowana|anulowane|lukket|"
    "avsluttet|ferdig|fullført|suletud|lõpetatud|valmis|suljettu|päätetty|käsitelty|закрыто|закрыта|закрыт|"
    "завершено|завершена|выполнено|исполнено|снято с контроля|отменено",
)

CHANNELS: Words = word_table(
    hall="in person|walk in|walkin|visit|counter|front desk|office|hall|personal visit|osobiście|kontakt osobisty|"
    "w placówce|placówka|sala obsługi|bok|biuro obsługi klienta|oppmøte|personlig|skranke|kundemottak|kohapeal|"
    "isiklikult|teenindussaal|palvelusali|esindus|käynti|käyntiasiointi|palvelupiste|toimipiste|asiointi|"
    "лично|очно|в офисе|офис|цок|посещение|зал обслуживания|личный приём",
    vip_hall="vip|vip hall|sala vip|vip mottak|vip saal|vip tila|vip зал",
    reception="reception|reception desk|recepcja|resepsjon|infolett|vastaanotto|vastaanottotiski|стойка приёма|ресепшн",
    phone="phone|telephone|call|phone call|tel|call center|call centre|hotline|voice|telefon|telefonicznie|"
    "infolinia|telefonisch|tlf|oppringning|puhelin|puhelu|puhelimitse|telefonitsi|kõne|телефон|по телефону|звонок|"
    "горячая линия|кол центр|колл центр",
    call_back="callback|call back|oddzwonienie|tilbakeringing|tagasihelistamine|takaisinsoitto|обратный звонок",
    email="email|e mail|mail|e mailem|mailem|poczta elektroniczna|e post|epost|sähköposti|sähköpostitse|"
    "e posti teel|meil|электронная почта|эл почта|почта|по электронной почте",
    web_form="internet reception|web|web form|webform|website|online|internet|portal|form|contact form|"
    "formularz|formularz na stronie|formularz www|www|strona internetowa|nettskjema|nettside|kontaktskjema|skjema|"
    "veebivorm|veeb|koduleht|verkkolomake|verkko|lomake|verkkosivu|"
    "интернет приёмная|сайт|через сайт|форма на сайте|интернет",
    shop="internet shop|web shop|webshop|online shop|e shop|sklep internetowy|nettbutikk|e pood|verkkokauppa|"
    "интернет магазин",
    account="account|personal account|customer portal|self service|app|mobile app|mobile|ebok|e bok|konto klienta|"
    "aplikacja|aplikacja mobilna|min side|mine sider|iseteenindus|mobiilirakendus|oma tili|mobiilisovellus|"
    "sovellus|личный кабинет|лк|мобильное приложение|приложение",
    chat="chat|live chat|chatbot|messenger|whatsapp|czat|vestlus|чат|мессенджер",
    social="social|social media|facebook|twitter|x|instagram|linkedin|media społecznościowe|fb|sosiale medier|"
    "sotsiaalmeedia|sosiaalinen media|some|социальные сети|соцсети|вконтакте|вк",
    letter="letter|post|postal|mail letter|fax|paper|list|pismo|listownie|poczta|pocztą|faks|brev|kiri|kirjalikult|"
    "kirje|kirjeitse|posti|письмо|письменно|почтой|письмо по почте|факс",
    book="book|complaints book|complaint book|complaints and suggestions book|klage og forslagsbok|"
    "książka skarg|książka skarg i wniosków|klagebok|kaebuste raamat|"
    "kaebuste ja ettepanekute raamat|palautekirja|книга жалоб|книга жалоб и предложений|книга отзывов",
    event="event|seminar|meeting|round table|spotkanie|seminarium|konferencja|arrangement|møte|üritus|tilaisuus|"
    "seminaari|встреча|семинар|круглый стол",
)

OUTCOMES: Words = word_table(
    justified="justified|upheld|founded|substantiated|accepted|valid|zasadna|zasadny|zasadne|uznana|uznano|"
    "uwzględniona|medhold|berettiget|põhjendatud|rahuldatud|aiheellinen|hyväksytty|обоснованная|обоснованно|"
    "обоснована|удовлетворена|удовлетворено|подтвердилась",
    partly="partly|partly justified|partially upheld|partially justified|częściowo zasadna|częściowo uznana|"
    "częściowo|delvis medhold|delvis|osaliselt põhjendatud|osaliselt|osittain aiheellinen|osittain|"
    "частично обоснованная|частично обоснована|частично|частично удовлетворена",
    not_justified="not justified|unjustified|not upheld|unfounded|unsubstantiated|rejected|denied|invalid|"
    "niezasadna|niezasadny|niezasadne|nieuznana|odrzucona|oddalona|ikke medhold|avslått|põhjendamata|rahuldamata|"
    "aiheeton|hylätty|необоснованная|необоснованно|необоснована|отказано|не подтвердилась",
    withdrawn="withdrawn|cancelled|canceled|cancelled by customer|wycofana|wycofano|anulowana|rezygnacja|trukket|"
    "tagasi võetud|peruttu|отозвана|отозвано",
    settled="settled|settled on the spot|first contact|resolved at first contact|załatwiona na miejscu|"
    "załatwiono na miejscu|løst på stedet|kohapeal lahendatud|hoidettu heti|решена на месте|решено на месте",
    passed_on="passed on|referred|forwarded|transferred|not ours|przekazana|przekazano|przekazana właściwej firmie|"
    "sendt videre|oversendt|edastatud|välitetty eteenpäin|siirretty|передана по принадлежности|перенаправлено|"
    "передано",
    answered="answered|informed|information given|resolved|solved|completed|udzielono informacji|"
    "udzielono odpowiedzi|odpowiedziano|besvart|informert|vastatud|selgitatud|vastattu|neuvottu|ответ дан|"
    "дан ответ|разъяснено|предоставлена информация",
)

SEGMENTS: Words = word_table(
    household="household|residential|private|individual|consumer|b2c|gospodarstwo domowe|indywidualny|"
    "osoba fizyczna|g|husholdning|privat|privatkunde|kodutarbija|eraklient|eraisik|kotitalous|yksityinen|"
    "yksityisasiakas|население|бытовой|бытовой клиент|физическое лицо|физлицо|фл",
    small_business="small business|business|sme|small|b2b|mała firma|firma|biznes|mśp|mikrofirma|småbedrift|"
    "bedrift|väikeettevõte|äriklient|ettevõte|pienyritys|yritys|малый бизнес|мсб|юридическое лицо|юрлицо|юл|ип",
    large_business="large business|large|corporate|enterprise|industry|key account|duża firma|korporacja|przemysł|"
    "storbedrift|industri|suurettevõte|suurklient|suuryritys|teollisuus|крупный бизнес|крупный клиент|"
    "промышленность",
    public_body="public body|public|public sector|instytucja publiczna|offentlig virksomhet|avaliku sektori asutus|"
    "julkinen taho|госучреждение|government|municipality|jednostka publiczna|samorząd|budżetówka|"
    "gmina|offentlig|kommune|avalik sektor|omavalitsus|riigiasutus|julkinen|julkishallinto|kunta|бюджет|"
    "бюджетная организация|госорган|муниципалитет",
    vip="vip|kluczowy|nøkkelkunde|võtmeklient|avainasiakas|ключевой",
)

LANGUAGES: Words = word_table(
    en="en|eng|english|angielski|engelsk|inglise|englanti|английский|англ",
    pl="pl|pol|polish|polski|polsk|poola|puola|польский",
    nb="nb|no|nn|nor|norwegian|norweski|norsk|bokmål|norra|norja|норвежский",
    et="et|ee|est|estonian|estoński|estisk|eesti|viro|эстонский",
    fi="fi|fin|finnish|fiński|finsk|soome|suomi|финский",
    ru="ru|rus|russian|rosyjski|russisk|vene|venäjä|русский|рус",
)

# What stands in the place of a customer's name
NOBODY: Words = word_table(
    anonymous="anonymous|anon|anonim|anonimowo|anonimowy|anonym|anonüümne|anonüümselt|nimetön|anonyymi|анонимно|аноним",
    unknown="unknown|not known|no name|none|nieznany|nieznana|brak|brak danych|ukjent|ikke kjent|teadmata|tundmatu|"
    "tuntematon|ei tiedossa|неизвестно|не известно|неизвестен|нет данных|не указано",
)
