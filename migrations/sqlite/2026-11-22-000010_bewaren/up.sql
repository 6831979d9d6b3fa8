-- when everything that led to her was erased
ALTER TABLE client ADD COLUMN gewist_op TEXT;
-- of which request an answer is kept: its line in the logboek names the persons who are in it
ALTER TABLE herhaling ADD COLUMN verzoek_id BLOB;

-- whose file has been kept long enough
CREATE INDEX casus_gesloten ON casus (gesloten_op) WHERE gesloten_op IS NOT NULL;
CREATE INDEX bericht_casus ON bericht (casus_id);

-- searches without a person: by where it came from, by session, and of what was refused
CREATE INDEX logregel_toegangspunt ON logregel (toegangspunt, op, id);
CREATE INDEX logregel_sessie ON logregel (sessie_id, op, id) WHERE sessie_id IS NOT NULL;
CREATE INDEX logregel_niet_gelukt ON logregel (op, id) WHERE uitkomst <> 'gelukt';

-- from which number on the lines are still there, and since when: what came before had been kept as long as it had to be
CREATE TABLE logsnoei (
    grens INTEGER PRIMARY KEY,
    op TEXT NOT NULL,
    -- lines without a writer among those that went
    zonder_schrijver INTEGER NOT NULL
) STRICT;
-- which numbers of which writers went
CREATE TABLE logsnoei_schrijver (
    grens INTEGER NOT NULL REFERENCES logsnoei (grens),
    schrijver BLOB NOT NULL,
    van BIGINT NOT NULL,
    tot BIGINT NOT NULL,
    PRIMARY KEY (grens, schrijver, van)
) WITHOUT ROWID;

-- which changes their lines told of: what points to them is accounted for
CREATE TABLE logsnoei_wijziging (
    tag BLOB PRIMARY KEY
) WITHOUT ROWID;

-- the rule: whole bundles, signed at least five years ago, and no line among them that is younger
CREATE TRIGGER logsnoei_regel BEFORE INSERT ON logsnoei
    WHEN new.grens % 256 <> 0
        OR new.grens <= coalesce((SELECT max(grens) FROM logsnoei), 0)
        OR new.grens > (SELECT grootte FROM logkop)
        OR NOT EXISTS (
            SELECT 1 FROM logcheckpoint
            WHERE grootte >= new.grens AND op < strftime('%Y-%m-%dT%H:%M:%S', new.op, '-5 years')
        )
        OR EXISTS (
            SELECT 1 FROM logblad LEFT JOIN logregel ON logregel.id = logblad.logregel_id
            WHERE logblad.nummer < new.grens
                AND (logregel.id IS NULL OR logregel.op >= strftime('%Y-%m-%dT%H:%M:%S', new.op, '-5 years'))
        )
BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek is kept for five years');
END;
CREATE TRIGGER logsnoei_vast_wijzigen BEFORE UPDATE ON logsnoei BEGIN
    SELECT RAISE(ABORT, 'where the logboek begins never changes');
END;
CREATE TRIGGER logsnoei_vast_wissen BEFORE DELETE ON logsnoei BEGIN
    SELECT RAISE(ABORT, 'where the logboek begins never changes');
END;
CREATE TRIGGER logsnoei_schrijver_vast_wijzigen BEFORE UPDATE ON logsnoei_schrijver BEGIN
    SELECT RAISE(ABORT, 'where the logboek begins never changes');
END;
CREATE TRIGGER logsnoei_schrijver_vast_wissen BEFORE DELETE ON logsnoei_schrijver BEGIN
    SELECT RAISE(ABORT, 'where the logboek begins never changes');
END;

CREATE TRIGGER logsnoei_wijziging_vast_wijzigen BEFORE UPDATE ON logsnoei_wijziging BEGIN
    SELECT RAISE(ABORT, 'where the logboek begins never changes');
END;
CREATE TRIGGER logsnoei_wijziging_vast_wissen BEFORE DELETE ON logsnoei_wijziging BEGIN
    SELECT RAISE(ABORT, 'where the logboek begins never changes');
END;

-- only what lies before it goes
DROP TRIGGER logregel_vast_wissen;
CREATE TRIGGER logregel_vast_wissen BEFORE DELETE ON logregel
    WHEN NOT EXISTS (
        SELECT 1 FROM logblad WHERE logregel_id = old.id AND nummer < (SELECT max(grens) FROM logsnoei)
    )
BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek is never removed');
END;
DROP TRIGGER logregel_betrokkene_vast_wissen;
CREATE TRIGGER logregel_betrokkene_vast_wissen BEFORE DELETE ON logregel_betrokkene
    WHEN NOT EXISTS (
        SELECT 1 FROM logblad WHERE logregel_id = old.logregel_id AND nummer < (SELECT max(grens) FROM logsnoei)
    )
BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek is never removed');
END;
DROP TRIGGER logblad_vast_wissen;
CREATE TRIGGER logblad_vast_wissen BEFORE DELETE ON logblad
    WHEN old.nummer >= coalesce((SELECT max(grens) FROM logsnoei), 0)
BEGIN
    SELECT RAISE(ABORT, 'a number of the logboek is never removed');
END;
