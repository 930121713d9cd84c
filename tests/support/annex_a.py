"""Small Annex A workbooks, written row by row under the headings of one year or another."""

import datetime

from support.workbooks import write_xlsx

PERSON = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"]
TEAM = ["Allocated Team", "Allocated Worker"]
HEADINGS = {
    1: [*PERSON, "Date of Contact", "Contact Source"],
    2: [*PERSON, "Assessment start date", "Assessment completion date", "Organisation completing assessment"],
    3: [*PERSON, "Date of referral", "Referral Source", "Referral NFA?",
        "Number of Referrals in Last 12 Months", *TEAM],
    4: [*PERSON, "Does the Child have a Disability", "Continuous Assessment Start Date",
        "Child Seen During Continuous Assessment", "Continuous Assessment Date of Authorisation",
        "Was the child assessed as requiring LA children's social care support?", *TEAM],
    5: [*PERSON, "Does the Child have a Disability",
        "Strategy discussion initiating Section 47 Enquiry Start Date",
        "Was an Initial Child Protection Conference deemed unnecessary?",
        "Date of Initial Child Protection Conference",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan",
        "Number of Section 47 Enquiries in the last 12 months",
        "Number of ICPCs in the last 12 months", *TEAM],
    6: [*PERSON, "Does the Child have a Disability", "CIN Start Date", "Primary Need Code",
        "Date Child Was Last Seen", "CIN Closure Date", "Reason for Closure", "Case Status", *TEAM],
    7: [*PERSON, "Does the Child have a Disability", "Child Protection Plan Start Date",
        "Initial Category of Abuse", "Latest Category of Abuse", "Date of the Last Statutory Visit",
        "Was the Child Seen Alone?", "Date of latest review conference", "Child Protection Plan End Date",
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
        "Number of Previous Child Protection Plans", *TEAM],
    8: [*PERSON, "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
        "Does the Child have a Disability", "Date Started to be Looked After", "Child's Category of Need",
        "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
        "Start date of current legal status", "Child's Legal Status", "Date of Latest Statutory Review",
        "Date of Last Social Work Visit", "What is the permanence plan for this child?",
        "Date of Last IRO Visit / Contact to the Child", "Date of Last Health Assessment",
        "Date of Last Dental Check", "Number of Placements in the Last 12 months",
        "Date Ceased to be Looked After", "Reason Ceased to be Looked After",
        "Start Date of Most Recent Placement", "Placement Type", "Placement Provider", "Placement postcode",
        "URN of Placement", "Placement Location", "LA of Placement",
        "Number of Episodes the Child has been \u2018Missing\u2019 from their Placement in the last 12 "
        "months",
        *TEAM],
    9: [*PERSON, "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
        "Does the Child have a Disability", *TEAM, "Allocated Personal Advisor", "Eligibility Category",
        "Latest Pathway Plan Review Date", "LA in Touch", "Latest Date of Contact", "Type of Accommodation",
        "Suitability of Accommodation", "Activity Status"],
    10: [PERSON[0], "Family identifier", *PERSON[1:], "Does the Child have a Disability",
         "Date the Child Entered Care", "Date of Decision that Child Should be Placed for Adoption",
         "Date of Placement Order", "Date of Matching Child and Prospective Adopters",
         "Date Placed for Adoption", "Date of Adoption Order "],
    11: ["Individual adopter identifier", "Family identifier", "Gender", "Ethnicity", "Disability",
         "Date enquiry received", "Date application approved"],
}  # fmt: skip
# what stands in a row of a list where a test says nothing
USUAL = {
    "Gender": "b) Female", "Ethnicity": "a) WBRI", "Date of Birth": "2010-05-01",
    "Does the Child have a Disability": "b) No", "Contact Source": "q) 6: Police",
    "Referral Source": "q) 6: Police", "Referral NFA?": "No", "Number of Referrals in Last 12 Months": 0,
    "Allocated Team": "Team 1", "Child Seen During Continuous Assessment": "Yes",
    "Latest Category of Abuse": "a) Neglect", "Number of Previous Child Protection Plans": 0,
    "Child's Legal Status": "C2: FCO", "Placement Type": "f) U6: Foster placement - not FFA",
    "Placement Provider": "b) PR1 - Own provision", "Number of Placements in the Last 12 months": 1,
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))": "b) No",
    "Eligibility Category": "b) Former relevant child", "LA in Touch": "a) Yes",
    "Type of Accommodation": "U: Independent living", "Suitability of Accommodation": "a) Suitable",
    "Activity Status": "F2: Full time in education other than higher",
}  # fmt: skip
SHORT = {  # short names for what tests set
    "child": "Child Unique ID", "born": "Date of Birth", "sex": "Gender", "ethnicity": "Ethnicity",
    "age": "Age of Child (Years)", "contacted": "Date of Contact",
    "source": "Contact Source", "referred": "Date of referral", "referral_source": "Referral Source",
    "earlier": "Number of Referrals in Last 12 Months", "assessed": "Continuous Assessment Start Date",
    "authorised": "Continuous Assessment Date of Authorisation",
    "seen": "Child Seen During Continuous Assessment", "helped": "Assessment start date",
    "helped_until": "Assessment completion date",
    "enquired": "Strategy discussion initiating Section 47 Enquiry Start Date",
    "held": "Date of Initial Child Protection Conference", "need": "CIN Start Date",
    "closed": "CIN Closure Date", "plan": "Child Protection Plan Start Date",
    "plan_end": "Child Protection Plan End Date", "category": "Latest Category of Abuse",
    "visited": "Date of the Last Statutory Visit", "alone": "Was the Child Seen Alone?",
    "previous": "Number of Previous Child Protection Plans", "entered": "Date Started to be Looked After",
    "legal_from": "Start date of current legal status", "legal": "Child's Legal Status",
    "placed": "Start Date of Most Recent Placement", "place": "Placement Type",
    "provider": "Placement Provider", "ceased": "Date Ceased to be Looked After",
    "reason": "Reason Ceased to be Looked After", "care_visited": "Date of Last Social Work Visit",
    "reviewed": "Date of Latest Statutory Review",
    "health": "Date of Last Health Assessment", "dental": "Date of Last Dental Check",
    "placements": "Number of Placements in the Last 12 months",
    "unaccompanied": "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
    "eligibility": "Eligibility Category", "touch": "LA in Touch", "contact": "Latest Date of Contact",
    "home": "Type of Accommodation", "suitable": "Suitability of Accommodation",
    "activity": "Activity Status",
    "pathway": "Latest Pathway Plan Review Date",
    "decided": "Date of Decision that Child Should be Placed for Adoption",
    "ordered": "Date of Placement Order", "matched": "Date of Matching Child and Prospective Adopters",
}  # fmt: skip


def day(text):
    """A day as Excel has it; '' is an empty cell."""
    return datetime.datetime.fromisoformat(text) if text else None


def row(number, **given):
    """A row of a list; what is not given is as usual, or blank."""
    values = USUAL | {SHORT[name]: value for name, value in given.items()}
    cells = (values.get(heading, "") for heading in HEADINGS[number])
    return [day(cell) if str(cell)[:4].isdigit() and str(cell)[4:5] == "-" else cell for cell in cells]


def sheets_of(lists, on="", name="List {}"):
    """The sheets of a workbook: a front sheet with the snapshot's day, where one is given, and its lists.

    A list that has no row has its headings all the same.
    """
    front = {"Front sheet": [["Annex A"], ["Anyshire"], ["Snapshot date", day(on)]]} if on else {}
    rows = {
        name.format(number): [HEADINGS[number], *(row(number, **each) for each in each_row)]
        for number, each_row in lists.items()
    }
    return front | rows


def write_series(folder, snapshots):
    """A workbook a snapshot: its day -> its lists -> the rows of each."""
    folder.mkdir(parents=True, exist_ok=True)
    for on, lists in snapshots.items():
        write_xlsx(folder / f"Annex A {on}.xlsx", sheets_of(lists, on))
    return folder
