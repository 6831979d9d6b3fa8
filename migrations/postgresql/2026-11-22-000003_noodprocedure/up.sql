-- one case, opened for an hour in an emergency
CREATE TABLE noodprocedure (
    id UUID PRIMARY KEY,
    casus_id UUID NOT NULL REFERENCES casus (id),
    gebruiker_id UUID NOT NULL REFERENCES gebruiker (id),
    organisatie_id UUID NOT NULL REFERENCES organisatie (id),
    grond TEXT NOT NULL,
    -- why, in her own words, sealed under the key of the person the case is about
    reden BYTEA NOT NULL,
    geopend_op TIMESTAMPTZ NOT NULL,
    -- from this moment on the case is closed again
    tot TIMESTAMPTZ NOT NULL,
    -- when she ended it herself
    beeindigd_op TIMESTAMPTZ,
    beoordeel_voor DATE NOT NULL,
    -- the order of the list: beoordeel_voor until it is judged, 9999-12-31 from then on
    wacht_tot DATE NOT NULL,
    oordeel TEXT,
    toelichting BYTEA,
    beoordeeld_door_id UUID REFERENCES gebruiker (id),
    beoordeeld_op TIMESTAMPTZ,
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
    id UUID PRIMARY KEY,
    gebruiker_id UUID NOT NULL REFERENCES gebruiker (id),
    soort TEXT NOT NULL,
    casus_id UUID NOT NULL REFERENCES casus (id),
    noodprocedure_id UUID NOT NULL REFERENCES noodprocedure (id),
    op TIMESTAMPTZ NOT NULL,
    gelezen_op TIMESTAMPTZ,
    versie INTEGER NOT NULL
);
CREATE INDEX bericht_gebruiker ON bericht (gebruiker_id, id);

-- who carried a case, from when until when; a row is closed when somebody else does
CREATE TABLE casusregisseurschap (
    id UUID PRIMARY KEY,
    casus_id UUID NOT NULL REFERENCES casus (id),
    gebruiker_id UUID NOT NULL REFERENCES gebruiker (id),
    van TIMESTAMPTZ NOT NULL,
    tot TIMESTAMPTZ
);
CREATE INDEX casusregisseurschap_casus ON casusregisseurschap (casus_id, gebruiker_id);
-- a case is carried by one person at a time
CREATE UNIQUE INDEX casusregisseurschap_een ON casusregisseurschap (casus_id) WHERE tot IS NULL;
-- Until now only the last one was kept. Since when she carries the case is known where she was named; else she has since this
-- opening of the case, at the earliest.
INSERT INTO casusregisseurschap (id, casus_id, gebruiker_id, van)
SELECT
    gen_random_uuid(),
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
    id UUID PRIMARY KEY,
    casus_id UUID NOT NULL REFERENCES casus (id),
    schrijver_id UUID NOT NULL REFERENCES gebruiker (id),
    -- for whom she worked when she wrote it
    organisatie_id UUID NOT NULL REFERENCES organisatie (id),
    niveau TEXT NOT NULL,
    tekst BYTEA NOT NULL,
    op TIMESTAMPTZ NOT NULL,
    ingetrokken_op TIMESTAMPTZ,
    versie INTEGER NOT NULL
);
CREATE INDEX notitie_casus ON notitie (casus_id, id);
