-- how often something was tried within a stretch of time; the key is a keyed hash, never a name or an address
CREATE TABLE teller (
    soort TEXT NOT NULL,
    sleutel BLOB NOT NULL,
    aantal INTEGER NOT NULL,
    -- before this moment the next try is refused unseen
    open_na TEXT,
    -- from this moment on the row counts for nothing
    vervalt_op TEXT NOT NULL,
    PRIMARY KEY (soort, sleutel)
) WITHOUT ROWID;
CREATE INDEX teller_vervalt ON teller (vervalt_op);

-- a device on which somebody logged in before: guessing elsewhere does not lock it out
CREATE TABLE apparaat (
    hash BLOB PRIMARY KEY,
    gebruiker_id BLOB NOT NULL REFERENCES gebruiker (id),
    vervalt_op TEXT NOT NULL
);
CREATE INDEX apparaat_gebruiker ON apparaat (gebruiker_id);
CREATE INDEX apparaat_vervalt ON apparaat (vervalt_op);

-- ten codes for who has lost her second factor, each good for one login
CREATE TABLE herstelcode (
    hash BLOB PRIMARY KEY,
    gebruiker_id BLOB NOT NULL REFERENCES gebruiker (id),
    gebruikt_op TEXT
);
CREATE INDEX herstelcode_gebruiker ON herstelcode (gebruiker_id);

-- where a session was begun, for its owner to recognise it by
ALTER TABLE sessie ADD COLUMN toegangspunt TEXT NOT NULL DEFAULT 'onbekend';
