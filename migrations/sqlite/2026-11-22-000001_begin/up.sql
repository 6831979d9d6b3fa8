-- toegang: organisations, desks, accounts, grants and sessions
CREATE TABLE organisatie (
    id BLOB PRIMARY KEY,
    naam TEXT NOT NULL,
    soort TEXT NOT NULL,
    gemeente TEXT,
    actief BOOLEAN NOT NULL
);

CREATE TABLE desk (
    id BLOB PRIMARY KEY,
    organisatie_id BLOB NOT NULL REFERENCES organisatie (id),
    naam TEXT NOT NULL,
    route TEXT NOT NULL,
    gebied_soort TEXT NOT NULL,
    gebied TEXT NOT NULL,
    capaciteit INTEGER,
    wachttijd_dagen INTEGER,
    actief BOOLEAN NOT NULL
);
CREATE INDEX desk_organisatie ON desk (organisatie_id);

CREATE TABLE gebruiker (
    id BLOB PRIMARY KEY,
    organisatie_id BLOB NOT NULL REFERENCES organisatie (id),
    gebruikersnaam TEXT NOT NULL UNIQUE,
    naam TEXT NOT NULL,
    -- an argon2id hash, set by the person herself; absent until the invitation is accepted
    wachtwoord TEXT,
    -- the sealed TOTP secret, and the last step that was used: a code works once
    totp_geheim BLOB,
    totp_stap BIGINT NOT NULL,
    -- the hash of a one-time code
    uitnodiging BLOB UNIQUE,
    uitnodiging_tot TEXT,
    actief BOOLEAN NOT NULL,
    aangemaakt_op TEXT NOT NULL,
    versie INTEGER NOT NULL
);

CREATE TABLE toekenning (
    id BLOB PRIMARY KEY,
    gebruiker_id BLOB NOT NULL REFERENCES gebruiker (id),
    rol TEXT NOT NULL,
    gebied_soort TEXT NOT NULL,
    gebied TEXT NOT NULL,
    geldig_van TEXT NOT NULL,
    geldig_tot TEXT
);
CREATE INDEX toekenning_gebruiker ON toekenning (gebruiker_id);

CREATE TABLE sessie (
    id BLOB PRIMARY KEY,
    gebruiker_id BLOB NOT NULL REFERENCES gebruiker (id),
    begonnen_op TEXT NOT NULL,
    -- moved on at most once a minute: the idle limit is counted from here
    actief_op TEXT NOT NULL,
    verloopt_op TEXT NOT NULL,
    -- the idle limit of the account's strictest role
    rust_seconden INTEGER NOT NULL,
    beeindigd_op TEXT
);
CREATE INDEX sessie_gebruiker ON sessie (gebruiker_id);

-- one row per refresh token: single use, and reuse ends the session
CREATE TABLE verversing (
    hash BLOB PRIMARY KEY,
    sessie_id BLOB NOT NULL REFERENCES sessie (id),
    uitgegeven_op TEXT NOT NULL,
    gebruikt_op TEXT
);
CREATE INDEX verversing_sessie ON verversing (sessie_id);

-- client: what is known of a person lies sealed under a key of her own
CREATE TABLE client (
    id BLOB PRIMARY KEY,
    -- her name in the logboek; removing the row removes the mapping
    pseudoniem BLOB NOT NULL UNIQUE,
    -- her data key, sealed under the master key
    sleutel BLOB NOT NULL,
    gegevens BLOB NOT NULL,
    -- keyed blind indexes: equal people, equal bytes, no clear data
    kenmerk_naam BLOB NOT NULL,
    kenmerk_telefoon BLOB,
    aangemaakt_op TEXT NOT NULL
);
CREATE INDEX client_kenmerk_naam ON client (kenmerk_naam);
CREATE INDEX client_kenmerk_telefoon ON client (kenmerk_telefoon) WHERE kenmerk_telefoon IS NOT NULL;

CREATE TABLE zwangerschap (
    id BLOB PRIMARY KEY,
    client_id BLOB NOT NULL REFERENCES client (id),
    uitgerekend TEXT NOT NULL,
    bron TEXT NOT NULL,
    aantal_kinderen INTEGER NOT NULL,
    eerste_kind BOOLEAN NOT NULL
);
CREATE INDEX zwangerschap_client ON zwangerschap (client_id);

-- every revision of a due date, old and new
CREATE TABLE termijn (
    id BLOB PRIMARY KEY,
    zwangerschap_id BLOB NOT NULL REFERENCES zwangerschap (id),
    oud TEXT,
    nieuw TEXT NOT NULL,
    bron TEXT NOT NULL,
    door_id BLOB NOT NULL REFERENCES gebruiker (id),
    op TEXT NOT NULL
);
CREATE INDEX termijn_zwangerschap ON termijn (zwangerschap_id);

