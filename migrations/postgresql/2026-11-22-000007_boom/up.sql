-- one session with the database counts the lines that it writes: what is removed before it has a number leaves a hole
ALTER TABLE logregel ADD COLUMN schrijver UUID;
ALTER TABLE logregel ADD COLUMN volgnummer BIGINT;

-- the lines that have no number yet
CREATE TABLE logregel_wachtend (
    logregel_id UUID PRIMARY KEY
);
INSERT INTO logregel_wachtend (logregel_id) SELECT id FROM logregel;
CREATE FUNCTION laat_logregel_wachten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO logregel_wachtend (logregel_id) VALUES (new.id);
    RETURN NULL;
END
$$;
CREATE TRIGGER logregel_wacht AFTER INSERT ON logregel FOR EACH ROW EXECUTE FUNCTION laat_logregel_wachten();

-- the order of the lines, for good: 0, 1, 2, ...
CREATE TABLE logblad (
    nummer BIGINT PRIMARY KEY,
    logregel_id UUID NOT NULL UNIQUE
);

-- the Merkle tree over them, in tiles of at most 256 hashes of 32 bytes; the last of each level grows
CREATE TABLE logtegel (
    niveau INTEGER NOT NULL,
    nummer BIGINT NOT NULL,
    hashes BYTEA NOT NULL,
    PRIMARY KEY (niveau, nummer)
);
-- hashes cannot be made smaller
ALTER TABLE logtegel ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- how many lines have a number: one row
CREATE TABLE logkop (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    grootte BIGINT NOT NULL
);
INSERT INTO logkop (id, grootte) VALUES (1, 0);

-- what was signed: a C2SP checkpoint, as a signed note
CREATE TABLE logcheckpoint (
    grootte BIGINT PRIMARY KEY,
    op TIMESTAMPTZ NOT NULL,
    nota TEXT NOT NULL
);

-- numbers, whole tiles and checkpoints stay as they are, and the tree only grows
CREATE TRIGGER logblad_vast BEFORE UPDATE OR DELETE ON logblad FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logcheckpoint_vast BEFORE UPDATE OR DELETE ON logcheckpoint FOR EACH ROW
    EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logtegel_vast_wijzigen BEFORE UPDATE ON logtegel FOR EACH ROW
    WHEN (octet_length(old.hashes) = 8192 OR octet_length(new.hashes) <= octet_length(old.hashes))
    EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logtegel_vast_wissen BEFORE DELETE ON logtegel FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logkop_vast_wijzigen BEFORE UPDATE ON logkop FOR EACH ROW
    WHEN (new.grootte <= old.grootte) EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logkop_vast_wissen BEFORE DELETE ON logkop FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
