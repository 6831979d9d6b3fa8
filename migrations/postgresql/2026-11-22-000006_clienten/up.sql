-- a record system that asks on behalf of somebody of its own organisation
CREATE TABLE machineclient (
    id UUID PRIMARY KEY,
    organisatie_id UUID NOT NULL REFERENCES organisatie (id),
    naam TEXT NOT NULL,
    aangemaakt_op TIMESTAMPTZ NOT NULL,
    -- from this moment on it is believed no more
    ingetrokken_op TIMESTAMPTZ
);
CREATE INDEX machineclient_organisatie ON machineclient (organisatie_id);

-- the public halves of its keys, each good for one algorithm
CREATE TABLE machineclient_sleutel (
    id UUID PRIMARY KEY,
    machineclient_id UUID NOT NULL REFERENCES machineclient (id),
    algoritme TEXT NOT NULL,
    kid TEXT,
    publiek BYTEA NOT NULL
);
CREATE INDEX machineclient_sleutel_client ON machineclient_sleutel (machineclient_id);

-- what it may do at most, whoever it asks for
CREATE TABLE machineclient_toekenning (
    id UUID PRIMARY KEY,
    machineclient_id UUID NOT NULL REFERENCES machineclient (id),
    rol TEXT NOT NULL,
    gebied_soort TEXT NOT NULL,
    gebied TEXT NOT NULL
);
CREATE INDEX machineclient_toekenning_client ON machineclient_toekenning (machineclient_id);

-- the assertions that were used, by the hash of their name, until they expire by themselves
CREATE TABLE machineclient_verklaring (
    machineclient_id UUID NOT NULL REFERENCES machineclient (id),
    hash BYTEA NOT NULL,
    vervalt_op TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (machineclient_id, hash)
);
CREATE INDEX machineclient_verklaring_vervalt ON machineclient_verklaring (vervalt_op);

-- through which client a session runs, and a line was made; absent when the person was there herself
ALTER TABLE sessie ADD COLUMN machineclient_id UUID REFERENCES machineclient (id);
CREATE INDEX sessie_machineclient ON sessie (machineclient_id) WHERE machineclient_id IS NOT NULL;
ALTER TABLE logregel ADD COLUMN machineclient_id UUID;

-- how a session was begun: what its tokens say under amr
ALTER TABLE sessie ADD COLUMN inlogwijze TEXT NOT NULL DEFAULT 'wachtwoord';
UPDATE sessie SET inlogwijze = 'sleutel' WHERE met_sleutel;
ALTER TABLE sessie DROP COLUMN met_sleutel;

-- who is known to an outside identity provider, and as whom; made by hand, never by a login
CREATE TABLE oidc_koppeling (
    id UUID PRIMARY KEY,
    gebruiker_id UUID NOT NULL REFERENCES gebruiker (id),
    uitgever TEXT NOT NULL,
    -- what the provider calls her
    onderwerp TEXT NOT NULL,
    gekoppeld_op TIMESTAMPTZ NOT NULL,
    UNIQUE (uitgever, onderwerp)
);
CREATE INDEX oidc_koppeling_gebruiker ON oidc_koppeling (gebruiker_id);

-- a login that was begun at the provider: its nonce and its proof key, sealed, for ten minutes and for one use
CREATE TABLE oidc_poging (
    -- the hash of `state`
    hash BYTEA PRIMARY KEY,
    id UUID NOT NULL,
    geheim BYTEA NOT NULL,
    vervalt_op TIMESTAMPTZ NOT NULL
);
CREATE INDEX oidc_poging_vervalt ON oidc_poging (vervalt_op);
