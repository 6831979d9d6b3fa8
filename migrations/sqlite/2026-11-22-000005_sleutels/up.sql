-- a security key with which somebody logs in beside her password (WebAuthn)
CREATE TABLE beveiligingssleutel (
    id BLOB PRIMARY KEY,
    gebruiker_id BLOB NOT NULL REFERENCES gebruiker (id),
    -- what she calls it
    naam TEXT NOT NULL,
    -- the hash of the name that the key gave itself: none is registered twice
    kenmerk BLOB NOT NULL UNIQUE,
    -- its public key and what it said of itself, sealed for this account
    sleutel BLOB NOT NULL,
    -- the number of its last login; 0 before the first, or when it does not count
    teller BIGINT NOT NULL,
    toegevoegd_op TEXT NOT NULL,
    gebruikt_op TEXT
);
CREATE INDEX beveiligingssleutel_gebruiker ON beveiligingssleutel (gebruiker_id);

-- what a key was asked to sign, good for one answer within five minutes
CREATE TABLE uitdaging (
    id BLOB PRIMARY KEY,
    -- for what and for whom: a keyed hash, also of a name that nobody has
    voor BLOB NOT NULL,
    toestand BLOB NOT NULL,
    vervalt_op TEXT NOT NULL
);
CREATE INDEX uitdaging_vervalt ON uitdaging (vervalt_op);

-- whether it was begun with a security key: what some roles must
ALTER TABLE sessie ADD COLUMN met_sleutel BOOLEAN NOT NULL DEFAULT FALSE;
