"""Which column of the Standard Safeguarding Dataset, or of a local table beside it, is which of the suite's.

Source of names: Data to Insight, Standard Safeguarding Dataset.
"""

from __future__ import annotations

import re

from careboard.records.schema import declared_tables

# the suite's table < the source's table, then the suite's column = the source's
DECLARATIONS = """
children < ssd_person
    child=pers_person_id sex=pers_sex ethnicity=pers_ethnicity born=pers_dob
referrals < ssd_cin_episodes
    referral=cine_referral_id child=cine_person_id referred=cine_referral_date closed=cine_close_date
    team=cine_referral_team no_further_action=cine_referral_nfa
assessments < ssd_cin_assessments
    assessment=cina_assessment_id child=cina_person_id referral=cina_referral_id
    seen=cina_assessment_child_seen started=cina_assessment_start_date authorised=cina_assessment_auth_date
    team=cina_assessment_team
plans < ssd_cp_plans
    plan=cppl_cp_plan_id child=cppl_person_id started=cppl_cp_plan_start_date ended=cppl_cp_plan_end_date
    temporary=cppl_cp_plan_ola category=cppl_cp_plan_latest_category conference=cppl_icpc_id
protection_visits < ssd_cp_visits
    visit=cppv_cp_visit_id child=cppv_person_id plan=cppv_cp_plan_id visited=cppv_cp_visit_date
    seen=cppv_cp_visit_seen alone=cppv_cp_visit_seen_alone
care_visits < ssd_cla_visits
    visit=clav_cla_visit_id child=clav_person_id visited=clav_cla_visit_date seen=clav_cla_visit_seen
health_checks < ssd_cla_health
    check=clah_health_check_id child=clah_person_id type=clah_health_check_type checked=clah_health_check_date
    status=clah_health_check_status
sdq < ssd_sdq_scores
    questionnaire=csdq_table_id child=csdq_person_id completed=csdq_sdq_completed_date score=csdq_sdq_score
    reason=csdq_sdq_reason
missing < ssd_missing
    spell=miss_table_id child=miss_person_id type=miss_missing_episode_type
    started=miss_missing_episode_start_date ended=miss_missing_episode_end_date
involvements < ssd_involvements
    involvement=invo_involvements_id child=invo_person_id worker=invo_professional_id
    role=invo_professional_role_id team=invo_professional_team started=invo_involvement_start_date
    ended=invo_involvement_end_date
return_interviews < return_interviews
    spell=missing_id offered=offered completed=completed by=by
care_leavers < care_leaver_history
    child=person_id started=from ended=to eligibility=eligibility in_touch=in_touch contact=contact
    activity=activity accommodation=accommodation pathway_plan_review=pathway_plan_review
workforce < workforce
    worker=worker_id role=role team=team_id started=start ended=end fte=fte agency=agency
    holds_cases=holds_cases
placement_plans < placement_plans
    child=person_id placement_started=placement_start lasts_to_18=lasts_to_18 planned_end=planned_end
    same_carer=same_carer basis=basis
teams < teams
    team=team_id name=team area=area started=from ended=to
home_districts < home_districts
    child=person_id area=district started=from ended=to
earlier_plans < earlier_plans
    child=person_id started=start ended=end
earlier_care < earlier_care
    child=person_id started=start ended=end
contacts < ssd_contacts
    contact=cont_contact_id child=cont_person_id contacted=cont_contact_date
early_help < ssd_early_help_episodes
    episode=earl_episode_id child=earl_person_id started=earl_episode_start_date ended=earl_episode_end_date
enquiries < ssd_s47_enquiry
    enquiry=s47e_s47_enquiry_id child=s47e_person_id started=s47e_s47_start_date ended=s47e_s47_end_date
    team=s47e_s47_completed_by_team
conferences < ssd_initial_cp_conference
    conference=icpc_icpc_id child=icpc_person_id enquiry=icpc_s47_enquiry_id held=icpc_icpc_date
    transfer_in=icpc_icpc_transfer_in team=icpc_icpc_team
need_plans < ssd_cin_plans
    plan=cinp_cin_plan_id child=cinp_person_id started=cinp_cin_plan_start_date ended=cinp_cin_plan_end_date
    team=cinp_cin_plan_team
need_visits < ssd_cin_visits
    visit=cinv_cin_visit_id child=cinv_person_id visited=cinv_cin_visit_date seen=cinv_cin_visit_seen
protection_reviews < ssd_cp_reviews
    review=cppr_cp_review_id child=cppr_person_id plan=cppr_cp_plan_id reviewed=cppr_cp_review_date
permanence < ssd_permanence
    record=perm_table_id child=perm_person_id ordered=perm_placement_order_date matched=perm_matched_date
immigration < ssd_immigration_status
    child=immi_person_id status=immi_immigration_status started=immi_immigration_status_start_date
    ended=immi_immigration_status_end_date
immunisations < ssd_cla_immunisations
    child=clai_person_id dated=clai_immunisations_status_date up_to_date=clai_immunisations_status
substance_misuse < ssd_cla_substance_misuse
    record=clas_substance_misuse_id child=clas_person_id dated=clas_substance_misuse_date
    misused=clas_substance_misused
care_leavers_now < ssd_care_leavers
    child=clea_person_id eligibility=clea_care_leaver_eligibility in_touch=clea_care_leaver_in_touch
    contact=clea_care_leaver_latest_contact activity=clea_care_leaver_activity
    accommodation=clea_care_leaver_accommodation pathway_plan_review=clea_pathway_plan_review_date
posts < posts
    role=role team=team_id fte=fte started=from ended=to
siblings < siblings
    child=person_id group=group
education < education
    child=person_id term_started=term_start term_ended=term_end plan_reviewed=plan_reviewed
    attendance=attendance suspended=suspended sen=sen
attendance < attendance
    child=person_id term_started=term_start term_ended=term_end possible=possible authorised=authorised
    unauthorised=unauthorised
suspensions < suspensions
    child=person_id started=start days=days permanent=permanent
schools < schools
    child=person_id school=school_id started=from ended=to
key_stage_results < key_stage_results
    child=person_id stage=stage dated=dated reached=reached attainment_8=attainment_8
health_passports < health_passports
    child=person_id given=given
postcode_districts < postcode_district
    sector=sector district=district easting=easting northing=northing
population_groups < population_groups
    district=district sex=sex ethnic_group=ethnic_group year=year children=children
"""
# the tables of which care is put together: an episode has a placement, and the legal status at its start
CARE_SHAPES = declared_tables("""
care_episodes | | started..ended
    child:id started:date start_reason:code(START_REASONS) ended:date end_reason:code(END_REASONS)
    placement:id care:id
care_placements | placement
    placement*:id placement_type:code(PLACEMENT_TYPES) provider:code(PROVIDERS) postcode:text urn:id
    distance:number(0..1000)
reviews_by_care
    care:id reviewed:date cancelled:code(FLAG) participation:code(PARTICIPATION)
legal_statuses
    child*:id legal_status*:code(LEGAL_STATUSES) from*:date
""")
CARE_DECLARATIONS = """
care_episodes < ssd_cla_episodes
    child=clae_person_id started=clae_cla_episode_start_date start_reason=clae_cla_episode_start_reason
    ended=clae_cla_episode_ceased_date end_reason=clae_cla_episode_ceased_reason
    placement=clae_cla_placement_id care=clae_cla_id
care_placements < ssd_cla_placement
    placement=clap_cla_placement_id placement_type=clap_cla_placement_type
    provider=clap_cla_placement_provider postcode=clap_cla_placement_postcode urn=clap_cla_placement_urn
    distance=clap_cla_placement_distance
reviews_by_care < ssd_cla_reviews
    care=clar_cla_id reviewed=clar_cla_review_date cancelled=clar_cla_review_cancelled
    participation=clar_cla_review_participation
legal_statuses < ssd_legal_status
    child=lega_person_id legal_status=lega_legal_status from=lega_legal_status_start_date
"""
LINKS = {"placement", "from", "care"}  # the columns by which care is put together
DESCRIPTION = "extract"  # the small table in which an extract says what it is
DESCRIBED_BY = ("source", "extract_date", "invented")
# tables of the dataset from which no figure is taken
UNREAD = {
    "ssd_address", "ssd_assessment_factors", "ssd_cla_care_plan", "ssd_cla_convictions",
    "ssd_cla_previous_permanence", "ssd_department", "ssd_disability", "ssd_family", "ssd_linked_identifiers",
    "ssd_mother", "ssd_pre_proceedings", "ssd_professionals", "ssd_s251_finance", "ssd_send",
    "ssd_ehcp_assessment", "ssd_ehcp_named_plan", "ssd_ehcp_requests", "ssd_ehcp_active_plans",
    "ssd_sen_need", "ssd_version_log",
    "ssd_voice_of_child",
}  # fmt: skip


def _source_tables(text: str) -> dict[str, tuple[str, dict[str, str]]]:
    """DECLARATIONS as the suite's table -> the source's table, and the suite's column -> the source's."""
    tables = {}
    for block in re.split(r"\n(?=\w)", text.strip()):
        head, _, body = block.partition("\n")
        table, source = head.split(" < ")
        tables[table] = (source, dict(pair.split("=") for pair in body.split()))
    return tables


SOURCE_TABLES = _source_tables(DECLARATIONS)
CARE_TABLES = _source_tables(CARE_DECLARATIONS)
# the source's table -> the columns that are read of it
KNOWN_TABLES = {
    **{source: list(columns.values()) for source, columns in (SOURCE_TABLES | CARE_TABLES).values()},
    DESCRIPTION: list(DESCRIBED_BY),
}
