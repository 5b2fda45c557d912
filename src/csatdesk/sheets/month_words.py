"""Names of months in the six languages as they stand in dates, folded, each with its number.

Polish and Russian write the genitive ("5 marca", «5 марта»), Finnish the partitive ("5. maaliskuuta").
"""

from csatdesk.domain.folding import fold

_LISTS = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "januar februar mars april mai juni juli august september oktober november desember",
    "jan feb mars apr mai juni juli aug sep okt nov des",
    "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    "jaan veebr märts apr mai juuni juuli aug sept okt nov dets",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
    "marraskuuta joulukuuta",
    "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "янв фев мар апр май июн июл авг сен окт ноя дек",
)

MONTHS = {fold(word): place for names in _LISTS for place, word in enumerate(names.split(), start=1)}
