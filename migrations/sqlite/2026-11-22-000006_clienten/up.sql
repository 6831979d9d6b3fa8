-- a record system that asks on behalf of somebody of its own organisation
CREATE TABLE machineclient (
    id BLOB PRIMARY KEY,
    organisatie_id BLOB NOT NULL REFERENCES organisatie (id),
    naam TEXT NOT NULL,
    aangemaakt_op TEXT NOT NULL,
    -- from this moment on it is believed no more
    ingetrokken_op TEXT
);
CREATE INDEX machineclient_organisatie ON machineclient (organisatie_id);

-- the public halves of its keys, each good for one algorithm
CREATE TABLE machineclient_sleutel (
    id BLOB PRIMARY KEY,
    machineclient_id BLOB NOT NULL REFERENCES machineclient (id),
    algoritme TEXT NOT NULL,
    kid TEXT,
    publiek BLOB NOT NULL
);
CREATE INDEX machineclient_sleutel_client ON machineclient_sleutel (machineclient_id);

-- what it may do at most, whoever it asks for
CREATE TABLE machineclient_toekenning (
    id BLOB PRIMARY KEY,
    machineclient_id BLOB NOT NULL REFERENCES machineclient (id),
    rol TEXT NOT NULL,
    gebied_soort TEXT NOT NULL,
    gebied TEXT NOT NULL
);
CREATE INDEX machineclient_toekenning_client ON machineclient_toekenning (machineclient_id);

-- the assertions that were used, by the hash of their name, until they expire by themselves
CREATE TABLE machineclient_verklaring (
    machineclient_id BLOB NOT NULL REFERENCES machineclient (id),
    hash BLOB NOT NULL,
    vervalt_op TEXT NOT NULL,
    PRIMARY KEY (machineclient_id, hash)
) WITHOUT ROWID;
CREATE INDEX machineclient_verklaring_vervalt ON machineclient_verklaring (vervalt_op);

-- through which client a session runs, and a line was made; absent when the person was there herself
ALTER TABLE sessie ADD COLUMN machineclient_id BLOB REFERENCES machineclient (id);
CREATE INDEX sessie_machineclient ON sessie (machineclient_id) WHERE machineclient_id IS NOT NULL;
ALTER TABLE logregel ADD COLUMN machineclient_id BLOB;

-- how a session was begun: what its tokens say under amr
ALTER TABLE sessie ADD COLUMN inlogwijze TEXT NOT NULL DEFAULT 'wachtwoord';
UPDATE sessie SET inlogwijze = 'sleutel' WHERE met_sleutel;
ALTER TABLE sessie DROP COLUMN met_sleutel;

-- who is known to an outside identity provider, and as whom; made by hand, never by a login
CREATE TABLE oidc_koppeling (
    id BLOB PRIMARY KEY,
    gebruiker_id BLOB NOT NULL REFERENCES gebruiker (id),
    uitgever TEXT NOT NULL,
    -- what the provider calls her
    onderwerp TEXT NOT NULL,
    gekoppeld_op TEXT NOT NULL,
    UNIQUE (uitgever, onderwerp)
);
CREATE INDEX oidc_koppeling_gebruiker ON oidc_koppeling (gebruiker_id);

-- a login that was begun at the provider: its nonce and its proof key, sealed, for ten minutes and for one use
CREATE TABLE oidc_poging (
    -- the hash of `state`
    hash BLOB PRIMARY KEY,
    id BLOB NOT NULL,
    geheim BLOB NOT NULL,
    vervalt_op TEXT NOT NULL
);
CREATE INDEX oidc_poging_vervalt ON oidc_poging (vervalt_op);