CREATE TABLE casus (
    id BLOB PRIMARY KEY,
    client_id BLOB NOT NULL REFERENCES client (id),
    zwangerschap_id BLOB REFERENCES zwangerschap (id),
    gemeente TEXT NOT NULL,
    subregio TEXT NOT NULL,
    status TEXT NOT NULL,
    coordinator_id BLOB REFERENCES gebruiker (id),
    regisseur_id BLOB REFERENCES gebruiker (id),
    verkenning_op TEXT,
    evaluatie_op TEXT,
    -- the chance that is lost first and the last day on which it is open; 9999-12-31 when there is none
    venster TEXT,
    venster_sluit TEXT NOT NULL,
    sluitreden TEXT,
    toelichting BLOB,
    aangemeld_op TEXT NOT NULL,
    -- facts before this moment belong to an earlier opening of the case
    geopend_op TEXT NOT NULL,
    gesloten_op TEXT,
    versie INTEGER NOT NULL
);
CREATE INDEX casus_wachtrij ON casus (subregio, venster_sluit, id) WHERE status <> 'afgesloten';
CREATE INDEX casus_wachtrij_gemeente ON casus (gemeente, venster_sluit, id) WHERE status <> 'afgesloten';
CREATE INDEX casus_wachtrij_regio ON casus (venster_sluit, id) WHERE status <> 'afgesloten';
CREATE INDEX casus_client ON casus (client_id);
CREATE INDEX casus_regisseur ON casus (regisseur_id) WHERE regisseur_id IS NOT NULL;

CREATE TABLE signaal (
    id BLOB PRIMARY KEY,
    organisatie_id BLOB NOT NULL REFERENCES organisatie (id),
    gebruiker_id BLOB NOT NULL REFERENCES gebruiker (id),
    client_id BLOB NOT NULL REFERENCES client (id),
    zwangerschap_id BLOB REFERENCES zwangerschap (id),
    casus_id BLOB REFERENCES casus (id),
    lijkt_op_id BLOB REFERENCES casus (id),
    gemeente TEXT NOT NULL,
    subregio TEXT NOT NULL,
    urgentie TEXT NOT NULL,
    instrument TEXT NOT NULL,
    themas TEXT NOT NULL,
    beschermende_factoren TEXT NOT NULL,
    eigen_vraag BLOB,
    status TEXT NOT NULL,
    ontvangen_op TEXT NOT NULL,
    versie INTEGER NOT NULL
);
CREATE INDEX signaal_organisatie ON signaal (organisatie_id, id);
CREATE INDEX signaal_subregio ON signaal (subregio, id);
CREATE INDEX signaal_casus ON signaal (casus_id);
CREATE INDEX signaal_client ON signaal (client_id);

-- the themes of a case: those of its signalen and what a home visit brought
CREATE TABLE casus_thema (
    casus_id BLOB NOT NULL REFERENCES casus (id),
    thema TEXT NOT NULL,
    PRIMARY KEY (casus_id, thema)
) WITHOUT ROWID;

-- each judgement of vulnerability, in order: never computed
CREATE TABLE weging (
    id BLOB PRIMARY KEY,
    client_id BLOB NOT NULL REFERENCES client (id),
    casus_id BLOB REFERENCES casus (id),
    graad TEXT NOT NULL,
    samen_gewogen BOOLEAN NOT NULL,
    door_id BLOB NOT NULL REFERENCES gebruiker (id),
    op TEXT NOT NULL
);
CREATE INDEX weging_casus ON weging (casus_id);
CREATE INDEX weging_client ON weging (client_id);

CREATE TABLE toestemming (
    id BLOB PRIMARY KEY,
    client_id BLOB NOT NULL REFERENCES client (id),
    signaal_id BLOB REFERENCES signaal (id),
    casus_id BLOB REFERENCES casus (id),
    doel TEXT NOT NULL,
    ontvanger TEXT NOT NULL,
    organisatie_id BLOB REFERENCES organisatie (id),
    onderdelen TEXT NOT NULL,
    bewoording TEXT NOT NULL,
    wijze TEXT NOT NULL,
    gegeven_door TEXT NOT NULL,
    status TEXT NOT NULL,
    door_id BLOB NOT NULL REFERENCES gebruiker (id),
    op TEXT NOT NULL,
    beeindigd_op TEXT,
    versie INTEGER NOT NULL
);
CREATE INDEX toestemming_casus ON toestemming (casus_id);
CREATE INDEX toestemming_client ON toestemming (client_id);

