-- each index less is a page less to write for each line: a session is of one account, whose lines are found already
DROP INDEX logregel_sessie;
-- a line about a case is found by its case; what one case or one thing has of lines is little enough to be put in order when asked
DROP INDEX logregel_object;
CREATE INDEX logregel_object ON logregel (object_id) WHERE object_id IS NOT NULL AND object_id IS DISTINCT FROM casus_id;
DROP INDEX logregel_van_casus;
CREATE INDEX logregel_van_casus ON logregel (casus_id) WHERE casus_id IS NOT NULL;
-- and of one microsecond there are few lines
DROP INDEX logregel_op;
CREATE INDEX logregel_op ON logregel (op);
DROP INDEX logregel_gebruiker;
CREATE INDEX logregel_gebruiker ON logregel (gebruiker_id, op) WHERE gebruiker_id IS NOT NULL;
DROP INDEX logregel_toegangspunt;
CREATE INDEX logregel_toegangspunt ON logregel (toegangspunt, op);

-- its key is all there is of a row: what is put in once more is what was there
DROP TRIGGER logregel_betrokkene_vast_vervangen;
-- nearly every line names one person: a list of one identifier is 40 characters long, and needs no reader of lists
DROP TRIGGER logregel_wijst_aan;
CREATE TRIGGER logregel_wijst_een_aan AFTER INSERT ON logregel WHEN length(new.betrokkenen) = 40 BEGIN
    INSERT INTO logregel_betrokkene (pseudoniem, logregel_id)
    VALUES (unhex(replace(substr(new.betrokkenen, 3, 36), '-', '')), new.id);
END;
CREATE TRIGGER logregel_wijst_aan AFTER INSERT ON logregel
    WHEN new.betrokkenen <> '[]' AND length(new.betrokkenen) <> 40 BEGIN
    INSERT INTO logregel_betrokkene (pseudoniem, logregel_id)
    SELECT unhex(replace(wie.value, '-', '')), new.id
    FROM json_each(new.betrokkenen) AS wie
    WHERE true
    ON CONFLICT DO NOTHING;
END;
