-- one case, opened for an hour in an emergency
CREATE TABLE noodprocedure (
    id BLOB PRIMARY KEY,
    casus_id BLOB NOT NULL REFERENCES casus (id),
    gebruiker_id BLOB NOT NULL REFERENCES gebruiker (id),
    organisatie_id BLOB NOT NULL REFERENCES organisatie (id),
    grond TEXT NOT NULL,
    -- why, in her own words, sealed under the key of the person the case is about
    reden BLOB NOT NULL,
    geopend_op TEXT NOT NULL,
    -- from this moment on the case is closed again
    tot TEXT NOT NULL,
    -- when she ended it herself
    beeindigd_op TEXT,
    beoordeel_voor TEXT NOT NULL,
    -- the order of the list: beoordeel_voor until it is judged, 9999-12-31 from then on
    wacht_tot TEXT NOT NULL,
    oordeel TEXT,
    toelichting BLOB,
    beoordeeld_door_id BLOB REFERENCES gebruiker (id),
    beoordeeld_op TEXT,
    versie INTEGER NOT NULL
);
-- every reading of a case asks what runs for an account
CREATE INDEX noodprocedure_gebruiker ON noodprocedure (gebruiker_id, tot);
CREATE INDEX noodprocedure_casus ON noodprocedure (casus_id);
CREATE INDEX noodprocedure_wacht ON noodprocedure (wacht_tot, id);
-- attempts are counted from the logboek, so that those that found nothing count too
CREATE INDEX logregel_noodprocedure ON logregel (gebruiker_id, op) WHERE handeling = 'noodprocedure-openen';

-- what somebody is told: ids and closed words only
CREATE TABLE bericht (
    id BLOB PRIMARY KEY,
    gebruiker_id BLOB NOT NULL REFERENCES gebruiker (id),
    soort TEXT NOT NULL,
    casus_id BLOB NOT NULL REFERENCES casus (id),
    noodprocedure_id BLOB NOT NULL REFERENCES noodprocedure (id),
    op TEXT NOT NULL,
    gelezen_op TEXT,
    versie INTEGER NOT NULL
);
CREATE INDEX bericht_gebruiker ON bericht (gebruiker_id, id);

-- who carried a case, from when until when; a row is closed when somebody else does
CREATE TABLE casusregisseurschap (
    id BLOB PRIMARY KEY,
    casus_id BLOB NOT NULL REFERENCES casus (id),
    gebruiker_id BLOB NOT NULL REFERENCES gebruiker (id),
    van TEXT NOT NULL,
    tot TEXT
);
CREATE INDEX casusregisseurschap_casus ON casusregisseurschap (casus_id, gebruiker_id);
-- a case is carried by one person at a time
CREATE UNIQUE INDEX casusregisseurschap_een ON casusregisseurschap (casus_id) WHERE tot IS NULL;
-- Until now only the last one was kept. Since when she carries the case is known where she was named; else she has since this
-- opening of the case, at the earliest.
INSERT INTO casusregisseurschap (id, casus_id, gebruiker_id, van)
SELECT
    randomblob(16),
    casus.id,
    casus.regisseur_id,
    coalesce(
        (
            SELECT max(logregel.op)
            FROM logregel
            WHERE
                logregel.casus_id = casus.id
                AND logregel.actie <> 'R'
                AND logregel.gebeurtenis = 'casus-regisseur-aangewezen'
                AND logregel.uitkomst = 'gelukt'
        ),
        casus.geopend_op
    )
FROM casus
WHERE casus.regisseur_id IS NOT NULL;

-- what somebody who works on a case writes down, and for whom
CREATE TABLE notitie (
    id BLOB PRIMARY KEY,
    casus_id BLOB NOT NULL REFERENCES casus (id),
    schrijver_id BLOB NOT NULL REFERENCES gebruiker (id),
    -- for whom she worked when she wrote it
    organisatie_id BLOB NOT NULL REFERENCES organisatie (id),
    niveau TEXT NOT NULL,
    tekst BLOB NOT NULL,
    op TEXT NOT NULL,
    ingetrokken_op TEXT,
    versie INTEGER NOT NULL
);
CREATE INDEX notitie_casus ON notitie (casus_id, id);
