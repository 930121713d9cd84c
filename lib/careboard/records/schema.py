"""The declared shape of every table: columns, types, codes and keys.

Whatever the source, definitions see these tables and these columns. Some that only snapshots (Annex A) have:
`earlier` and `previous`, how many referrals and plans came before; `stopped`, the day by which an open
assessment was gone; `entered`, the first day of a period of care of which the first episodes are not known.
Dates are days; a moment is a day with a time where the source has one. Codes are those of the SSDA903 guide;
where a code list changed with a collection year, the codes of all years stay known, so that past years stay
countable. Importing this module costs no pandas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from careboard.records import codes

# table | its key | pairs of dates that may not run backwards | "local" where it names no child
# then its columns, name:type; * where a record without it is set aside; (LIST) its list of codes.py, or
# (least..most) the numbers that it may hold
DECLARATIONS = """
# before care
children | child
    child*:id sex:code(SEXES) ethnicity:code(ETHNICITIES) born:date
contacts | contact
    contact*:id child*:id contacted*:date
early_help | episode | started..ended
    episode*:id child*:id started*:date ended:date
referrals | referral | referred..closed
    referral*:id child*:id referred*:date closed:date team:id earlier:whole(0..1000)
    no_further_action:code(FLAG)
assessments | assessment | started..authorised
    assessment*:id child*:id referral:id started*:date authorised:date seen:code(FLAG) team:id
    stopped:date
enquiries | enquiry | started..ended
    enquiry*:id child*:id started*:date ended:date team:id
conferences | conference
    conference*:id child*:id enquiry:id held*:date transfer_in:code(FLAG) team:id
need_episodes | child started | started..ended
    child*:id started*:date ended:date team:id
need_plans | plan | started..ended
    plan*:id child*:id started*:date ended:date team:id
need_visits | visit
    visit*:id child*:id visited*:date seen:code(FLAG)
plans | plan | started..ended
    plan*:id child*:id started*:date ended:date temporary:code(FLAG) category:code(CATEGORIES)
    conference:id previous:whole(0..1000)
protection_visits | visit
    visit*:id child*:id plan:id visited*:date seen:code(FLAG) alone:code(FLAG)
protection_reviews | review
    review*:id child*:id plan:id reviewed*:date

# in care
care | child started | started..ended
    child*:id started*:date start_reason*:code(START_REASONS) legal_status*:code(LEGAL_STATUSES)
    placement_type:code(PLACEMENT_TYPES) provider:code(PROVIDERS) placement:id postcode:text
    home_postcode:text urn:id distance:number(0..1000) ended:date end_reason:code(END_REASONS)
    entered:date
placement_counts | child started | started..ended
    child*:id started*:date ended:date number*:whole(0..1000)
care_reviews | child reviewed
    child*:id reviewed*:date cancelled:code(FLAG) participation:code(PARTICIPATION)
care_visits | visit
    visit*:id child*:id visited*:date seen:code(FLAG)
placement_plans | child placement_started
    child*:id placement_started*:date lasts_to_18:code(FLAG) planned_end:code(FLAG) same_carer:code(FLAG)
    basis:code(PLACEMENT_BASES)
permanence | record
    record*:id child*:id ordered:date matched:date
immigration | | started..ended
    child*:id status*:text(IMMIGRATION_STATUSES) started:date ended:date
siblings | child
    child*:id group*:id
earlier_plans
    child*:id started:year_or_date ended:year_or_date
earlier_care
    child*:id started:year_or_date ended:year_or_date
education | child term_started | term_started..term_ended
    child*:id term_started*:date term_ended*:date plan_reviewed:date attendance:number(0..100)
    suspended:code(FLAG) sen:code(SEN)
attendance | child term_started | term_started..term_ended
    child*:id term_started*:date term_ended*:date possible*:whole(0..500) authorised:whole(0..500)
    unauthorised:whole(0..500)
suspensions | child started
    child*:id started*:date days:number(0..190) permanent:code(FLAG)
schools | child started | started..ended
    child*:id school*:id started*:date ended:date
key_stage_results | child stage dated
    child*:id stage*:code(KEY_STAGES) dated*:date reached:code(FLAG) attainment_8:number(0..90)
missing | spell | started..ended
    spell*:id child*:id type*:code(ABSENCES) started*:moment ended:moment
return_interviews | spell | | local
    spell*:id offered:moment completed:moment by:text

# health; the yearly outcomes are the flags of the SSDA903 return, at its 31 March alone
health_checks | check
    check*:id child*:id type*:term(HEALTH_CHECK_TYPES) checked*:date status:text(HEALTH_CHECK_STATUSES)
immunisations | child dated
    child*:id dated*:date up_to_date*:code(FLAG)
substance_misuse | record
    record*:id child*:id dated*:date misused:text(FLAG)
health_passports | child
    child*:id given*:date
sdq | questionnaire
    questionnaire*:id child*:id completed*:date score:whole(0..40) reason:code(SDQ_REASONS)
