-- toegang: organisations, desks, accounts, grants and sessions
CREATE TABLE organisatie (
    id UUID PRIMARY KEY,
    naam TEXT NOT NULL,
    soort TEXT NOT NULL,
    gemeente TEXT,
    actief BOOLEAN NOT NULL
);

CREATE TABLE desk (
    id UUID PRIMARY KEY,
    organisatie_id UUID NOT NULL REFERENCES organisatie (id),
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
    id UUID PRIMARY KEY,
    organisatie_id UUID NOT NULL REFERENCES organisatie (id),
    gebruikersnaam TEXT NOT NULL UNIQUE,
    naam TEXT NOT NULL,
    -- an argon2id hash, set by the person herself; absent until the invitation is accepted
    wachtwoord TEXT,
    -- the sealed TOTP secret, and the last step that was used: a code works once
    totp_geheim BYTEA,
    totp_stap BIGINT NOT NULL,
    -- the hash of a one-time code
    uitnodiging BYTEA UNIQUE,
    uitnodiging_tot TIMESTAMPTZ,
    actief BOOLEAN NOT NULL,
    aangemaakt_op TIMESTAMPTZ NOT NULL,
    versie INTEGER NOT NULL
);

CREATE TABLE toekenning (
    id UUID PRIMARY KEY,
    gebruiker_id UUID NOT NULL REFERENCES gebruiker (id),
    rol TEXT NOT NULL,
    gebied_soort TEXT NOT NULL,
    gebied TEXT NOT NULL,
    geldig_van TIMESTAMPTZ NOT NULL,
    geldig_tot TIMESTAMPTZ
);
CREATE INDEX toekenning_gebruiker ON toekenning (gebruiker_id);

CREATE TABLE sessie (
    id UUID PRIMARY KEY,
    gebruiker_id UUID NOT NULL REFERENCES gebruiker (id),
    begonnen_op TIMESTAMPTZ NOT NULL,
    -- moved on at most once a minute: the idle limit is counted from here
    actief_op TIMESTAMPTZ NOT NULL,
    verloopt_op TIMESTAMPTZ NOT NULL,
    -- the idle limit of the account's strictest role
    rust_seconden INTEGER NOT NULL,
    beeindigd_op TIMESTAMPTZ
);
CREATE INDEX sessie_gebruiker ON sessie (gebruiker_id);

-- one row per refresh token: single use, and reuse ends the session
CREATE TABLE verversing (
    hash BYTEA PRIMARY KEY,
    sessie_id UUID NOT NULL REFERENCES sessie (id),
    uitgegeven_op TIMESTAMPTZ NOT NULL,
    gebruikt_op TIMESTAMPTZ
);
CREATE INDEX verversing_sessie ON verversing (sessie_id);

-- client: what is known of a person lies sealed under a key of her own
CREATE TABLE client (
    id UUID PRIMARY KEY,
    -- her name in the logboek; removing the row removes the mapping
    pseudoniem UUID NOT NULL UNIQUE,
    -- her data key, sealed under the master key
    sleutel BYTEA NOT NULL,
    gegevens BYTEA NOT NULL,
    -- keyed blind indexes: equal people, equal bytes, no clear data
    kenmerk_naam BYTEA NOT NULL,
    kenmerk_telefoon BYTEA,
    aangemaakt_op TIMESTAMPTZ NOT NULL
);
CREATE INDEX client_kenmerk_naam ON client (kenmerk_naam);
CREATE INDEX client_kenmerk_telefoon ON client (kenmerk_telefoon) WHERE kenmerk_telefoon IS NOT NULL;

CREATE TABLE zwangerschap (
    id UUID PRIMARY KEY,
    client_id UUID NOT NULL REFERENCES client (id),
    uitgerekend DATE NOT NULL,
    bron TEXT NOT NULL,
    aantal_kinderen INTEGER NOT NULL,
    eerste_kind BOOLEAN NOT NULL
);
CREATE INDEX zwangerschap_client ON zwangerschap (client_id);

-- every revision of a due date, old and new
CREATE TABLE termijn (
    id UUID PRIMARY KEY,
    zwangerschap_id UUID NOT NULL REFERENCES zwangerschap (id),
    oud DATE,
    nieuw DATE NOT NULL,
    bron TEXT NOT NULL,
    door_id UUID NOT NULL REFERENCES gebruiker (id),
    op TIMESTAMPTZ NOT NULL
);
CREATE INDEX termijn_zwangerschap ON termijn (zwangerschap_id);

