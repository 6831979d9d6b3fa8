-- Help and what is agreed: requests, support, the table, evaluations, emergencies, notes and counts.

CREATE TABLE doorgeleiding (
    id {uuid} PRIMARY KEY,
    casus_id {uuid} NOT NULL REFERENCES casus (id),
    -- the pregnancy that the case was about when it was sent: what it offers belongs to one pregnancy
    zwangerschap_id {uuid} REFERENCES zwangerschap (id),
    route TEXT NOT NULL,
    desk_id {uuid} NOT NULL REFERENCES desk (id),
    toestemming_id {uuid} NOT NULL REFERENCES toestemming (id),
    vraag {bytes},
    status TEXT NOT NULL,
    vorige_id {uuid} REFERENCES doorgeleiding (id),
    verzonden_door_id {uuid} NOT NULL REFERENCES gebruiker (id),
    verzonden_op {moment} NOT NULL,
    antwoord_voor {date} NOT NULL,
    -- the day on which the next step of its term is due; absent once it was answered or ended
    stap_op {date},
    herinnerd_op {moment},
    geescaleerd_op {moment},
    gezien_op {moment},
    beantwoord_op {moment},
    geclaimd_door_id {uuid} REFERENCES gebruiker (id),
    -- what the family says to it, and when that was noted
    gezin TEXT NOT NULL DEFAULT 'nog-niet-gevraagd',
    gezin_op {moment},
    -- when it was said on which day the desk meets the family first
    intake_op {moment},
    gestart_op {moment},
    beeindigd_op {moment},
    reden TEXT,
    toelichting {bytes},
    -- the rules that close the route to the family, why it was asked all the same, and that in words
    bezwaren {json} NOT NULL DEFAULT '[]',
    afwijk_regels TEXT,
    afwijk_reden TEXT,
    afwijk_uitleg {bytes},
    -- whether the support waits for the birth of the pregnancy that it was asked for
    na_de_bevalling {bool} NOT NULL DEFAULT FALSE,
    versie INTEGER NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX doorgeleiding_casus ON doorgeleiding (casus_id);
CREATE INDEX doorgeleiding_zwangerschap ON doorgeleiding (zwangerschap_id) WHERE zwangerschap_id IS NOT NULL;
CREATE INDEX doorgeleiding_desk ON doorgeleiding (desk_id, antwoord_voor, id);
CREATE INDEX doorgeleiding_toestemming ON doorgeleiding (toestemming_id);
CREATE INDEX doorgeleiding_stap ON doorgeleiding (stap_op, id) WHERE stap_op IS NOT NULL;
CREATE INDEX doorgeleiding_geclaimd ON doorgeleiding (geclaimd_door_id) WHERE geclaimd_door_id IS NOT NULL;

CREATE TABLE traject (
    id {uuid} PRIMARY KEY,
    doorgeleiding_id {uuid} NOT NULL UNIQUE REFERENCES doorgeleiding (id),
    casus_id {uuid} NOT NULL REFERENCES casus (id),
    route TEXT NOT NULL,
    status TEXT NOT NULL,
    gepland_op {moment} NOT NULL,
    gestart_op {moment},
    beeindigd_op {moment},
    einde TEXT,
    resultaten {bytes},
    versie INTEGER NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX traject_casus ON traject (casus_id);

CREATE TABLE contactmoment (
    id {uuid} PRIMARY KEY,
    traject_id {uuid} NOT NULL REFERENCES traject (id),
    soort TEXT NOT NULL,
    gepland_op {moment} NOT NULL,
    status TEXT NOT NULL,
    gehouden_op {moment},
    reden TEXT,
    toelichting {bytes},
    vorige_id {uuid} REFERENCES contactmoment (id),
    versie INTEGER NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX contactmoment_traject ON contactmoment (traject_id);

-- what a prenatal home visit brought: themes, wishes, which actions follow
CREATE TABLE huisbezoek (
    traject_id {uuid} PRIMARY KEY REFERENCES traject (id),
    themas {json} NOT NULL,
    wensen {bytes} NOT NULL,
    vervolgacties {json} NOT NULL,
    door_id {uuid} NOT NULL REFERENCES gebruiker (id),
    op {moment} NOT NULL,
    wijziging {uuid}
) {strict};

CREATE TABLE bijeenkomst (
    id {uuid} PRIMARY KEY,
    gemeente TEXT NOT NULL,
    gepland_op {moment} NOT NULL,
    -- where the table stands, which may be somebody's home: sealed under a key of the service, for it is of no one person
    plaats {bytes},
    status TEXT NOT NULL,
    voorzitter_id {uuid} NOT NULL REFERENCES gebruiker (id),
    gehouden_op {moment},
    vastgesteld_op {moment},
    versie INTEGER NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX bijeenkomst_gemeente ON bijeenkomst (gemeente, gepland_op, id);

CREATE TABLE agendapunt (
    id {uuid} PRIMARY KEY,
    bijeenkomst_id {uuid} NOT NULL REFERENCES bijeenkomst (id),
    casus_id {uuid} NOT NULL REFERENCES casus (id),
    aanleiding TEXT NOT NULL,
    regisseur_id {uuid} REFERENCES gebruiker (id),
    evaluatie_op {date},
    afwezig_reden TEXT,
    afwezig_toelichting {bytes},
    -- when it went from the agenda again, before the record was established
    vervallen_op {moment},
    versie INTEGER NOT NULL,
    wijziging {uuid}
) {strict};
CREATE UNIQUE INDEX agendapunt_een ON agendapunt (bijeenkomst_id, casus_id) WHERE vervallen_op IS NULL;
CREATE INDEX agendapunt_casus ON agendapunt (casus_id);

CREATE TABLE deelnemer (
    id {uuid} PRIMARY KEY,
    agendapunt_id {uuid} NOT NULL REFERENCES agendapunt (id),
    soort TEXT NOT NULL,
    gebruiker_id {uuid} REFERENCES gebruiker (id),
    -- as what they sit there, in somebody's own words, sealed under the key of the person the case is about
    hoedanigheid {bytes} NOT NULL,
    -- when they were taken from the table again, before the record was established
    opgestaan_op {moment},
    wijziging {uuid}
) {strict};
CREATE INDEX deelnemer_agendapunt ON deelnemer (agendapunt_id);
CREATE INDEX deelnemer_gebruiker ON deelnemer (gebruiker_id) WHERE gebruiker_id IS NOT NULL;

CREATE TABLE afspraak (
    id {uuid} PRIMARY KEY,
    agendapunt_id {uuid} NOT NULL REFERENCES agendapunt (id),
    casus_id {uuid} NOT NULL REFERENCES casus (id),
    wat {bytes} NOT NULL,
    wie_id {uuid} NOT NULL REFERENCES deelnemer (id),
    uiterlijk {date} NOT NULL,
    thema TEXT,
    dimensie TEXT,
    positie TEXT,
    -- the parents' own words
    woorden {bytes},
    status TEXT NOT NULL,
    reden TEXT,
    toelichting {bytes},
    afgehandeld_op {moment},
    versie INTEGER NOT NULL,
    -- who carries the agreement on, when the participant has handed over their work
    overgenomen_door_id {uuid} REFERENCES gebruiker (id),
    wijziging {uuid}
) {strict};
CREATE INDEX afspraak_agendapunt ON afspraak (agendapunt_id);
CREATE INDEX afspraak_casus ON afspraak (casus_id);
CREATE INDEX afspraak_wie ON afspraak (wie_id);
CREATE INDEX afspraak_overgenomen ON afspraak (overgenomen_door_id) WHERE overgenomen_door_id IS NOT NULL;

CREATE TABLE evaluatie (
    id {uuid} PRIMARY KEY,
    casus_id {uuid} NOT NULL REFERENCES casus (id),
    begonnen_op {moment} NOT NULL,
    door_id {uuid} NOT NULL REFERENCES gebruiker (id),
    afgerond_op {moment},
    uitkomst TEXT,
    samen_met_ouders {bool},
    toelichting {bytes},
    wijziging {uuid}
) {strict};
CREATE INDEX evaluatie_casus ON evaluatie (casus_id);

-- one case, opened for an hour in an emergency
CREATE TABLE noodprocedure (
    id {uuid} PRIMARY KEY,
    casus_id {uuid} NOT NULL REFERENCES casus (id),
    gebruiker_id {uuid} NOT NULL REFERENCES gebruiker (id),
    organisatie_id {uuid} NOT NULL REFERENCES organisatie (id),
    grond TEXT NOT NULL,
    -- why, in the opener's own words, sealed under the key of the person the case is about
    reden {bytes} NOT NULL,
    geopend_op {moment} NOT NULL,
    -- from this moment on the case is closed again
    tot {moment} NOT NULL,
    -- when the opener ended it early
    beeindigd_op {moment},
    beoordeel_voor {date} NOT NULL,
    -- the order of the list: beoordeel_voor until it is judged, 9999-12-31 from then on
    wacht_tot {date} NOT NULL,
    oordeel TEXT,
    toelichting {bytes},
    beoordeeld_door_id {uuid} REFERENCES gebruiker (id),
    beoordeeld_op {moment},
    versie INTEGER NOT NULL,
    wijziging {uuid}
) {strict};
-- every reading of a case asks which emergencies an account has open
CREATE INDEX noodprocedure_gebruiker ON noodprocedure (gebruiker_id, tot);
CREATE INDEX noodprocedure_casus ON noodprocedure (casus_id);
CREATE INDEX noodprocedure_wacht ON noodprocedure (wacht_tot, id);

-- a family that moves: where it lived, where it goes, and who takes it over
CREATE TABLE verhuizing (
    id {uuid} PRIMARY KEY,
    casus_id {uuid} NOT NULL REFERENCES casus (id),
    van TEXT NOT NULL,
    naar TEXT NOT NULL,
    naar_subregio TEXT NOT NULL,
    status TEXT NOT NULL,
    -- the new address, as long as it waits to be taken over
    adres {bytes},
    voorgesteld_door_id {uuid} NOT NULL REFERENCES gebruiker (id),
    -- for whom that was
    organisatie_id {uuid} NOT NULL REFERENCES organisatie (id),
    voorgesteld_op {moment} NOT NULL,
    antwoord_voor {date} NOT NULL,
    -- the day on which whoever was asked is reminded, as long as it waits
    stap_op {date},
    herinnerd_op {moment},
    beantwoord_door_id {uuid} REFERENCES gebruiker (id),
    beantwoord_op {moment},
    reden TEXT,
    toelichting {bytes},
    versie INTEGER NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX verhuizing_casus ON verhuizing (casus_id, id);
-- a family moves once at a time
CREATE UNIQUE INDEX verhuizing_een ON verhuizing (casus_id) WHERE status = 'voorgesteld';
CREATE INDEX verhuizing_stap ON verhuizing (stap_op) WHERE stap_op IS NOT NULL;

-- another route that somebody proposes, by the support that they give or the signaal that they gave
CREATE TABLE voorstel (
    id {uuid} PRIMARY KEY,
    casus_id {uuid} NOT NULL REFERENCES casus (id),
    route TEXT NOT NULL,
    -- by what: one of the two
    doorgeleiding_id {uuid} REFERENCES doorgeleiding (id),
    signaal_id {uuid} REFERENCES signaal (id),
    status TEXT NOT NULL,
    voorgesteld_door_id {uuid} NOT NULL REFERENCES gebruiker (id),
    -- for whom that was, of what kind, and as what
    organisatie_id {uuid} NOT NULL REFERENCES organisatie (id),
    organisatiesoort TEXT NOT NULL,
    beroep TEXT NOT NULL,
    toelichting {bytes},
    voorgesteld_op {moment} NOT NULL,
    antwoord_voor {date} NOT NULL,
    -- the day on which the coordinators are reminded, as long as it waits
    stap_op {date},
    herinnerd_op {moment},
    beantwoord_door_id {uuid} REFERENCES gebruiker (id),
    beantwoord_op {moment},
    reden TEXT,
    antwoord {bytes},
    -- the request that it became
    geworden_id {uuid} REFERENCES doorgeleiding (id),
    versie INTEGER NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX voorstel_casus ON voorstel (casus_id, id);
-- whoever proposes a route waits for the answer before they propose it again
CREATE UNIQUE INDEX voorstel_een ON voorstel (casus_id, route, voorgesteld_door_id) WHERE status = 'voorgesteld';
CREATE INDEX voorstel_door ON voorstel (voorgesteld_door_id, id);
CREATE INDEX voorstel_doorgeleiding ON voorstel (doorgeleiding_id) WHERE doorgeleiding_id IS NOT NULL;
CREATE INDEX voorstel_signaal ON voorstel (signaal_id) WHERE signaal_id IS NOT NULL;
CREATE INDEX voorstel_stap ON voorstel (stap_op) WHERE stap_op IS NOT NULL;

-- what somebody is told: ids and closed words only
CREATE TABLE bericht (
    id {uuid} PRIMARY KEY,
    gebruiker_id {uuid} NOT NULL REFERENCES gebruiker (id),
    soort TEXT NOT NULL,
    -- what it is about: a case, or the access of a colleague
    casus_id {uuid} REFERENCES casus (id),
    noodprocedure_id {uuid} REFERENCES noodprocedure (id),
    doorgeleiding_id {uuid} REFERENCES doorgeleiding (id),
    verhuizing_id {uuid} REFERENCES verhuizing (id),
    voorstel_id {uuid} REFERENCES voorstel (id),
    over_id {uuid} REFERENCES gebruiker (id),
    op {moment} NOT NULL,
    gelezen_op {moment},
    versie INTEGER NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX bericht_gebruiker ON bericht (gebruiker_id, id);
CREATE INDEX bericht_casus ON bericht (casus_id);

-- what somebody who works on a case writes down, and for whom
CREATE TABLE notitie (
    id {uuid} PRIMARY KEY,
    casus_id {uuid} NOT NULL REFERENCES casus (id),
    schrijver_id {uuid} NOT NULL REFERENCES gebruiker (id),
    -- for whom the writer worked at the time
    organisatie_id {uuid} NOT NULL REFERENCES organisatie (id),
    niveau TEXT NOT NULL,
    tekst {bytes} NOT NULL,
    op {moment} NOT NULL,
    ingetrokken_op {moment},
    versie INTEGER NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX notitie_casus ON notitie (casus_id, id);

-- what is only counted: refusals and signals of acute danger, per gemeente and month
CREATE TABLE telling (
    soort TEXT NOT NULL,
    gemeente TEXT NOT NULL,
    maand {date} NOT NULL,
    aantal INTEGER NOT NULL,
    PRIMARY KEY (soort, gemeente, maand)
) {strict_without_rowid};

-- a publication: counted by one person, judged by another, and frozen once it is released
CREATE TABLE publicatie (
    id {uuid} PRIMARY KEY,
    periode TEXT NOT NULL,
    programma TEXT NOT NULL,
    drempel INTEGER NOT NULL,
    status TEXT NOT NULL,
    geteld_op {date} NOT NULL,
    definitief {bool} NOT NULL,
    -- why each hidden number is hidden, for who judges it; nothing once it is released
    verborgen {json} NOT NULL,
    -- how much of each measure is told
    dekking {json} NOT NULL,
    gemaakt_door_id {uuid} NOT NULL REFERENCES gebruiker (id),
    gemaakt_op {moment} NOT NULL,
    beoordeeld_door_id {uuid} REFERENCES gebruiker (id),
    beoordeeld_op {moment},
    vrijgegeven_door_id {uuid} REFERENCES gebruiker (id),
    vrijgegeven_op {moment},
    reden TEXT,
    versie INTEGER NOT NULL,
    wijziging {uuid}
) {strict};
-- a period comes out once
CREATE UNIQUE INDEX publicatie_een ON publicatie (periode) WHERE status <> 'teruggelegd';

-- the files of a publication, byte for byte
CREATE TABLE publicatiebestand (
    publicatie_id {uuid} NOT NULL REFERENCES publicatie (id),
    soort TEXT NOT NULL,
    bytes {bytes} NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (publicatie_id, soort)
) {strict};
