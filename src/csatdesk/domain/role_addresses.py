"""Role addresses: mailboxes of an office or a task, such as info@, that no one person reads.

The words are those of RFC 2142 and what firms and authorities of the six languages write on their doors, folded as
`folding.fold` does, Russian ones in both alphabets.
"""

import re

from csatdesk.domain.folding import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Nobody is called so: enough as the first or last part of a longer name, as in "info.krakow" or "krakow.biuro"
SURE = _words(
    # English, and what all of them use
    "info infos information enquiries enquiry inquiries inquiry office offices frontdesk frontoffice backoffice "
    "reception helpdesk helpline customerservice customerservices customercare customersupport clientservice "
    "callcentre callcenter contactcentre contactcenter webmaster postmaster hostmaster mailerdaemon noreply "
    "donotreply dontreply newsletter newsletters unsubscribe accounting bookkeeping accountspayable "
    "accountsreceivable procurement purchasing recruitment careers dataprotection gdpr secretariat complaints "
    "invoices invoicing webshop administrator "
    # Polish
    "biuro biura sekretariat informacja informacje bok poczta obsluga obslugaklienta obslugaklientow "
    "biuroobslugi biuroobslugiklienta dzialsprzedazy sprzedaz zamowienia zamowienie faktury efaktury efaktura "
    "ksiegowosc kadry rekrutacja reklamacje rodo iod recepcja dyrekcja zarzad administracja kancelaria skargi "
    # Norwegian
    "firmapost postmottak resepsjon kundeservice kundesenter kundestotte sentralbord regnskap okonomi "
    "personvern personvernombud fakturamottak servicetorg "
    # Estonian
    "kontor kantselei klienditeenindus klienditugi teenindus teeninduskeskus muuk muugiosakond raamatupidamine "
    "tellimused yldinfo uldinfo infopunkt andmekaitse juhatus "
    # Finnish
    "asiakaspalvelu toimisto myynti laskutus laskut ostolaskut kirjaamo neuvonta asiakastuki tietosuoja "
    "kirjanpito rekrytointi palvelupiste vaihde yhteydenotto "
    # Russian
    "инфо информация офис приемная канцелярия секретариат бухгалтерия справка справочная поддержка рассылка "
    "отделкадров отделпродаж заказы жалобы техподдержка "
    "infocentr priemnaya priyomnaya priemnaja kancelyariya kantselyariya buhgalteria buhgalteriya bukhgalteria "
    "bukhgalteriya otdelkadrov otdelprodazh podderzhka techpodderzhka tehpodderzhka spravka zakazy"
)
# A task only where it is the whole name: people are called Post, Sales, Jura and Sklad, too
WHOLE = SURE | _words(
    # RFC 2142, and English
    "abuse noc security support marketing sales www web ftp usenet news uucp root admin admins mail email mailbox post "
    "contact contacts contactus hello hi hey welcome help service services care client clients customer customers team "
    "staff all everyone everybody company firm board management director directors ceo cfo secretary billing invoice "
    "account accounts finance finances payments payment payroll order orders booking bookings reservation reservations "
    "shop store sale export import buy purchase press media pr hr jobs job career work legal law privacy compliance "
    "dpo it ict tech technical feedback complaint claims claim returns delivery logistics warehouse transport events "
    "training school library museum hotel restaurant list lists subscribe bounce bounces daemon nobody test spam "
    # Polish
    "kontakt firma sklep pomoc serwis praca klient klienci dok handel handlowy marketing dzialhandlowy zakupy dostawy "
    "magazyn platnosci rachunki finanse zgloszenia reklamacja skarga prezes dyrektor prawny iodo odo abi szkola urzad "
    "gmina przychodnia rejestracja hotel spoldzielnia wspolnota "
    # Norwegian
    "salg butikk faktura kontoret kunde kunder hjelp ordre bestilling lonn personal styret styre presse stilling jobb "
    "ledelse dagligleder drift epost klage reklamasjon verksted skole kommune borettslag "
    # Estonian
    "pood abi arve tellimus personal register registratuur meil sekretar juhataja juhtkond klient kliendid tugi "
    "hooldus ladu kaebused kool vald linnavalitsus vallavalitsus korteriuhistu arved "
    # Finnish
    "posti sahkoposti yhteys palaute tilaukset tilaus talous hallinto henkilosto viestinta huolto tuki kauppa johto "
    "hallitus reklamaatiot reklamaatio toimitus varasto asiakas asiakkaat koulu kunta kaupunki isannointi taloyhtio "
    # Russian
    "почта секретарь бухгалтер заказ продажи отдел кадры склад магазин реклама заявка заявки клиент клиенты директор "
    "помощь контакт контакты сервис администратор админ работа вакансии претензии договор школа тсж "
    "pochta sekretar buh buhgalter bukhgalter zakaz prodazhi prodaji otdel kadry sklad magazin reklama zayavka zayavki "
    "direktor pomosch kontakty servis rabota vakansii pretenzii dogovor tszh"
)

_PARTS = re.compile(r"[\W_]+")
_COUNTED = re.compile(r"[\W_]*\d+\Z")


def is_role_address(address: str) -> bool:
    """Whether the part before the @ names an office or a task; what follows a "+" or the @ changes nothing."""
    local = fold(address.strip().rpartition("@")[0]).partition("+")[0].strip("\"' ")
    name = _COUNTED.sub("", local)
    parts = [part for part in _PARTS.split(name) if part]
    if not parts:
        return False
    if "".join(parts) in WHOLE or all(part in WHOLE for part in parts):
        return True
    return _COUNTED.sub("", parts[0]) in SURE or parts[-1] in SURE
