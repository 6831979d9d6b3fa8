-- the lines of one person, newest first: identifiers of lines sort by time
CREATE TABLE logregel_betrokkene (
    pseudoniem BLOB NOT NULL,
    logregel_id BLOB NOT NULL,
    PRIMARY KEY (pseudoniem, logregel_id)
) STRICT, WITHOUT ROWID;
INSERT INTO logregel_betrokkene (pseudoniem, logregel_id)
SELECT DISTINCT unhex(replace(wie.value, '-', '')), logregel.id
FROM logregel, json_each(logregel.betrokkenen) AS wie;

-- filled by the line itself, whoever writes it: the two cannot disagree
CREATE TRIGGER logregel_wijst_aan AFTER INSERT ON logregel WHEN new.betrokkenen <> '[]' BEGIN
    INSERT INTO logregel_betrokkene (pseudoniem, logregel_id)
    SELECT DISTINCT unhex(replace(wie.value, '-', '')), new.id
    FROM json_each(new.betrokkenen) AS wie;
END;
CREATE TRIGGER logregel_betrokkene_vast_wijzigen BEFORE UPDATE ON logregel_betrokkene BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek never changes');
END;
CREATE TRIGGER logregel_betrokkene_vast_wissen BEFORE DELETE ON logregel_betrokkene BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek is never removed');
END;

-- searching, newest first: by time alone, by account, by thing and by case
CREATE INDEX logregel_op ON logregel (op, id);
CREATE INDEX logregel_gebruiker ON logregel (gebruiker_id, op, id) WHERE gebruiker_id IS NOT NULL;
CREATE INDEX logregel_object ON logregel (object_id, op, id) WHERE object_id IS NOT NULL;
CREATE INDEX logregel_van_casus ON logregel (casus_id, op, id) WHERE casus_id IS NOT NULL;
-- what is rare
CREATE INDEX logregel_in_nood ON logregel (op, id) WHERE noodprocedure;