CREATE TABLE casus (
    id UUID PRIMARY KEY,
    client_id UUID NOT NULL REFERENCES client (id),
    zwangerschap_id UUID REFERENCES zwangerschap (id),
    gemeente TEXT NOT NULL,
    subregio TEXT NOT NULL,
    status TEXT NOT NULL,
    coordinator_id UUID REFERENCES gebruiker (id),
    regisseur_id UUID REFERENCES gebruiker (id),
    verkenning_op DATE,
    evaluatie_op DATE,
    -- the chance that is lost first and the last day on which it is open; 9999-12-31 when there is none
    venster TEXT,
    venster_sluit DATE NOT NULL,
    sluitreden TEXT,
    toelichting BYTEA,
    aangemeld_op TIMESTAMPTZ NOT NULL,
    -- facts before this moment belong to an earlier opening of the case
    geopend_op TIMESTAMPTZ NOT NULL,
    gesloten_op TIMESTAMPTZ,
    versie INTEGER NOT NULL
);
CREATE INDEX casus_wachtrij ON casus (subregio, venster_sluit, id) WHERE status <> 'afgesloten';
CREATE INDEX casus_wachtrij_gemeente ON casus (gemeente, venster_sluit, id) WHERE status <> 'afgesloten';
CREATE INDEX casus_wachtrij_regio ON casus (venster_sluit, id) WHERE status <> 'afgesloten';
CREATE INDEX casus_client ON casus (client_id);
CREATE INDEX casus_regisseur ON casus (regisseur_id) WHERE regisseur_id IS NOT NULL;

CREATE TABLE signaal (
    id UUID PRIMARY KEY,
    organisatie_id UUID NOT NULL REFERENCES organisatie (id),
    gebruiker_id UUID NOT NULL REFERENCES gebruiker (id),
    client_id UUID NOT NULL REFERENCES client (id),
    zwangerschap_id UUID REFERENCES zwangerschap (id),
    casus_id UUID REFERENCES casus (id),
    lijkt_op_id UUID REFERENCES casus (id),
    gemeente TEXT NOT NULL,
    subregio TEXT NOT NULL,
    urgentie TEXT NOT NULL,
    instrument TEXT NOT NULL,
    themas TEXT NOT NULL,
    beschermende_factoren TEXT NOT NULL,
    eigen_vraag BYTEA,
    status TEXT NOT NULL,
    ontvangen_op TIMESTAMPTZ NOT NULL,
    versie INTEGER NOT NULL
);
CREATE INDEX signaal_organisatie ON signaal (organisatie_id, id);
CREATE INDEX signaal_subregio ON signaal (subregio, id);
CREATE INDEX signaal_casus ON signaal (casus_id);
CREATE INDEX signaal_client ON signaal (client_id);

-- the themes of a case: those of its signalen and what a home visit brought
CREATE TABLE casus_thema (
    casus_id UUID NOT NULL REFERENCES casus (id),
    thema TEXT NOT NULL,
    PRIMARY KEY (casus_id, thema)
);

-- each judgement of vulnerability, in order: never computed
CREATE TABLE weging (
    id UUID PRIMARY KEY,
    client_id UUID NOT NULL REFERENCES client (id),
    casus_id UUID REFERENCES casus (id),
    graad TEXT NOT NULL,
    samen_gewogen BOOLEAN NOT NULL,
    door_id UUID NOT NULL REFERENCES gebruiker (id),
    op TIMESTAMPTZ NOT NULL
);
CREATE INDEX weging_casus ON weging (casus_id);
CREATE INDEX weging_client ON weging (client_id);

CREATE TABLE toestemming (
    id UUID PRIMARY KEY,
    client_id UUID NOT NULL REFERENCES client (id),
    signaal_id UUID REFERENCES signaal (id),
    casus_id UUID REFERENCES casus (id),
    doel TEXT NOT NULL,
    ontvanger TEXT NOT NULL,
    organisatie_id UUID REFERENCES organisatie (id),
    onderdelen TEXT NOT NULL,
    bewoording TEXT NOT NULL,
    wijze TEXT NOT NULL,
    gegeven_door TEXT NOT NULL,
    status TEXT NOT NULL,
    door_id UUID NOT NULL REFERENCES gebruiker (id),
    op TIMESTAMPTZ NOT NULL,
    beeindigd_op TIMESTAMPTZ,
    versie INTEGER NOT NULL
);
CREATE INDEX toestemming_casus ON toestemming (casus_id);
CREATE INDEX toestemming_client ON toestemming (client_id);

