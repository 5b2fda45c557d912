"""The two-letter codes of languages, and what people write in their place: names, and codes of countries."""

from csatdesk.domain.marks import N_

# ISO 639-1, all codes in force
_ALL = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo "
    "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka "
    "kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng "
    "nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su "
    "sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
CODES = frozenset(_ALL.split())
# Codes of countries (ISO 3166-1) that are no codes of languages, each with the language that is meant most likely
OF_COUNTRIES = {
    "al": "sq",
    "by": "be",
    "cn": "zh",
    "cz": "cs",
    "dk": "da",
    "gb": "en",
    "ge": "ka",
    "gr": "el",
    "il": "he",
    "ir": "fa",
    "jp": "ja",
    "kz": "kk",
    "md": "ro",
    "me": "sr",
    "ua": "uk",
    "us": "en",
    "vn": "vi",
}
# Codes of languages that are codes of neighbouring countries, too, and meant so more often than not
MISTAKEN = {"ee": "et", "se": "sv"}
LEAST_OF_A_NAME = 4  # letters: shorter words are codes of some kind

NAMED = N_("“{value}” is the name of a language. Write its code, for example PL for Polish.")
NAMED_KNOWN = N_("“{value}” is the name of a language. Write its code {code}.")
UNKNOWN = N_("“{value}” is no language code. Write two letters, for example PL for Polish.")
COUNTRY = N_("“{value}” is no language code. If it stands for the country, write {code}.")
DOUBTFUL = N_("{value} is a country, too. If its people's language is meant, write {code}.")
