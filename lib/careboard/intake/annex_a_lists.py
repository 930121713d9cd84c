"""The eleven lists of Annex A: how each is told, what its columns are called, which of the suite's they are.

Headings are compared without capitals, spaces, brackets and marks, in any order; after the first name of a
column stand its names in other years and councils. Source: Ofsted, Inspecting local authority children's
services, Annex A: child-level data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from careboard.errors import CLOSE, nearest

# number | title, other titles | the fields without which it is not this list; then field = its headings
DECLARATIONS = """
1 | contacts, contact | child contacted
    contacted = Date of Contact; Contact Date
    source = Contact Source; Source of Contact
2 | early help, early help assessments, eh | child started
    started = Assessment start date; Early Help Assessment Start Date; Early Help Start Date
    ended = Assessment completion date; Early Help Assessment Completion Date; Early Help End Date
3 | referrals, referral | child referred
    referred = Date of referral; Referral Date
    source = Referral Source; Source of Referral
    earlier = Number of Referrals in Last 12 Months; Number of Referrals in the Last 12 Months
    team = Allocated Team; Team
4 | assessments, assessment, single assessments | child started authorised
    started = Continuous Assessment Start Date; Assessment Start Date
    authorised = Continuous Assessment Date of Authorisation; Assessment Date of Authorisation; \
Assessment Authorisation Date; Date of Authorisation
    seen = Child Seen During Continuous Assessment; Child Seen During Assessment
    team = Allocated Team; Team
5 | section 47 enquiries and icpcs, section 47 enquiries, section 47, s47, s47 and icpc | child enquired
    enquired = Strategy discussion initiating Section 47 Enquiry Start Date; \
Strategy Discussion Date; Section 47 Enquiry Start Date; S47 Enquiry Start Date
    held = Date of Initial Child Protection Conference; Initial Child Protection Conference Date; Date of ICPC
    team = Allocated Team; Team
6 | children in need, child in need, cin | child in_need
    in_need = CIN Start Date; Child in Need Start Date; Date CIN Started
    closed = CIN Closure Date; Child in Need Closure Date; CIN End Date
    team = Allocated Team; Team
7 | child protection plans, child protection, cp plans, cpp, cp | child plan_started plan_ended
    plan_started = Child Protection Plan Start Date; CP Plan Start Date; CPP Start Date
    plan_ended = Child Protection Plan End Date; CP Plan End Date; CPP End Date
    category = Latest Category of Abuse; Current Category of Abuse
    visited = Date of the Last Statutory Visit; Date of Last Statutory Visit
    alone = Was the Child Seen Alone?; Child Seen Alone
    previous = Number of Previous Child Protection Plans; Number of Previous CP Plans
    team = Allocated Team; Team
8 | children in care, looked after children, children looked after, lac, cla, cic | child entered ceased
    unaccompanied = Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N); \
Unaccompanied Asylum Seeking Child (UASC) (Y/N); UASC
    entered = Date Started to be Looked After; Date the Child Started to be Looked After
    legal_from = Start date of current legal status; Start Date of Legal Status
    legal_status = Child's Legal Status; Legal Status
    reviewed = Date of Latest Statutory Review; Date of Last Statutory Review
    visited = Date of Last Social Work Visit; Date of Last Social Worker Visit
    health_assessed = Date of Last Health Assessment; Date of Latest Health Assessment
    dental_checked = Date of Last Dental Check; Date of Latest Dental Check
    placements = Number of Placements in the Last 12 months; Number of Placements in Last 12 Months
    ceased = Date Ceased to be Looked After; Date Child Ceased to be Looked After
    end_reason = Reason Ceased to be Looked After; Reason Ceased
    placed = Start Date of Most Recent Placement; Start Date of Latest Placement; Placement Start Date
    placement_type = Placement Type; Type of Placement
    provider = Placement Provider
    postcode = Placement postcode
    urn = URN of Placement; Placement URN
9 | care leavers, leaving care, care leaver | child eligibility
    eligibility = Eligibility Category; Care Leaver Eligibility
    pathway_plan_review = Latest Pathway Plan Review Date; Date of Latest Pathway Plan Review
    in_touch = LA in Touch; In Touch
    contact = Latest Date of Contact; Date of Latest Contact
    accommodation = Type of Accommodation; Accommodation Type
    suitability = Suitability of Accommodation; Accommodation Suitability
    activity = Activity Status
    team = Allocated Team; Team
10 | adoption, adoptions, children for adoption | child decided
    decided = Date of Decision that Child Should be Placed for Adoption
    ordered = Date of Placement Order; Placement Order Date
    matched = Date of Matching Child and Prospective Adopters; Date of Match
11 | adopters, prospective adopters | adopter
    adopter = Individual adopter identifier; Adopter Identifier
"""
# columns that describe the child and stand in the first ten lists
CHILD = """
    child = Child Unique ID; Child Unique Identifier; Child ID; Unique Child ID
    sex = Gender; Sex
    ethnicity = Ethnicity; Ethnic Origin
    born = Date of Birth; DOB; Date of Birth or Expected Date of Birth
