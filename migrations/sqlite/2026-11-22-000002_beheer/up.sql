-- toegang: what the functioneel beheerder changes over the API

-- an organisation works for these gemeenten; for the whole region when there are none
CREATE TABLE organisatie_gemeente (
    organisatie_id BLOB NOT NULL REFERENCES organisatie (id),
    gemeente TEXT NOT NULL,
    PRIMARY KEY (organisatie_id, gemeente)
) WITHOUT ROWID;
INSERT INTO organisatie_gemeente (organisatie_id, gemeente)
SELECT id, gemeente FROM organisatie WHERE gemeente IS NOT NULL;
ALTER TABLE organisatie DROP COLUMN gemeente;
ALTER TABLE organisatie ADD COLUMN versie INTEGER NOT NULL DEFAULT 1;

-- working days in which this desk answers; without, those of its route
ALTER TABLE desk ADD COLUMN responstermijn INTEGER CHECK (responstermijn > 0);
ALTER TABLE desk ADD COLUMN versie INTEGER NOT NULL DEFAULT 1;

-- somebody who left comes back under another account
ALTER TABLE gebruiker ADD COLUMN vertrokken_op TEXT;
CREATE INDEX gebruiker_organisatie ON gebruiker (organisatie_id);

-- who gave it: absent when it was given at the machine itself
ALTER TABLE toekenning ADD COLUMN door_id BLOB REFERENCES gebruiker (id);
-- for whom she deputises
ALTER TABLE toekenning ADD COLUMN waarneming_voor_id BLOB REFERENCES gebruiker (id);

-- when the second factor was last shown, and how often a wrong code was since
ALTER TABLE sessie ADD COLUMN factor_op TEXT;
ALTER TABLE sessie ADD COLUMN factor_fouten INTEGER NOT NULL DEFAULT 0;

-- a lost second factor: one asks, another confirms
CREATE TABLE factorherstel (
    id BLOB PRIMARY KEY,
    gebruiker_id BLOB NOT NULL REFERENCES gebruiker (id),
    reden TEXT NOT NULL,
    aangevraagd_door_id BLOB NOT NULL REFERENCES gebruiker (id),
    aangevraagd_op TEXT NOT NULL,
    verloopt_op TEXT NOT NULL,
    bevestigd_door_id BLOB REFERENCES gebruiker (id),
    bevestigd_op TEXT,
    CHECK (bevestigd_door_id <> aangevraagd_door_id AND bevestigd_door_id <> gebruiker_id)
);
CREATE INDEX factorherstel_gebruiker ON factorherstel (gebruiker_id);

-- all the open work of one, handed over to another
CREATE TABLE overdracht (
    id BLOB PRIMARY KEY,
    van_id BLOB NOT NULL REFERENCES gebruiker (id),
    aan_id BLOB NOT NULL REFERENCES gebruiker (id),
    door_id BLOB NOT NULL REFERENCES gebruiker (id),
    op TEXT NOT NULL
);

-- who carries an agreement on, when the one at the table has handed over her work
ALTER TABLE afspraak ADD COLUMN overgenomen_door_id BLOB REFERENCES gebruiker (id);

-- the open work of one person
CREATE INDEX casus_coordinator ON casus (coordinator_id) WHERE coordinator_id IS NOT NULL;
CREATE INDEX doorgeleiding_geclaimd ON doorgeleiding (geclaimd_door_id) WHERE geclaimd_door_id IS NOT NULL;
CREATE INDEX deelnemer_gebruiker ON deelnemer (gebruiker_id) WHERE gebruiker_id IS NOT NULL;
CREATE INDEX afspraak_wie ON afspraak (wie_id);
CREATE INDEX afspraak_overgenomen ON afspraak (overgenomen_door_id) WHERE overgenomen_door_id IS NOT NULL;

-- the changes of rights, for the privacy officer
CREATE INDEX logregel_toegang ON logregel (id)
WHERE doel = 'toegangsbeheer' AND actie <> 'R' AND actie <> 'E' AND uitkomst = 'gelukt' AND soort <> 'publicatie';
