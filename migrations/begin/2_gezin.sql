-- The family: the client, the pregnancy, the case, and what was reported and consented to.

-- what is known of a person lies sealed under a data key of that person alone
CREATE TABLE client (
    id {uuid} PRIMARY KEY,
    -- the client's name in the logboek; without this row nobody can tell whose it was
    pseudoniem {uuid} NOT NULL UNIQUE,
    -- the data key, sealed under the master key
    sleutel {bytes} NOT NULL,
    gegevens {bytes} NOT NULL,
    -- keyed blind indexes: equal people, equal bytes, no clear data; empty when the name has nothing to compare
    kenmerk_naam {bytes} NOT NULL,
    -- of somebody who uses a partner's name as well: the name without it, and the name with that alone
    kenmerk_eigen_naam {bytes},
    kenmerk_partnernaam {bytes},
    kenmerk_telefoon {bytes},
    kenmerk_nummer {bytes},
    aangemaakt_op {moment} NOT NULL,
    wijziging {uuid},
    -- when what is known was last put right: from then on it leads what others noted earlier
    gewijzigd_op {moment},
    -- when everything that led to this person was erased
    gewist_op {moment}
) {strict};
CREATE INDEX client_kenmerk_naam ON client (kenmerk_naam);
CREATE INDEX client_kenmerk_eigen_naam ON client (kenmerk_eigen_naam) WHERE kenmerk_eigen_naam IS NOT NULL;
CREATE INDEX client_kenmerk_partnernaam ON client (kenmerk_partnernaam) WHERE kenmerk_partnernaam IS NOT NULL;
CREATE INDEX client_kenmerk_nummer ON client (kenmerk_nummer) WHERE kenmerk_nummer IS NOT NULL;
CREATE INDEX client_kenmerk_telefoon ON client (kenmerk_telefoon) WHERE kenmerk_telefoon IS NOT NULL;