CREATE TABLE doorgeleiding (
    id BLOB PRIMARY KEY,
    casus_id BLOB NOT NULL REFERENCES casus (id),
    route TEXT NOT NULL,
    desk_id BLOB NOT NULL REFERENCES desk (id),
    toestemming_id BLOB NOT NULL REFERENCES toestemming (id),
    vraag BLOB,
    status TEXT NOT NULL,
    vorige_id BLOB REFERENCES doorgeleiding (id),
    verzonden_door_id BLOB NOT NULL REFERENCES gebruiker (id),
    verzonden_op TEXT NOT NULL,
    antwoord_voor TEXT NOT NULL,
    gezien_op TEXT,
    beantwoord_op TEXT,
    geclaimd_door_id BLOB REFERENCES gebruiker (id),
    gestart_op TEXT,
    beeindigd_op TEXT,
    reden TEXT,
    toelichting BLOB,
    versie INTEGER NOT NULL
);
CREATE INDEX doorgeleiding_casus ON doorgeleiding (casus_id);
CREATE INDEX doorgeleiding_desk ON doorgeleiding (desk_id, antwoord_voor, id);
CREATE INDEX doorgeleiding_toestemming ON doorgeleiding (toestemming_id);

CREATE TABLE traject (
    id BLOB PRIMARY KEY,
    doorgeleiding_id BLOB NOT NULL UNIQUE REFERENCES doorgeleiding (id),
    casus_id BLOB NOT NULL REFERENCES casus (id),
    route TEXT NOT NULL,
    status TEXT NOT NULL,
    gepland_op TEXT NOT NULL,
    gestart_op TEXT,
    beeindigd_op TEXT,
    einde TEXT,
    resultaten BLOB,
    versie INTEGER NOT NULL
);
CREATE INDEX traject_casus ON traject (casus_id);

CREATE TABLE contactmoment (
    id BLOB PRIMARY KEY,
    traject_id BLOB NOT NULL REFERENCES traject (id),
    soort TEXT NOT NULL,
    gepland_op TEXT NOT NULL,
    status TEXT NOT NULL,
    gehouden_op TEXT,
    reden TEXT,
    toelichting BLOB,
    vorige_id BLOB REFERENCES contactmoment (id),
    versie INTEGER NOT NULL
);
CREATE INDEX contactmoment_traject ON contactmoment (traject_id);

-- what a prenatal home visit brought: themes, wishes, which actions follow
CREATE TABLE huisbezoek (
    traject_id BLOB PRIMARY KEY REFERENCES traject (id),
    themas TEXT NOT NULL,
    wensen BLOB NOT NULL,
    vervolgacties TEXT NOT NULL,
    door_id BLOB NOT NULL REFERENCES gebruiker (id),
    op TEXT NOT NULL
);

CREATE TABLE bijeenkomst (
    id BLOB PRIMARY KEY,
    gemeente TEXT NOT NULL,
    gepland_op TEXT NOT NULL,
    plaats TEXT,
    status TEXT NOT NULL,
    voorzitter_id BLOB NOT NULL REFERENCES gebruiker (id),
    gehouden_op TEXT,
    vastgesteld_op TEXT,
    versie INTEGER NOT NULL
);
CREATE INDEX bijeenkomst_gemeente ON bijeenkomst (gemeente, gepland_op, id);

CREATE TABLE agendapunt (
    id BLOB PRIMARY KEY,
    bijeenkomst_id BLOB NOT NULL REFERENCES bijeenkomst (id),
    casus_id BLOB NOT NULL REFERENCES casus (id),
    aanleiding TEXT NOT NULL,
    regisseur_id BLOB REFERENCES gebruiker (id),
    evaluatie_op TEXT,
    afwezig_reden TEXT,
    afwezig_toelichting BLOB,
    versie INTEGER NOT NULL,
    UNIQUE (bijeenkomst_id, casus_id)
);
CREATE INDEX agendapunt_casus ON agendapunt (casus_id);

CREATE TABLE deelnemer (
    id BLOB PRIMARY KEY,
    agendapunt_id BLOB NOT NULL REFERENCES agendapunt (id),
    soort TEXT NOT NULL,
    gebruiker_id BLOB REFERENCES gebruiker (id),
    hoedanigheid TEXT NOT NULL
);
CREATE INDEX deelnemer_agendapunt ON deelnemer (agendapunt_id);

