"""Two small valid extracts, of the dataset and of a return, to be written as councils have them."""

SSD = {
    "extract": "source,extract_date,invented\nhabits,31/03/2020,Y\n",
    "ssd_person": (
        "pers_person_id,pers_sex,pers_ethnicity,pers_dob\n"
        "01,F,WBRI,01/02/2008\n02,M,WBRI,01/02/2009\n03,M,WBRI,01/02/2010\n"
    ),
    "ssd_cla_episodes": (
        "clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,"
        "clae_cla_episode_ceased_date,"
        "clae_cla_episode_ceased_reason,clae_cla_placement_id,clae_cla_id\n"
        "01,01/05/2018,S,,,P1,C1\n02,01/06/2018,S,,,P2,C2\n03,01/06/2018,S,01/06/2019,E4A,P3,C3\n"
    ),
    "ssd_cla_placement": (
        "clap_cla_placement_id,clap_cla_placement_type,clap_cla_placement_provider,"
        "clap_cla_placement_postcode,"
        "clap_cla_placement_urn,clap_cla_placement_distance\nP1,U4,PR1,,,\nP2,K2,PR4,,,\nP3,U4,PR1,,,\n"
    ),
    "ssd_legal_status": (
        "lega_person_id,lega_legal_status,lega_legal_status_start_date\n01,C2,01/05/2018\n02,V2,01/06/2018\n"
        "03,V2,01/06/2018\n"
    ),
}
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
RETURN = {
    "2020/header": HEADER + "".join(f"00{n},{1 + n % 2},01/02/2008,WBRI,,,\n" for n in range(1, 5)),
    "2020/episodes": EPISODES
    + "".join(f"00{n},05/0{n + 3}/2019,S,C2,N1,U4,PR1,,,,,AA{n},\n" for n in range(1, 5)),
}


def written(folder, tables, ending=".csv"):
    for name, text in tables.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}{ending}").write_text(text, encoding="utf-8")
    return folder