yearly_outcomes | child on
    child*:id on*:date convicted:code(FLAG) dental_check:code(FLAG) health_assessment:code(FLAG)
    development_assessment:code(FLAG) immunised:code(FLAG) substance_misuse:code(FLAG)
    score:whole(0..40) reason:code(SDQ_REASONS)

# after care: with their history; as they are on the extract's own date; as they were at a birthday (SSDA903)
care_leavers | child started | started..ended
    child*:id started*:date ended:date eligibility*:code(ELIGIBILITIES) in_touch:code(IN_TOUCH) contact:date
    activity:code(ACTIVITIES) accommodation:code(ACCOMMODATION) pathway_plan_review:date
care_leavers_now | child
    child*:id eligibility*:code(ELIGIBILITIES) in_touch:code(IN_TOUCH) contact:date activity:code(ACTIVITIES)
    accommodation:code(ACCOMMODATION) pathway_plan_review:date
birthdays | child on
    child*:id on*:date in_touch:code(IN_TOUCH) activity:code(ACTIVITIES) accommodation:code(ACCOMMODATION)

# staff and places
involvements | involvement | started..ended
    involvement*:id child*:id worker*:id role*:term(ROLES) team:id started*:date ended:date
workforce | worker role started | started..ended | local
    worker*:id role*:code(ROLES) team:id started*:date ended:date fte*:number(0..2) agency*:code(FLAG)
    holds_cases*:code(FLAG)
posts | | started..ended | local
    role*:code(ROLES) team:id fte*:number(0..1000) started*:date ended:date
teams | team started | started..ended | local
    team*:id name:text area*:id started:date ended:date
home_districts | | started..ended
    child*:id area*:id started:date ended:date
postcode_districts | sector | | local
    sector*:id district*:id easting:number northing:number
population_groups | district sex ethnic_group year | | local
    district*:id sex*:code(SEXES) ethnic_group*:text year*:whole(1900..2100) children*:number(0..1000000)
"""
COLUMN = re.compile(
    r"(?P<name>\w+)(?P<required>\*?):(?P<type>\w+)"
    r"(?:\((?:(?P<least>\d+)\.\.(?P<most>\d+)|(?P<list>\w+))\))?"
)
# the types that pandas holds otherwise than as text
PANDAS_TYPES = {
    "date": "datetime64[s]",
    "moment": "datetime64[s]",
    "year_or_date": "datetime64[s]",
    "number": "float64",
    "whole": "float64",
}


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: as definitions ask for it.
        type: 'id', 'date', 'moment', 'year_or_date', 'number', 'whole' (a number without a fraction), 'code'
            (only those of its list), 'text' (any; those of its list mean something to definitions) or 'term'
            (likewise, and where none is of its list the table cannot be counted).
        required: whether a record in which it is blank or unknown is set aside.
        codes: the codes or words of its list, those of all collection years.
        code_list: the name of the list in records.codes, '' where it has none.
        bounds: the least and the most that a number may be; None where anything may stand.
    """

    name: str
    type: str = "text"
    required: bool = False
    codes: tuple[str, ...] = ()
    code_list: str = ""
    bounds: tuple[float, float] | None = None


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes:
        name: as definitions ask for it.
        columns: in their order.
        key: the columns whose values no two records share; none where records may be alike.
        spans: pairs of columns of dates, of which the second may not be before the first.
        of_child: whether each record is of a child.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    spans: tuple[tuple[str, str], ...] = ()
    of_child: bool = True

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        return [column.name for column in self.columns]


def declared_tables(text: str) -> dict[str, Table]:
    """Tables read from their declarations.

    Args:
        text: written as DECLARATIONS is.

    Returns:
        The table's name -> its shape.
    """
    tables: dict[str, Table] = {}
    blocks = re.split(r"\n(?=\w)", re.sub(r"^#.*\n", "\n", text, flags=re.MULTILINE))
    for block in filter(str.strip, blocks):
        head, _, body = block.strip().partition("\n")
        name, key, spans, place = ([part.strip() for part in head.split("|")] + ["", "", ""])[:4]
        columns = tuple(_column(word) for word in body.split())
        tables[name] = Table(name, columns, tuple(key.split()), _pairs(spans), place != "local")
    return tables


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Pairs of columns, declared as 'started..ended'."""
    pairs = (pair.partition("..") for pair in text.split())
    return tuple((first, last) for first, _, last in pairs)


def _column(text: str) -> Column:
    """A column, declared as 'seen:code(FLAG)'."""
    match = COLUMN.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is not the declaration of a column")
    name = match["list"] or ""
    bounds = (float(match["least"]), float(match["most"])) if match["most"] else None
    listed = tuple(getattr(codes, name)) if name else ()
    return Column(match["name"], match["type"], bool(match["required"]), listed, name, bounds)


TABLES = declared_tables(DECLARATIONS)  # the table's name -> its shape
