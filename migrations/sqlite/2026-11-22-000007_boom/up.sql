-- one session with the database counts the lines that it writes: what is removed before it has a number leaves a hole
ALTER TABLE logregel ADD COLUMN schrijver BLOB;
ALTER TABLE logregel ADD COLUMN volgnummer BIGINT;

-- the lines that have no number yet
CREATE TABLE logregel_wachtend (
    logregel_id BLOB PRIMARY KEY
) WITHOUT ROWID;
INSERT INTO logregel_wachtend (logregel_id) SELECT id FROM logregel;
CREATE TRIGGER logregel_wacht AFTER INSERT ON logregel BEGIN
    INSERT INTO logregel_wachtend (logregel_id) VALUES (new.id);
END;

-- the order of the lines, for good: 0, 1, 2, ...
CREATE TABLE logblad (
    nummer INTEGER PRIMARY KEY,
    logregel_id BLOB NOT NULL UNIQUE
);

-- the Merkle tree over them, in tiles of at most 256 hashes of 32 bytes; the last of each level grows
CREATE TABLE logtegel (
    niveau INTEGER NOT NULL,
    nummer BIGINT NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (niveau, nummer)
);

-- how many lines have a number: one row
CREATE TABLE logkop (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    grootte BIGINT NOT NULL
);
INSERT INTO logkop (id, grootte) VALUES (1, 0);

-- what was signed: a C2SP checkpoint, as a signed note
CREATE TABLE logcheckpoint (
    grootte INTEGER PRIMARY KEY,
    op TEXT NOT NULL,
    nota TEXT NOT NULL
);

-- numbers, whole tiles and checkpoints stay as they are, and the tree only grows
CREATE TRIGGER logblad_vast_wijzigen BEFORE UPDATE ON logblad BEGIN
    SELECT RAISE(ABORT, 'a number of the logboek never changes');
END;
CREATE TRIGGER logblad_vast_wissen BEFORE DELETE ON logblad BEGIN
    SELECT RAISE(ABORT, 'a number of the logboek is never removed');
END;
CREATE TRIGGER logcheckpoint_vast_wijzigen BEFORE UPDATE ON logcheckpoint BEGIN
    SELECT RAISE(ABORT, 'a checkpoint never changes');
END;
CREATE TRIGGER logcheckpoint_vast_wissen BEFORE DELETE ON logcheckpoint BEGIN
    SELECT RAISE(ABORT, 'a checkpoint is never removed');
END;
CREATE TRIGGER logtegel_vast_wijzigen BEFORE UPDATE ON logtegel
    WHEN length(old.hashes) = 8192 OR length(new.hashes) <= length(old.hashes) BEGIN
    SELECT RAISE(ABORT, 'a tile of the logboek only grows');
END;
CREATE TRIGGER logtegel_vast_wissen BEFORE DELETE ON logtegel BEGIN
    SELECT RAISE(ABORT, 'a tile of the logboek is never removed');
END;
CREATE TRIGGER logkop_vast_wijzigen BEFORE UPDATE ON logkop WHEN new.grootte <= old.grootte BEGIN
    SELECT RAISE(ABORT, 'the logboek only grows');
END;
CREATE TRIGGER logkop_vast_wissen BEFORE DELETE ON logkop BEGIN
    SELECT RAISE(ABORT, 'the logboek only grows');
END;
