"""The words around a number that tell whether it counts people or cases: nouns, verbs, labels, set phrases.

Each list holds what analysts of children's services write. A word that is in none decides nothing.
"""

from __future__ import annotations

import re

from careboard.commentary.number_patterns import MONTHS


def word_set(text: str) -> frozenset[str]:
    """The words of a text, such as 'child baby'."""
    return frozenset(text.split())


CHILD = word_set(
    "child kid infant baby toddler teenager teen adolescent youngster youth girl boy sibling brother sister"
    " twin triplet pupil student daughter son newborn minor lad leaver runaway adoptee"
)
CHILDREN = frozenset(f"{word}s" for word in CHILD - {"child", "baby"}) | word_set(
    "children babies people persons under-fives under-ones"
)
PERSON = CHILD | word_set(
    "person individual family mother father parent mum dad carer household grandparent relative refugee"
    " victim client resident patient user male female woman man uasc cla lac cin neet"
)
PERSONS = (
    CHILDREN
    | frozenset(f"{word}s" for word in PERSON - CHILD - {"person", "family", "woman", "man"})
    | word_set("families women men adults")
)
CASE = word_set(
    "case referral re-referral contact assessment plan conference review visit placement episode interview"
    " enquiry questionnaire adoption order incident death arrest exclusion suspension allegation admission"
    " discharge absence entrant breakdown disruption return move removal start birth ehcp pep sdq"
)
CASES = frozenset(f"{word}s" for word in CASE - {"enquiry"}) | {"enquiries"}
# before a case, these make something else of it: 'two improvement plans', 'three peer reviews'
NO_CASE = word_set(
    "improvement action recovery business service delivery workforce training project peer monitoring ofsted"
    " inspection inspectors' thematic national spending budget annual internal external systems software"
    " learning strategic joint local policy senior leadership bank gantt press data quality audit"
)
# 'a single assessment' is a form
SINGULAR_TERMS = word_set("assessment plan review conference record contact")

# what is counted and is nobody
THING = word_set(
    "area areas district districts team teams ward wards locality localities region regions council councils"
    " authority authorities county counties office offices school schools home homes hub hubs staff worker"
    " workers officer officers manager managers post posts month months week weeks day days year years term"
    " terms quarter quarters hour hours minute minutes night nights fortnight weekend time times occasion"
    " occasions point points thirds fifths sixths sevenths eighths ninths tenths half halves fold stage"
    " stages phase phases part parts step steps way ways thing things hundred thousand million billion hand"
    " side reason reasons measure measures figure figures indicator indicators page pages table tables chart"
    " charts theme themes question questions decimal place places key per percent pounds pence miles km"
    " criteria data media series agency consultants"
)
LABELS = word_set(
    "section sections part parts chapter chapters page pages question questions step steps level levels band"
    " bands tier tiers stage stages phase phases goal goals priority priorities objective objectives"
    " recommendation recommendations item items action actions appendix annex table tables figure figures"
    " chart charts box form version volume rule rules regulation regulations article articles schedule"
    " paragraph paragraphs standard standards option options group groups cohort wave unit team teams room"
    " zone zones ward wards district districts locality area areas cluster grade grades theme themes"
    " workstream strand strands note notes footnote line lines row rows column list lists type types category"
    " categories class criterion principle principles outcome outcomes indicator measure module release issue"
    " series panel gate hub number numbers no nos stage key q ks para annexes exercise scenario"
)
TIME_LABELS = word_set(
    f"year years week weeks day days quarter quarters month {MONTHS.replace('|', ' ').lower()}"
)
DETERMINERS = word_set(
    "the this that these those a an each every any no some another our their its his her last next past first"
    " second final previous recent same other which"
)
MODIFIERS = word_set(
    "more fewer less new other further additional extra looked-after young younger older small little late"
    " overdue open missing unaccompanied disabled vulnerable different separate asylum-seeking very whole"
    " full last first single sole lone such unseen outstanding of-age live known local"
)
AUXILIARIES = word_set(
    "were are was is be been being had have has did do does will may can could would should might must"
)
VERBS = AUXILIARIES | word_set(
    "aren't weren't wasn't isn't haven't hadn't hasn't didn't don't doesn't won't cannot remain"
    " remained waited stayed lived attended entered joined absconded turned went came left ran began"
    " became got lost met saw fell rose made took told stood stayed said found felt kept gave wait live"
    " need go stay attend receive await continue report refuse want say sat hit seem got include"
    " included"
)
FUNCTION = VERBS | word_set(
    "of in on at to by from for with without within after before since until till during through into"
    " onto out over under above below between among amongst across against about around near than and or"
    " but nor so yet as if when where while who whom whose that which because although though whether"
    " not never still also then now already later again only always both all alone together too just"
    " even this these those the a an their they them he she it we you i us our his her its there here"
    " both each every any some no per up down off away elsewhere today yesterday else apart altogether"
    " overall instead anyway either via others latter vs versus"
)
PRONOUNS = word_set("them these those whom us which")
# before a bare 'one', which then stands for a thing that was named: 'who had one before', 'this one'
BEFORE_PROP = DETERMINERS | word_set(
    "have had has having later earlier need needs want get gets with without given give such like good"
    " better whole"
)
MEASURES = re.compile(
    r"\b(?:averages?|mean|median|rates?|ratios?|scores?|scored|share|percentage|proportion|caseloads?|index"
    r"|rank(?:s|ed|ing)?|position|rating|rated|grade|graded|out of 10|per 10,000|points?|threshold|target"
    r"|limit|version|deviations?)\b",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\s+(?:are|is|were|cannot|can|should|must|do|did|look|seem|move|go|differ|agree|add|belong)\s+"
    r"(?:not\s+)?(?:be\s+)?(?:compar\w+|alike|the same|differ\w*|relat\w+|linked|connected|equal|close|far"
    r"|similar|apart|confused|mixed|read|taken|together|agree|match)\b|\s+(?:differ|agree|match|together)\b",
    re.IGNORECASE,
)