"""
# the suite's table < the list, then the suite's column = the list's field; a table may come of several lists
TABLES_OF_LISTS = """
contacts < 1 | child contacted
early_help < 2 | child started ended
referrals < 3 | child referred team earlier
assessments < 4 | child started authorised seen team
enquiries < 5 | child started=enquired team
conferences < 5 | child held team
need_episodes < 6 | child started=in_need ended=closed team
plans < 7 | child started=plan_started ended=plan_ended category previous
protection_visits < 7 | child visited alone
care < 8 | child started=placed entered legal_status placement_type provider postcode urn ended=ceased \
end_reason
care_reviews < 8 | child reviewed
care_visits < 8 | child visited
health_checks < 8 | child checked=health_assessed
health_checks < 8 | child checked=dental_checked
placement_counts < 8 | child number=placements
immigration < 8 | child status=unaccompanied
care_leavers < 9 | child eligibility in_touch contact activity accommodation pathway_plan_review
permanence < 10 | child ordered matched
"""
ADOPTERS = 11  # the list from which no figure is taken


@dataclass(frozen=True)
class List:
    """One list.

    Attributes:
        number: 1 to 11.
        titles: what its sheet may be called beside its number.
        telling: the fields without which a sheet is not this list.
        headings: field -> its headings, the usual one first.
    """

    number: int
    titles: tuple[str, ...]
    telling: tuple[str, ...]
    headings: dict[str, tuple[str, ...]]

    @property
    def title(self) -> str:
        """How messages name it."""
        return f"List {self.number} ({self.titles[0]})"


@dataclass(frozen=True)
class Target:
    """Which table of the suite comes of a list.

    Attributes:
        table: the suite's table.
        number: the list.
        columns: the suite's column -> the list's field.
    """

    table: str
    number: int
    columns: dict[str, str]


def form(heading: str) -> str:
    """A heading in the form in which those of Annex A are compared.

    Example: 'UASC within the Last 12 Months (Y/N))' is 'uascwithinthelast12months'.

    Args:
        heading: as it came.
    """
    plain = re.sub(r"\(?\s*y\s*/\s*n\s*\)*", " ", heading.lower())
    return "".join(sign for sign in plain if sign.isalnum())


def _headings(text: str) -> dict[str, tuple[str, ...]]:
    pairs = (line.split(" = ") for line in text.strip().splitlines())
    return {field.strip(): tuple(name.strip() for name in names.split(";")) for field, names in pairs}


def _lists(text: str) -> dict[int, List]:
    lists = {}
    for block in re.split(r"\n(?=\d)", text.strip()):
        head, _, body = block.partition("\n")
        number, titles, telling = (part.strip() for part in head.split("|"))
        of_child = {} if int(number) == ADOPTERS else _headings(CHILD)
        names = tuple(title.strip() for title in titles.split(","))
        lists[int(number)] = List(int(number), names, tuple(telling.split()), of_child | _headings(body))
    return lists


def _targets(text: str) -> list[Target]:
    targets = []
    for line in text.strip().splitlines():
        head, _, columns = line.partition(" | ")
        table, number = head.split(" < ")
        pairs = (pair.partition("=") for pair in columns.split())
        targets.append(Target(table, int(number), {ours: theirs or ours for ours, _, theirs in pairs}))
    return targets


LISTS = _lists(DECLARATIONS)
TARGETS = _targets(TABLES_OF_LISTS)
FORMS = {number: {form(name): field for field, names in one.headings.items() for name in names}
         for number, one in LISTS.items()}  # fmt: skip
KNOWN_FORMS = {name for forms in FORMS.values() for name in forms}
NUMBERED = re.compile(r"(?:annex\s*a\W*)?(?:list|l)?[\s_.\-]*0?(?P<number>\d{1,2})(?!\d)\W*.*", re.IGNORECASE)


def number_by_name(sheet: str) -> int | None:
    """The list that a sheet's name is of, by number or title; None where it is of none.

    Args:
        sheet: 'List 4', '4', 'List_4', 'List 4 - Assessments' or 'Assessments'.
    """
    match = NUMBERED.fullmatch(sheet.strip().replace("_", " "))
    if match and int(match["number"]) in LISTS:
        return int(match["number"])
    plain = " ".join(re.sub(r"[\W_]+", " ", sheet.lower()).split())
    return next((number for number, one in LISTS.items() if plain in one.titles), None)


def numbers_by_columns(forms: set[str]) -> list[int]:
    """The lists of which some columns have all that tell a list.

    Args:
        forms: the headings, in their form.
    """
    return [
        number
        for number, one in LISTS.items()
        if set(one.telling) <= {FORMS[number][name] for name in forms if name in FORMS[number]}
    ]


def lacking(number: int, headings: list[str]) -> list[str]:
    """What is to be said of the columns that a list cannot do without and lacks.

    Args:
        number: the list.
        headings: those that it has.
    """
    held = {FORMS[number].get(form(name)) for name in headings}
    strange = [name for name in headings if form(name) not in FORMS[number]]
    told = []
    for field in LISTS[number].telling:
        if field not in held:
            usual = LISTS[number].headings[field][0]
            close = get_close_matches(usual, strange, n=1, cutoff=CLOSE)
            hint = nearest(usual, close) if close else ""
            told.append(f"there is no column '{usual}'.{hint} Add it to the list.")
    return told