-- what was known of a person before it was put right, sealed as what is known now
CREATE TABLE gegevenswijziging (
    id {uuid} PRIMARY KEY,
    client_id {uuid} NOT NULL REFERENCES client (id),
    reden TEXT NOT NULL,
    oud {bytes} NOT NULL,
    door_id {uuid} NOT NULL REFERENCES gebruiker (id),
    op {moment} NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX gegevenswijziging_client ON gegevenswijziging (client_id);

CREATE TABLE zwangerschap (
    id {uuid} PRIMARY KEY,
    client_id {uuid} NOT NULL REFERENCES client (id),
    uitgerekend {date} NOT NULL,
    bron TEXT NOT NULL,
    aantal_kinderen INTEGER NOT NULL,
    eerste_kind {bool} NOT NULL,
    status TEXT NOT NULL,
    -- the day of the birth or the loss
    geeindigd_op {date},
    wijziging {uuid}
) {strict};
CREATE INDEX zwangerschap_client ON zwangerschap (client_id);
CREATE INDEX zwangerschap_uitgerekend ON zwangerschap (status, uitgerekend);

-- every revision of a due date, old and new
CREATE TABLE termijn (
    id {uuid} PRIMARY KEY,
    zwangerschap_id {uuid} NOT NULL REFERENCES zwangerschap (id),
    oud {date},
    nieuw {date} NOT NULL,
    bron TEXT NOT NULL,
    -- why it moved further than an ordinary revision
    reden TEXT,
    door_id {uuid} NOT NULL REFERENCES gebruiker (id),
    op {moment} NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX termijn_zwangerschap ON termijn (zwangerschap_id);

-- every time that somebody told how a pregnancy went, or that followed from something else: what was noted before, and from then on
CREATE TABLE zwangerschapseinde (
    id {uuid} PRIMARY KEY,
    zwangerschap_id {uuid} NOT NULL REFERENCES zwangerschap (id),
    was TEXT NOT NULL,
    was_op {date},
    wordt TEXT NOT NULL,
    wordt_op {date},
    -- why what was told before was wrong
    reden TEXT,
    door_id {uuid} REFERENCES gebruiker (id),
    op {moment} NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX zwangerschapseinde_zwangerschap ON zwangerschapseinde (zwangerschap_id);

-- the children of a pregnancy, from the day on which somebody tells of their birth; until then how many are expected says enough
CREATE TABLE kind (
    id {uuid} PRIMARY KEY,
    zwangerschap_id {uuid} NOT NULL REFERENCES zwangerschap (id),
    geboren_op {date} NOT NULL,
    status TEXT NOT NULL,
    -- the day from which nobody here follows the child, and why
    uit_beeld_op {date},
    uit_beeld_reden TEXT,
    wijziging {uuid}
) {strict};
CREATE INDEX kind_zwangerschap ON kind (zwangerschap_id);
-- finds those whose second birthday comes near
CREATE INDEX kind_geboren ON kind (geboren_op, id) WHERE status <> 'uit-beeld';

CREATE TABLE casus (
    id {uuid} PRIMARY KEY,
    client_id {uuid} NOT NULL REFERENCES client (id),
    zwangerschap_id {uuid} REFERENCES zwangerschap (id),
    gemeente TEXT NOT NULL,
    subregio TEXT NOT NULL,
    status TEXT NOT NULL,
    coordinator_id {uuid} REFERENCES gebruiker (id),
    regisseur_id {uuid} REFERENCES gebruiker (id),
    verkenning_op {date},
    evaluatie_op {date},
    -- when whoever coordinates looks at it again, as they said
    bekijk_op {date},
    -- since when a move waits past its term to be taken over
    verhuizing_wacht {date},
    -- the route that closes first and the last day on which it is open; 9999-12-31 when there is none
    venster TEXT,
    venster_sluit {date} NOT NULL,
    -- by which version of the rules of the routes, and which text of it, that was reckoned
    volgens TEXT,
    -- the place in the queue as one number, and why: what is smaller comes first
    plek INTEGER NOT NULL DEFAULT 23652059,
    waarom TEXT,
    -- when somebody looks again, as long as nothing else says by when
    ongezien_op {date},
    -- the place of which it was told that its day passed
    gemaand INTEGER,
    -- whether one of its worries is urgent
    spoed {bool} NOT NULL DEFAULT FALSE,
    -- the request with which it came back to its coordinator: when that ended, along which route it was asked and how it ended
    terug_op {moment},
    terug_route TEXT,
    terug_status TEXT,
    -- what who signalled was last told became of it, and how often the case was changed by then
    verteld_stand TEXT NOT NULL DEFAULT 'ontvangen',
    verteld_versie INTEGER NOT NULL DEFAULT 1,
    sluitreden TEXT,
    toelichting {bytes},
    aangemeld_op {moment} NOT NULL,
    -- facts before this moment belong to an earlier opening of the case
    geopend_op {moment} NOT NULL,
    gesloten_op {moment},
    gesloten_door_id {uuid} REFERENCES gebruiker (id),
    versie INTEGER NOT NULL,
    wijziging {uuid},
    -- nobody who is open is without a day
    CHECK ((status = 'afgesloten') = (waarom IS NULL))
) {strict};
-- which text each version of the rules of the routes has: it never changes under the same name
CREATE TABLE routeregels (
    kenmerk TEXT PRIMARY KEY,
    afdruk TEXT NOT NULL,
    sinds {moment} NOT NULL
) {strict};
CREATE INDEX casus_te_vertellen ON casus (id) WHERE versie <> verteld_versie;
CREATE INDEX casus_wachtrij ON casus (subregio, plek, id) WHERE status <> 'afgesloten';
CREATE INDEX casus_wachtrij_gemeente ON casus (gemeente, plek, id) WHERE status <> 'afgesloten';
CREATE INDEX casus_wachtrij_regio ON casus (plek, id) WHERE status <> 'afgesloten';
-- finds the windows that closed
CREATE INDEX casus_venster ON casus (venster_sluit, id) WHERE status <> 'afgesloten';
CREATE INDEX casus_client ON casus (client_id);
CREATE INDEX casus_regisseur ON casus (regisseur_id) WHERE regisseur_id IS NOT NULL;
-- the open work of one person
CREATE INDEX casus_coordinator ON casus (coordinator_id) WHERE coordinator_id IS NOT NULL;
-- finds the files that have been kept long enough
CREATE INDEX casus_gesloten ON casus (gesloten_op) WHERE gesloten_op IS NOT NULL;

-- a family that is handed over to the JGZ: after a birth, and before a child is two
CREATE TABLE warme_overdracht (
    id {uuid} PRIMARY KEY,
    casus_id {uuid} NOT NULL REFERENCES casus (id),
    zwangerschap_id {uuid} NOT NULL REFERENCES zwangerschap (id),
    aanleiding TEXT NOT NULL,
    status TEXT NOT NULL,
    voorgesteld_op {moment} NOT NULL,
    -- the last day on which it is in time
    uiterlijk {date} NOT NULL,
    -- the day on which whoever has it is reminded
    stap_op {date},
    aanvaard_op {moment},
    gehouden_op {date},
    beeindigd_op {moment},
    reden TEXT,
    wijziging {uuid}
) {strict};
CREATE INDEX warme_overdracht_casus ON warme_overdracht (casus_id);
CREATE INDEX warme_overdracht_zwangerschap ON warme_overdracht (zwangerschap_id);
CREATE INDEX warme_overdracht_stap ON warme_overdracht (stap_op) WHERE stap_op IS NOT NULL;

-- who carried a case, from when until when; a row is closed when somebody else takes over
CREATE TABLE casusregisseurschap (
    id {uuid} PRIMARY KEY,
    casus_id {uuid} NOT NULL REFERENCES casus (id),
    gebruiker_id {uuid} NOT NULL REFERENCES gebruiker (id),
    van {moment} NOT NULL,
    tot {moment},
    wijziging {uuid}
) {strict};
CREATE INDEX casusregisseurschap_casus ON casusregisseurschap (casus_id, gebruiker_id);
-- a case is carried by one person at a time
CREATE UNIQUE INDEX casusregisseurschap_een ON casusregisseurschap (casus_id) WHERE tot IS NULL;

CREATE TABLE signaal (
    id {uuid} PRIMARY KEY,
    organisatie_id {uuid} NOT NULL REFERENCES organisatie (id),
    gebruiker_id {uuid} NOT NULL REFERENCES gebruiker (id),
    client_id {uuid} NOT NULL REFERENCES client (id),
    zwangerschap_id {uuid} REFERENCES zwangerschap (id),
    casus_id {uuid} REFERENCES casus (id),
    lijkt_op_id {uuid} REFERENCES casus (id),
    gemeente TEXT NOT NULL,
    -- where it lies: the family of its case may have moved since
    ligt_in TEXT NOT NULL,
    subregio TEXT NOT NULL,
    urgentie TEXT NOT NULL,
    instrument TEXT NOT NULL,
    themas {json} NOT NULL,
    beschermende_factoren {json} NOT NULL,
    eigen_vraag {bytes},
    status TEXT NOT NULL,
    ontvangen_op {moment} NOT NULL,
    gekoppeld_op {moment},
    van_casus {json} NOT NULL DEFAULT '[]',
    van_signaal {json} NOT NULL DEFAULT '[]',
    versie INTEGER NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX signaal_organisatie ON signaal (organisatie_id, id);
CREATE INDEX signaal_subregio ON signaal (subregio, id);
CREATE INDEX signaal_casus ON signaal (casus_id);
CREATE INDEX signaal_client ON signaal (client_id);
CREATE INDEX signaal_lijkt_op ON signaal (lijkt_op_id) WHERE lijkt_op_id IS NOT NULL;

-- the themes of a case: those of its signalen and what a home visit brought
CREATE TABLE casus_thema (
    casus_id {uuid} NOT NULL REFERENCES casus (id),
    thema TEXT NOT NULL,
    wijziging {uuid},
    PRIMARY KEY (casus_id, thema)
) {strict_without_rowid};

-- each judgement of vulnerability, in order: never computed
CREATE TABLE weging (
    id {uuid} PRIMARY KEY,
    client_id {uuid} NOT NULL REFERENCES client (id),
    casus_id {uuid} REFERENCES casus (id),
    graad TEXT NOT NULL,
    samen_gewogen {bool} NOT NULL,
    door_id {uuid} NOT NULL REFERENCES gebruiker (id),
    op {moment} NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX weging_casus ON weging (casus_id);
CREATE INDEX weging_client ON weging (client_id);

CREATE TABLE toestemming (
    id {uuid} PRIMARY KEY,
    client_id {uuid} NOT NULL REFERENCES client (id),
    signaal_id {uuid} REFERENCES signaal (id),
    casus_id {uuid} REFERENCES casus (id),
    doel TEXT NOT NULL,
    ontvanger TEXT NOT NULL,
    organisatie_id {uuid} REFERENCES organisatie (id),
    onderdelen {json} NOT NULL,
    bewoording TEXT NOT NULL,
    wijze TEXT NOT NULL,
    gegeven_door TEXT NOT NULL,
    status TEXT NOT NULL,
    door_id {uuid} NOT NULL REFERENCES gebruiker (id),
    op {moment} NOT NULL,
    beeindigd_op {moment},
    versie INTEGER NOT NULL,
    wijziging {uuid}
) {strict};
CREATE INDEX toestemming_casus ON toestemming (casus_id);
CREATE INDEX toestemming_client ON toestemming (client_id);
CREATE INDEX toestemming_signaal ON toestemming (signaal_id) WHERE signaal_id IS NOT NULL;