CREATE TABLE afspraak (
    id BLOB PRIMARY KEY,
    agendapunt_id BLOB NOT NULL REFERENCES agendapunt (id),
    casus_id BLOB NOT NULL REFERENCES casus (id),
    wat BLOB NOT NULL,
    wie_id BLOB NOT NULL REFERENCES deelnemer (id),
    uiterlijk TEXT NOT NULL,
    thema TEXT,
    dimensie TEXT,
    positie TEXT,
    -- the parents' own words
    woorden BLOB,
    status TEXT NOT NULL,
    reden TEXT,
    toelichting BLOB,
    afgehandeld_op TEXT,
    versie INTEGER NOT NULL
);
CREATE INDEX afspraak_agendapunt ON afspraak (agendapunt_id);
CREATE INDEX afspraak_casus ON afspraak (casus_id);

CREATE TABLE evaluatie (
    id BLOB PRIMARY KEY,
    casus_id BLOB NOT NULL REFERENCES casus (id),
    begonnen_op TEXT NOT NULL,
    door_id BLOB NOT NULL REFERENCES gebruiker (id),
    afgerond_op TEXT,
    uitkomst TEXT,
    samen_met_ouders BOOLEAN,
    toelichting BLOB
);
CREATE INDEX evaluatie_casus ON evaluatie (casus_id);

-- what is counted and nothing else: refusals and signals of acute danger, per gemeente and month
CREATE TABLE telling (
    soort TEXT NOT NULL,
    gemeente TEXT NOT NULL,
    maand TEXT NOT NULL,
    aantal INTEGER NOT NULL,
    PRIMARY KEY (soort, gemeente, maand)
) WITHOUT ROWID;

-- a released publication: the bytes are frozen
CREATE TABLE publicatie (
    id BLOB PRIMARY KEY,
    periode TEXT NOT NULL UNIQUE,
    jaar INTEGER NOT NULL,
    programma TEXT NOT NULL,
    drempel INTEGER NOT NULL,
    status TEXT NOT NULL,
    csv TEXT NOT NULL,
    csv_sha256 TEXT NOT NULL,
    json TEXT NOT NULL,
    json_sha256 TEXT NOT NULL,
    woordenboek TEXT NOT NULL,
    woordenboek_sha256 TEXT NOT NULL,
    vrijgegeven_op TEXT NOT NULL
);

-- the logboek: ids and closed words only; rows are only ever added
CREATE TABLE logregel (
    id BLOB PRIMARY KEY,
    op TEXT NOT NULL,
    gebeurtenis TEXT NOT NULL,
    actie TEXT NOT NULL,
    uitkomst TEXT NOT NULL,
    handeling TEXT NOT NULL,
    gebruiker_id BLOB,
    rol TEXT,
    organisatie_id BLOB,
    sessie_id BLOB,
    soort TEXT NOT NULL,
    object_id BLOB,
    casus_id BLOB,
    -- the pseudonyms of everybody shown or changed, as a JSON list
    betrokkenen TEXT NOT NULL,
    regel TEXT,
    toestemming_id BLOB,
    doel TEXT NOT NULL,
    noodprocedure BOOLEAN NOT NULL,
    verzoek_id BLOB,
    toegangspunt TEXT NOT NULL
);
CREATE INDEX logregel_casus ON logregel (casus_id, id) WHERE casus_id IS NOT NULL AND actie <> 'R';

-- answers that may be asked for again with the same Idempotency-Key, sealed
CREATE TABLE herhaling (
    gebruiker_id BLOB NOT NULL REFERENCES gebruiker (id),
    sleutel TEXT NOT NULL,
    verzoek BLOB NOT NULL,
    antwoord BLOB NOT NULL,
    op TEXT NOT NULL,
    PRIMARY KEY (gebruiker_id, sleutel)
) WITHOUT ROWID;
CREATE INDEX herhaling_op ON herhaling (op);

-- rows of the logboek are only ever added
CREATE TRIGGER logregel_vast_wijzigen BEFORE UPDATE ON logregel BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek never changes');
END;
CREATE TRIGGER logregel_vast_wissen BEFORE DELETE ON logregel BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek is never removed');
END;
CREATE TRIGGER publicatie_vast_wijzigen BEFORE UPDATE ON publicatie WHEN old.status = 'vrijgegeven' BEGIN
    SELECT RAISE(ABORT, 'a released publication never changes');
END;
CREATE TRIGGER publicatie_vast_wissen BEFORE DELETE ON publicatie WHEN old.status = 'vrijgegeven' BEGIN
    SELECT RAISE(ABORT, 'a released publication is never removed');
END;
