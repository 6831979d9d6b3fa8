-- what a witness said: a checkpoint with its cosignature; the witness is its key, as name+hash+key
CREATE TABLE loggetuigenis (
    getuige TEXT NOT NULL,
    grootte INTEGER NOT NULL,
    op TEXT NOT NULL,
    nota TEXT NOT NULL,
    PRIMARY KEY (getuige, grootte)
) STRICT;
-- the witnesses of one checkpoint
CREATE INDEX loggetuigenis_grootte ON loggetuigenis (grootte);

CREATE TRIGGER loggetuigenis_vast_wijzigen BEFORE UPDATE ON loggetuigenis BEGIN
    SELECT RAISE(ABORT, 'what a witness said never changes');
END;
CREATE TRIGGER loggetuigenis_vast_wissen BEFORE DELETE ON loggetuigenis BEGIN
    SELECT RAISE(ABORT, 'what a witness said is never removed');
END;
