"""What looks like a patient's data is masked: names, ages, dates of birth, record numbers, phones, e-mails; all languages together.

A name is known by the word before it ("bệnh nhân", "bé", "enfant", "patient", "my son"), an age by being somebody's and no limit or span
("dưới 15 tuổi", "survie à 5 ans"), a date by a word of birth, a number by a word for records. What stands before an age is a name, and
what stands behind a name is an age. A name is masked wherever it stands then.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from workshop_bot.texts.fold import fold

MASK = "▮▮▮"

_UPPER = "".join(letter for letter in map(chr, range(0x1EFF)) if letter.isupper() and "LATIN" in unicodedata.name(letter))
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++\s?@\s?[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/.,:])(?:\+|00)?\(?\d(?:[ .()\-]{0,2}\d){8,14}(?![\w/:]|[.,]\d)")
_DATE = (
    r"(?:\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:er|st|nd|rd|"
    r"th)?\s+(?:of\s+)?[^\W\d_]{3,9}\.?,?\s+\d{4}"
    r"|[^\W\d_]{3,9}\.?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?\d{4}|(?:ngày\s+|ngay\s+)?\d{1,2}\s+(?:tháng|"
    r"thang)\s+\d{1,2}(?:\s+(?:năm|nam)\s+\d{4})?"
    r"|\d{1,2}/\d{4}|\d{1,2}/\d{1,2}|(?:19|20)\d{2})"
)
_BIRTH = re.compile(
    r"(?<!\w)(?:(?:ngày |ngay |năm |nam |tháng )?sinh(?: ngày| ngay| năm| nam| tháng| vào)?|ns|sn|"
    r"n[ée]{1,2}(?:\(e\))?s?(?: le| en| au| du)?|"
    r"(?:date|année) de naissance|naissance|ddn|d\.d\.n\.?|born(?: on| in)?|(?:date|year) of birth|birth ?date|birthday|d\.?o\.?b\.?)"
    rf"\s*(?:là|la|:|=|is|est(?: le)?|le|,)?\s*(?P<it>{_DATE})",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"(?<!\w)(?:(?:mã|số|ma|so)(?: số| so)? (?:bệnh án|benh an|hồ sơ(?: bệnh án)?|ho so(?: benh an)?|ba|hsba|bn|bệnh nhân|benh nhan|y tế|"
    r"nhập viện|nhap vien|vào viện|vao vien|bhyt|bảo hiểm(?: y tế)?|bao hiem|thẻ|cccd|cmnd|lưu trữ|"
    r"khám(?: bệnh)?)|bệnh án(?: số)?|benh an(?: so)?|"
    r"hồ sơ(?: số)?|ho so(?: so)?|hsba|mã bn|bhyt|cccd|cmnd|pid|"
    r"(?:num[ée]ro|n[°ºo]\.?)(?: (?:de|du|d['’]))? ?(?:dossier|patient|ipp|nip|hospitalisation|s[ée]jour|"
    r"s[ée]cu(?:rit[ée] sociale)?|nir)|"
    r"dossier(?: m[ée]dical| patient)?|ipp|nip|nir|identifiant(?: patient)?|s[ée]curit[ée] sociale|"
    r"mrn|nh[is](?: (?:number|no\.?))?|shs|iep|ssn|n[°ºo]\.? ss|passe?port|"
    r"(?:medical |hospital |patient |health |case )?(?:record|file|chart|folder|id|identifier|number)|"
    r"(?:hosp(?:ital)?|patient|pt|chart|file|record|case|unit|admission|"
    r"insurance|lab|scan|slide|accession|specimen) (?:number|no\.?|id)|(?:mã|ma)(?: số| so)?(?= \S*\d{3}))"
    r"\s*(?:number|no\.?|là|la|is|est(?: le)?|số|so|num[ée]ro|"
    r"n[°ºo]\.?)?\s*[:#=]?\s*(?P<it>#?(?:[A-Z]{1,3} (?=\d{3}))?(?=[A-Za-z\-/.]*\d)[A-Za-z0-9](?:[A-Za-z0-9\-/.]|"
    r" (?=\d)){2,}[A-Za-z0-9])",
    re.IGNORECASE,
)

_NOT_ONES = (  # before a number: it is a limit, a span or a rate, and nobody's age
    r"(?:dưới|trên|duoi|tren|từ|tu|đến|den|tới|toi|hơn|hon|sau|trước|và|-|–|moins de|plus de|jusqu['’]à|"
    r"entre|et|de 0 à|à|depuis|pendant|après|"
    r"dans|tous les|under|over|above|below|to|than|between|and|of at least|within|after|every|for|the past|last)\s*"
)
_NUMBER = (
    r"(?:\d{1,2}(?:[.,]\d)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize)"
)
_UNIT = (
    r"(?:(?:t|th|a|y|yo|m|mo)|\s?(?:tuổi|tuoi|tháng|thang|tuần|tuan|ans?|mois|semaines?|years?|yrs?|y\.o\.?|yo|months?|mths?|mos?|weeks?|wks?)"
    r"(?:\s(?:tuổi|tuoi|old))?)"
)
_AND_MORE = r"(?:\s?(?:rưỡi|ruoi|et demie?|½|and a half|\d{1,2}\s?(?:tháng|thang|th|mois|months?)))?"
_AGE = rf"{_NUMBER}{_UNIT}{_AND_MORE}(?!\w)"
_NO_AGE = r"(?! (?:after|après|apres|de (?:suivi|traitement|survie|recul|formation)|nay|nữa|tới|of follow|survival|EFS|OS)\b)"
_CHILD = (
    r"(?:bé|be|cháu|chau|trẻ|tre|con|bn|bệnh nhân|benh nhan|bệnh nhi|benh nhi|trường hợp|patiente?|pte?|enfant|garçon|garcon|fille|"
    r"fillette|bébé|bebe|bb|nourrisson|nn[ée]|ado|petite?|gamine?|cas|fils|child|kid|boy|girl|baby|infant|toddler|son|daughter|lad|teen)"
)
_LIMIT = r"(?:dưới|duoi|trên|tren|từ|tu|hơn|hon|sau|under|over|above|below|from|than|de|d|à|a|moins|plus|après|apres|avant|jusqu)"
_AGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w)(?P<not>){_CHILD}(?: (?!{_LIMIT}\b)\w+)?[ ,:(]+(?:de |d['’]|a |of |is )?(?P<it>{_AGE}){_NO_AGE}",
        rf"(?<!\w)(?P<not>)(?:(?-i:[HFMG])|nam|nữ|male|female|boy|girl|sexe?:? [MFG])[ ,:]+(?P<it>{_AGE}){_NO_AGE}",
        rf"(?:^|[.;:\n]\s*)(?P<not>)(?P<it>{_AGE})(?=,| (?-i:[MF])\b)",
        r"(?:^|[(,;:.]\s*)(?P<not>)(?P<it>\d{1,2}\s?(?:yo?|a)?(?-i:[MF]))(?!\w)",
        r"(?<!\w)(?P<not>)(?:âge|age|tuổi|tuoi)(?:\s*[:=]\s*|\s+)(?P<it>\d{1,2})(?=\s*[,;.)]|\s+(?:sexe?|giới|gioi|dx|dg|chẩn|"
        r"female|male)\b|\s*$)",
        r"(?<!\w)(?P<not>)(?:nouveau-n[ée]|nn[ée]|bébé|bebe|bb|nourrisson|newborn|neonate|baby) "
        r"(?:de |of )?(?P<it>\d{1,2} (?:jours?|days?))(?!\w)",
        rf"(?<!\w)(?P<not>(?:moins|plus) de )?[âa]g[ée]+s? (?:de |d['’])(?P<it>{_AGE})",
        rf"(?P<not>(?:under|over|to|than|between|of) )?(?<![\w\-])(?P<it>{_NUMBER}[\s\-]*(?:years?|yrs?|"
        r"months?|mths?|mos?|weeks?|wks?|days?)[\s\-]*olds?)(?!\w)",
        rf"(?<![\w\-–])(?P<not>{_NOT_ONES})?(?P<it>\d{{1,3}}(?:[.,]\d)?\s*(?:tuổi|tuoi|tháng tuổi|thang tuoi|"
        rf"ngày tuổi|ngay tuoi|tuần tuổi|tuan tuoi){_AND_MORE})(?!\w)",
        r"(?<!\w)(?:bé|be|cháu|chau|bn|bệnh nhân|benh nhan|trai|gái|gai|nam|nữ|nu|con|"
        r"nhỏ)[ ,]+(?:\w+ )?(?P<not>\bdưới )?(?P<it>\d{1,3}\s?(?:t|th|tháng|thang|m)\b)(?! ?\d| nữa| tới| nay)",
        r"(?<!\w)(?P<not>(?:moins|plus) de )?(?:âgée?|agée?|agee?)s? (?:de |"
        r"d['’])(?P<it>\d{1,3}(?:[.,]\d)?\s*(?:ans?|mois|semaines?|jours?)(?: et demie?)?)(?!\w)",
        r"(?<!\w)(?P<not>sans)?(?:patiente?|enfant|garçon|garcon|fille|fillette|bébé|bebe|nourrisson|"
        r"nouveau-né|ado(?:lescente?)?|fils|neveu|nièce|niece|petite?|gamine?|"
        r"homme|femme|jeune|cas|elle|il|gar[çc]onnet|malade|frère|sœur|soeur|cousine?|"
        r"(?-i:[A-ZÉÈ]\w+,))(?: \w+)?,? (?:de |d['’]|a |qui a |aura |vient d'avoir |avait )?"
        r"(?P<it>\d{1,3}(?:[.,]\d)?\s*(?:ans|an|mois|semaines|jours)(?: et demie?)?)(?= \w|[.,;:?!)]|"
        r"\s*$)(?! après| de (?:suivi|traitement|survie|recul|formation))",
        r"(?P<not>(?:under|over|to|than|between|of) )?(?<![\w\-])(?P<it>\d{1,3}(?:\.\d)?[\s\-]*(?:years?|yrs?|"
        r"months?|weeks?|days?|mths?)[\s\-]+olds?)(?!\w)",
        r"(?<!\w)(?P<not>(?:under|over) )?(?P<it>\d{1,3}\s?(?:yo|y\.o\.|y/o|yrs old|m/o|mo old)(?!\w))",
        r"(?<!\w)(?P<not>children |those |patients |people )?aged?:? (?P<it>\d{1,3}(?:\.\d)?(?: (?:years|"
        r"months|weeks|days))?)(?!\w|\s?(?:-|–|to|and)\s?\d)",
        r"(?<!\w)(?P<not>)(?:patient|boy|girl|son|daughter|child|baby|infant|nephew|niece|toddler|kid|"
        r"teenager|he|she|brother|sister|cousin|grandson|granddaughter)"
        r"(?: is|'s|’s| was| just turned| turned| turns| of|,) (?P<it>\d{1,2}(?: (?:years|months|weeks|"
        r"days))?)(?=[.,;:?!)]|\s+(?:and|with|who|has|had|now|last|this|next|today)\b|\s*$)",
    )
)

_KIN_VI = (
    r"bệnh nhân|bệnh nhi|người bệnh|ca bệnh|benh nhan|benh nhi|bn|bé(?: trai| gái)?|be(?: trai| gai)?|"
    r"cháu(?: trai| gái| bé)?|chau(?: trai| gai| be)?|con(?: trai| gái)(?: tôi| em| mình| anh| chị)?|cháu (?:gái |trai )?(?:tôi|em|mình)|"
    r"con (?:tôi|em|mình|toi|minh)|con(?: trai| gai)(?: toi| em| minh)?|em bé|mẹ bé|bố bé|mẹ cháu|bố cháu|"
    r"(?:tên|ten)(?: là| la| của cháu là| bệnh nhân là)?|họ tên|họ và tên|ho ten|ca"
)
_KIN = (
    r"patiente?|pte|malade|bb|puce|(?:l['’])?[ée]l[èe]ve|cas de|(?:p[èe]re|m[èe]re|papa|maman|mamie|papi) d[eu]|"
    r"famil(?:y of|le de)|cas(?:e)?(?=:)|"
    r"(?:l['’])?enfant|petite?|bébé|bebe|fils|fille|fillette|garçon|garcon|neveu|nièce|"
    r"niece|jeune|nourrisson|gamine?|filleule?|cousine?|fr[eè]re|s(?:œ|oe)ur|"
    r"(?:s['’]appelle|nomm[ée]e?|pr[ée]nomm[ée]e?|appel[ée]e?|pr[ée]nom|nom)(?: est)?|"
    r"pt|child|son|daughter|boy|girl|baby|infant|toddler|kid|nephew|niece|little|grandson|granddaughter|"
    r"brother|sister|cousin|teenager|named|called|name(?: is|['’]s)?|case of|mother of|father of|"
    r"parents of|mum of|mom of|dad of"
)
_SURNAMES = (
    "nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dinh|trinh|doan|mai|lam|"
    "luong|cao|ha|truong|ta|thai|dao|phung|to|quach|chu|kieu|vuong|hua|nong|lo|giang|tong|trieu"
)
_NAME = rf"(?:[{_UPPER}][\w'’\-]*+\.?(?:[ \-]?(?:van |thi |Thị |Văn |de |d'|le )?[{_UPPER}][\w'’\-]*+\.?){{0,4}})"
_AFTER = re.compile(
    rf"(?<![\w\-])(?i:{_KIN_VI}|{_KIN})(?:\s*[:,(]\s*|\s+(?i:tên là |tên |ten |là |la |named |called |"
    rf"nommée? |prénommée? |de |M\. |Mme |Mlle |Mr\.? |Mrs\.? |Ms\.? |Miss )?)(?P<it>{_NAME})"
)
_LOWER = re.compile(
    rf"(?<![\w\-])(?:{_KIN_VI})\s*[: ]\s*(?P<it>(?:{_SURNAMES})(?: (?:van|thi|huu|duc|minh|thanh|quoc|ngoc|"
    rf"gia|bao|thu|kim|hong|xuan|anh|tuan))+ ?[^\W\d_]*|(?:{_SURNAMES}) [^\W\d_]+(?=[ ,.]+(?:\d|sinh|bi|"
    rf"nhap|tuoi)))",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"(?<!\w)(?:M\.|Mme|Mlle|Monsieur|Madame|Mr\.?|Mrs\.?|Ms\.?|Miss) (?P<it>{_NAME})")
_CONCERNED = re.compile(rf"(?<!\w)(?i:re|about|concerne|objet|v/v)\s*:\s*(?P<it>{_NAME})")
_FULL = re.compile(rf"(?<!\w)(?P<it>[{_UPPER}]\w++(?: [{_UPPER}]\w*+){{1,4}})")
_KIN_OF = re.compile(
    rf"(?<![\w\-])(?P<it>[{_UPPER}]\w*+(?: [{_UPPER}]\w*+){{0,4}})['’]s (?:mother|father|mum|mom|dad|parents|family|sister|brother)(?!\w)"
)
_OF_THEIRS = re.compile(
    rf"(?<!\w)(?i:chimio(?:thérapie)?|chemo(?:therapy)?|traitement|treatment|irm|mri|scan(?:ner)?|ct|greffe|biopsie|biopsy|dossier|file|case|"
    rf"opération|surgery|hồ sơ|ho so|phim|bệnh án|ca)(?: của| cua| de| d['’]| of) ?(?P<it>{_NAME})"
)
_APPOSED = re.compile(
    rf"(?<!\w)(?P<it>{_NAME})(?i:,? (?:is |est |was |là )?(?:(?:my|our|mon|ma|notre) (?:patiente?|son|daughter|child|fils|fille|enfant)|"
    rf"(?:mẹ|bố|ba|bà nội|bà ngoại|ông nội|ông ngoại) (?:của )?(?:bé|cháu|bn|bệnh nhân)))(?!\w)"
)
_BEFORE_AGE = re.compile(rf"(?<!\w)(?:(?i:{_KIN_VI}|{_KIN}) )?+(?P<it>{_NAME})(?:,\s*|\s*\(\s*)(?:(?i:{_AGE}){_NO_AGE}|(?i:aged?|âgée?) )")
_LOWER_BEFORE_AGE = re.compile(
    rf"(?<!\w)(?:{_CHILD}) (?!(?:{_LIMIT}|{_CHILD}|trai|gái|gai|nam|nữ|nu|em|bé|tôi|mình|được|duoc|bị|bi|mới|moi|theo|nay|"
    rf"qui|avec|est|is|was|with|who|a|has|âgée?|agee?|aged)\b)"
    rf"(?P<it>[^\W\d_]{{2,}}(?: [^\W\d_]{{2,}})?),? (?={_AGE}{_NO_AGE}|(?:giường|giuong|sinh (?:ngày|năm)|sn|quê|que|lớp|lit|bed) )",
    re.IGNORECASE,
)
_GIVEN = (  # names that are no other word, as people type them without a capital
    "adam alex alexandre alice amina amelie anna arthur aya benjamin camille charles charlotte chloe clara daniel david elena elise ella "
    "emily emma ethan eva fatima gabriel george hannah henry hugo ibrahim ines isaac jack jacob jade james jeanne john joseph juliette "
    "karim lea leo leon leonie lena lily lina lola louis louise lucas lucie luna maria marie martin mathis matteo maxime mehdi mia michael "
    "mohamed mohammed moussa nathan nina noah noe nolan oliver olivia omar paul peter pierre rayan robin romane ryan samuel sara sarah "
    "sofia sophie theo thomas tom victor william yanis youssef zoe duc hoa hung huong khanh lan linh long phuong quynh thao trang tuan"
)
_LOWER_GIVEN = re.compile(rf"(?<!\w)(?:{_KIN}) (?P<it>[^\W\d_]{{3,}})(?!\w)", re.IGNORECASE)
_SOMEBODY = re.compile(
    r"(?<!\w)(?:bệnh nhân|bệnh nhi|patiente?|malade|(?:my|our) (?:son|daughter|child)|mon fils|ma fille|"
    r"(?:mother|father|mum|mom|dad|parents?) of|(?:m[èe]re|p[èe]re|maman|papa)(?: de| d['’]| du)|"
    r"(?:la|le|the) (?:m[èe]re|p[èe]re|maman|papa|mother|father)|hồ sơ của)(?!\w)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:GS|PGS|TS|BS|Bs|bs|ThS|Dr|Pr|Prof|Professor|Professeur|thầy|cô|bác sĩ|giáo sư|M|Mme|Mr|Mrs|Ms)\.? $")
_PLACE = re.compile(r"(?<!\w)(?:hotel|hôtel|khách sạn|restaurant|quán|room|salle|phòng)(?!\w)", re.IGNORECASE)
_NAMED = re.compile(r"(?:appel|nom|called|name|tên|ten)", re.IGNORECASE)
_INSTITUTIONS = (
    "institute institut hospital hopital health programme program day foundation fondation association society centre center "
    "university universite network fund charity group trust ward congress meeting"
)
_NO_NAMES = (  # the first word of what is no name, though it has a capital
    "viet noi hue sai benh vien khoa hoi ban paris lyon hanoi saigon france curie gustave roussy phap zoom telegram wifi internet jesus "
    "safety care advocacy day room leucemie leukemia lymphoma neuroblastoma nephroblastoma wilms ewing hodgkin burkitt aml icu picu "
    "ct mri pet irm covid who oms siop phd dr pr prof professeur bs ths ts gs pgs bac bv vn hcm europe asia asie africa vietnam "
    "vietnamese english french francais anglais vietnamien i we what how where when or program programme session workshop atelier "
    "hopital hospital national cancer unicef monday tuesday wednesday thursday friday saturday sunday december decembre "
    "retinoblastome retinoblastoma medulloblastoma osteosarcoma all lal lam lnh nb rb rms apl lch mb dipg hodgkinien neuroblastome "
    "children enfants be bn chau tre con em enfant child boy girl today survie survival suivi follow depuis dose "
)
_PLACES = ("ha noi", "ho chi minh", "da nang", "can tho", "k ")


_BESIDE = re.compile(
    rf"\s*[,(:]?\s*(?P<it>{_AGE}|\d{{1,2}}/12|(?<=[,(] )\d{{1,2}}(?=\s*[,;)])|(?<=\()\d{{1,2}}(?=\))|(?<=[,(] )\d{{1,2}} and a half)",
    re.IGNORECASE,
)


@cache
def _no_names() -> frozenset[str]:
    return frozenset(_NO_NAMES.split())


@cache
def _given() -> frozenset[str]:
    return frozenset(_GIVEN.split())


@cache
def _surnames() -> frozenset[str]:
    return frozenset(_SURNAMES.split("|"))


def mask(text: str) -> str:
    """The text with what looks like a patient's data masked; a text without any is given back as it is."""
    composed = unicodedata.normalize("NFC", text)
    spans = sorted(_spans(composed))
    if not spans:
        return text
    parts, end = [], 0
    for first, last in spans:
        if first >= end:
            parts += [composed[end:first], MASK]
        end = max(end, last)
    return "".join((*parts, composed[end:]))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_EMAIL, _PHONE):
        yield from (match.span() for match in pattern.finditer(text))
    for pattern in (_BIRTH, _RECORD):
        yield from (match.span("it") for match in pattern.finditer(text))
    for pattern in _AGES:
        yield from (match.span("it") for match in pattern.finditer(text) if not match["not"])
    names = [text[slice(*span)] for span in _names(text)]
    for name in dict.fromkeys(names):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield match.span()
            if age := _BESIDE.match(text, match.end()):
                yield age.span("it")


def _names(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_AFTER, _LOWER, _BEFORE_AGE, _KIN_OF, _APPOSED, _LOWER_BEFORE_AGE):
        yield from (match.span("it") for match in pattern.finditer(text) if _may_be_a_patients(match))
    yield from (match.span("it") for match in _LOWER_GIVEN.finditer(text) if fold(match["it"]) in _given())
    somebody = _SOMEBODY.search(text) or _RECORD.search(text)
    if somebody:
        for pattern in (_TITLED, _CONCERNED, _OF_THEIRS):
            yield from (match.span("it") for match in pattern.finditer(text) if _may_be_a_patients(match))
        for match in _FULL.finditer(text):
            if fold(match["it"]).split()[0] in _surnames() and not _TITLE.search(text[: match.start()]):
                yield match.span("it")


def _may_be_a_patients(match: re.Match[str]) -> bool:
    words = [word.strip(".") for word in fold(match["it"]).replace("-", " ").split()]
    if words[0] in _no_names() or f"{' '.join(words)} ".startswith(_PLACES) or not set(_INSTITUTIONS.split()).isdisjoint(words):
        return False
    return not (_NAMED.search(match[0]) and _PLACE.search(match.string))