CREATE TABLE doorgeleiding (
    id UUID PRIMARY KEY,
    casus_id UUID NOT NULL REFERENCES casus (id),
    route TEXT NOT NULL,
    desk_id UUID NOT NULL REFERENCES desk (id),
    toestemming_id UUID NOT NULL REFERENCES toestemming (id),
    vraag BYTEA,
    status TEXT NOT NULL,
    vorige_id UUID REFERENCES doorgeleiding (id),
    verzonden_door_id UUID NOT NULL REFERENCES gebruiker (id),
    verzonden_op TIMESTAMPTZ NOT NULL,
    antwoord_voor DATE NOT NULL,
    gezien_op TIMESTAMPTZ,
    beantwoord_op TIMESTAMPTZ,
    geclaimd_door_id UUID REFERENCES gebruiker (id),
    gestart_op TIMESTAMPTZ,
    beeindigd_op TIMESTAMPTZ,
    reden TEXT,
    toelichting BYTEA,
    versie INTEGER NOT NULL
);
CREATE INDEX doorgeleiding_casus ON doorgeleiding (casus_id);
CREATE INDEX doorgeleiding_desk ON doorgeleiding (desk_id, antwoord_voor, id);
CREATE INDEX doorgeleiding_toestemming ON doorgeleiding (toestemming_id);

CREATE TABLE traject (
    id UUID PRIMARY KEY,
    doorgeleiding_id UUID NOT NULL UNIQUE REFERENCES doorgeleiding (id),
    casus_id UUID NOT NULL REFERENCES casus (id),
    route TEXT NOT NULL,
    status TEXT NOT NULL,
    gepland_op TIMESTAMPTZ NOT NULL,
    gestart_op TIMESTAMPTZ,
    beeindigd_op TIMESTAMPTZ,
    einde TEXT,
    resultaten BYTEA,
    versie INTEGER NOT NULL
);
CREATE INDEX traject_casus ON traject (casus_id);

CREATE TABLE contactmoment (
    id UUID PRIMARY KEY,
    traject_id UUID NOT NULL REFERENCES traject (id),
    soort TEXT NOT NULL,
    gepland_op TIMESTAMPTZ NOT NULL,
    status TEXT NOT NULL,
    gehouden_op TIMESTAMPTZ,
    reden TEXT,
    toelichting BYTEA,
    vorige_id UUID REFERENCES contactmoment (id),
    versie INTEGER NOT NULL
);
CREATE INDEX contactmoment_traject ON contactmoment (traject_id);

-- what a prenatal home visit brought: themes, wishes, which actions follow
CREATE TABLE huisbezoek (
    traject_id UUID PRIMARY KEY REFERENCES traject (id),
    themas TEXT NOT NULL,
    wensen BYTEA NOT NULL,
    vervolgacties TEXT NOT NULL,
    door_id UUID NOT NULL REFERENCES gebruiker (id),
    op TIMESTAMPTZ NOT NULL
);

CREATE TABLE bijeenkomst (
    id UUID PRIMARY KEY,
    gemeente TEXT NOT NULL,
    gepland_op TIMESTAMPTZ NOT NULL,
    plaats TEXT,
    status TEXT NOT NULL,
    voorzitter_id UUID NOT NULL REFERENCES gebruiker (id),
    gehouden_op TIMESTAMPTZ,
    vastgesteld_op TIMESTAMPTZ,
    versie INTEGER NOT NULL
);
CREATE INDEX bijeenkomst_gemeente ON bijeenkomst (gemeente, gepland_op, id);

CREATE TABLE agendapunt (
    id UUID PRIMARY KEY,
    bijeenkomst_id UUID NOT NULL REFERENCES bijeenkomst (id),
    casus_id UUID NOT NULL REFERENCES casus (id),
    aanleiding TEXT NOT NULL,
    regisseur_id UUID REFERENCES gebruiker (id),
    evaluatie_op DATE,
    afwezig_reden TEXT,
    afwezig_toelichting BYTEA,
    versie INTEGER NOT NULL,
    UNIQUE (bijeenkomst_id, casus_id)
);
CREATE INDEX agendapunt_casus ON agendapunt (casus_id);

