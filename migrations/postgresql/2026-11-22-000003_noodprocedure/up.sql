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
