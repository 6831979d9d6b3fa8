-- The logboek: its lines, their order, the tree over them, what was signed, and what was removed after five years.

-- a line holds identifiers and words of closed lists only; rows are only ever added
CREATE TABLE logregel (
    id {uuid} PRIMARY KEY,
    op {moment} NOT NULL,
    gebeurtenis TEXT NOT NULL,
    actie TEXT NOT NULL,
    uitkomst TEXT NOT NULL,
    handeling TEXT NOT NULL,
    gebruiker_id {uuid},
    rol TEXT,
    organisatie_id {uuid},
    sessie_id {uuid},
    soort TEXT NOT NULL,
    object_id {uuid},
    casus_id {uuid},
    -- the pseudonyms of everybody shown or changed, as a JSON list
    betrokkenen {json} NOT NULL,
    regel TEXT,
    toestemming_id {uuid},
    doel TEXT NOT NULL,
    noodprocedure {bool} NOT NULL,
    verzoek_id {uuid},
    toegangspunt TEXT NOT NULL,
    machineclient_id {uuid},
    -- each connection counts the lines it writes, so that a line removed before it has a number leaves a hole
    schrijver {uuid},
    volgnummer {bigint},
    wijziging {uuid},
    -- the colleague for whom a deputy acted; NULL when the user acted for themselves
    namens {uuid}
) {strict};
CREATE INDEX logregel_casus ON logregel (casus_id, id) WHERE casus_id IS NOT NULL AND actie <> 'R';
-- the changes of rights, for the privacy officer
CREATE INDEX logregel_toegang ON logregel (id)
WHERE doel = 'toegangsbeheer' AND actie <> 'R' AND actie <> 'E' AND uitkomst = 'gelukt' AND soort <> 'publicatie';
-- attempts are counted from the logboek, so that those that found nothing count too
CREATE INDEX logregel_noodprocedure ON logregel (gebruiker_id, op) WHERE handeling = 'noodprocedure-openen';
-- rare lines
CREATE INDEX logregel_in_nood ON logregel (op, id) WHERE noodprocedure;
CREATE INDEX logregel_niet_gelukt ON logregel (op, id) WHERE uitkomst <> 'gelukt';
-- For searching. Every index costs a page to write for each line, so there are few and they are thin: lines of a session are found by its
-- account, a line about a case by its case, and one case or thing has few enough lines to be sorted when asked.
CREATE INDEX logregel_object ON logregel (object_id) WHERE object_id IS NOT NULL AND object_id IS DISTINCT FROM casus_id;
CREATE INDEX logregel_van_casus ON logregel (casus_id) WHERE casus_id IS NOT NULL;
CREATE INDEX logregel_op ON logregel (op);
CREATE INDEX logregel_gebruiker ON logregel (gebruiker_id, op) WHERE gebruiker_id IS NOT NULL;
CREATE INDEX logregel_toegangspunt ON logregel (toegangspunt, op);

-- the lines that have no number yet
CREATE TABLE logregel_wachtend (
    logregel_id {uuid} PRIMARY KEY
) {strict_without_rowid};

-- which lines are about which person; identifiers of lines sort by time, so this gives them newest first
CREATE TABLE logregel_betrokkene (
    pseudoniem {uuid} NOT NULL,
    logregel_id {uuid} NOT NULL,
    PRIMARY KEY (pseudoniem, logregel_id)
) {strict_without_rowid};

-- the order of the lines, for good: 0, 1, 2, ...
CREATE TABLE logblad (
    nummer {bigint} PRIMARY KEY,
    logregel_id {uuid} NOT NULL UNIQUE
) {strict};

-- the Merkle tree over them, in tiles of at most 256 hashes of 32 bytes; the last of each level grows
CREATE TABLE logtegel (
    niveau INTEGER NOT NULL,
    nummer {bigint} NOT NULL,
    hashes {bytes} NOT NULL,
    PRIMARY KEY (niveau, nummer)
) {strict};
-- {postgresql}
-- hashes cannot be made smaller, so do not try to compress them
ALTER TABLE logtegel ALTER COLUMN hashes SET STORAGE EXTERNAL;
-- {end}

-- how many lines have a number, in its one row
CREATE TABLE logkop (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    grootte {bigint} NOT NULL
) {strict};
INSERT INTO logkop (id, grootte) VALUES (1, 0);

-- Whether times that a caller tells are believed, in its one row. Only a database that is made to try things out in says so, before
-- its first line; everywhere else what is pruned, signed or handed out is held against the clock of the database.
CREATE TABLE logklok (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    vrij {bool} NOT NULL
) {strict};
-- {postgresql}
INSERT INTO logklok (id, vrij) VALUES (1, false);
-- {end}
-- {sqlite}
INSERT INTO logklok (id, vrij) VALUES (1, 0);
-- {end}

-- what was signed: a C2SP checkpoint, as a signed note
CREATE TABLE logcheckpoint (
    grootte {bigint} PRIMARY KEY,
    op {moment} NOT NULL,
    nota TEXT NOT NULL
) {strict};

-- a checkpoint with the cosignature of a witness; the witness is named by its key, as name+hash+key
CREATE TABLE loggetuigenis (
    getuige TEXT NOT NULL,
    grootte {bigint} NOT NULL,
    op {moment} NOT NULL,
    nota TEXT NOT NULL,
    PRIMARY KEY (getuige, grootte)
) {strict};
-- the witnesses of one checkpoint
CREATE INDEX loggetuigenis_grootte ON loggetuigenis (grootte);

-- from which number on the lines are still there, and since when: earlier lines had been kept as long as required
CREATE TABLE logsnoei (
    grens {bigint} PRIMARY KEY,
    op {moment} NOT NULL,
    -- how many of the removed lines had no writer
    zonder_schrijver {bigint} NOT NULL
) {strict};

-- which numbers of which writers were removed
CREATE TABLE logsnoei_schrijver (
    grens {bigint} NOT NULL REFERENCES logsnoei (grens),
    schrijver {uuid} NOT NULL,
    van {bigint} NOT NULL,
    tot {bigint} NOT NULL,
    PRIMARY KEY (grens, schrijver, van)
) {strict_without_rowid};

-- which changes the removed lines told of, so that rows which point to them are still accounted for
CREATE TABLE logsnoei_wijziging (
    tag {uuid} PRIMARY KEY
) {strict_without_rowid};