CREATE TABLE deelnemer (
    id UUID PRIMARY KEY,
    agendapunt_id UUID NOT NULL REFERENCES agendapunt (id),
    soort TEXT NOT NULL,
    gebruiker_id UUID REFERENCES gebruiker (id),
    hoedanigheid TEXT NOT NULL
);
CREATE INDEX deelnemer_agendapunt ON deelnemer (agendapunt_id);

CREATE TABLE afspraak (
    id UUID PRIMARY KEY,
    agendapunt_id UUID NOT NULL REFERENCES agendapunt (id),
    casus_id UUID NOT NULL REFERENCES casus (id),
    wat BYTEA NOT NULL,
    wie_id UUID NOT NULL REFERENCES deelnemer (id),
    uiterlijk DATE NOT NULL,
    thema TEXT,
    dimensie TEXT,
    positie TEXT,
    -- the parents' own words
    woorden BYTEA,
    status TEXT NOT NULL,
    reden TEXT,
    toelichting BYTEA,
    afgehandeld_op TIMESTAMPTZ,
    versie INTEGER NOT NULL
);
CREATE INDEX afspraak_agendapunt ON afspraak (agendapunt_id);
CREATE INDEX afspraak_casus ON afspraak (casus_id);

CREATE TABLE evaluatie (
    id UUID PRIMARY KEY,
    casus_id UUID NOT NULL REFERENCES casus (id),
    begonnen_op TIMESTAMPTZ NOT NULL,
    door_id UUID NOT NULL REFERENCES gebruiker (id),
    afgerond_op TIMESTAMPTZ,
    uitkomst TEXT,
    samen_met_ouders BOOLEAN,
    toelichting BYTEA
);
CREATE INDEX evaluatie_casus ON evaluatie (casus_id);

-- what is counted and nothing else: refusals and signals of acute danger, per gemeente and month
CREATE TABLE telling (
    soort TEXT NOT NULL,
    gemeente TEXT NOT NULL,
    maand DATE NOT NULL,
    aantal INTEGER NOT NULL,
    PRIMARY KEY (soort, gemeente, maand)
);

-- a released publication: the bytes are frozen
CREATE TABLE publicatie (
    id UUID PRIMARY KEY,
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
    vrijgegeven_op TIMESTAMPTZ NOT NULL
);

-- the logboek: ids and closed words only; rows are only ever added
CREATE TABLE logregel (
    id UUID PRIMARY KEY,
    op TIMESTAMPTZ NOT NULL,
    gebeurtenis TEXT NOT NULL,
    actie TEXT NOT NULL,
    uitkomst TEXT NOT NULL,
    handeling TEXT NOT NULL,
    gebruiker_id UUID,
    rol TEXT,
    organisatie_id UUID,
    sessie_id UUID,
    soort TEXT NOT NULL,
    object_id UUID,
    casus_id UUID,
    -- the pseudonyms of everybody shown or changed, as a JSON list
    betrokkenen TEXT NOT NULL,
    regel TEXT,
    toestemming_id UUID,
    doel TEXT NOT NULL,
    noodprocedure BOOLEAN NOT NULL,
    verzoek_id UUID,
    toegangspunt TEXT NOT NULL
);
CREATE INDEX logregel_casus ON logregel (casus_id, id) WHERE casus_id IS NOT NULL AND actie <> 'R';

-- answers that may be asked for again with the same Idempotency-Key, sealed
CREATE TABLE herhaling (
    gebruiker_id UUID NOT NULL REFERENCES gebruiker (id),
    sleutel TEXT NOT NULL,
    verzoek BYTEA NOT NULL,
    antwoord BYTEA NOT NULL,
    op TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (gebruiker_id, sleutel)
);
CREATE INDEX herhaling_op ON herhaling (op);

-- rows of the logboek are only ever added
CREATE FUNCTION weiger_wijziging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a row of % never changes and is never removed', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER logregel_vast BEFORE UPDATE OR DELETE ON logregel FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER publicatie_vast BEFORE UPDATE OR DELETE ON publicatie FOR EACH ROW
    WHEN (old.status = 'vrijgegeven') EXECUTE FUNCTION weiger_wijziging();
