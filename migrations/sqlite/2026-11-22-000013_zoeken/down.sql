DROP TRIGGER logregel_wijst_aan;
DROP TRIGGER logregel_wijst_een_aan;
CREATE TRIGGER logregel_wijst_aan AFTER INSERT ON logregel WHEN new.betrokkenen <> '[]' BEGIN
    INSERT INTO logregel_betrokkene (pseudoniem, logregel_id)
    SELECT DISTINCT unhex(replace(wie.value, '-', '')), new.id
    FROM json_each(new.betrokkenen) AS wie;
END;
CREATE TRIGGER logregel_betrokkene_vast_vervangen BEFORE INSERT ON logregel_betrokkene
    WHEN EXISTS (
        SELECT 1 FROM logregel_betrokkene WHERE pseudoniem = new.pseudoniem AND logregel_id = new.logregel_id
    ) BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek is never replaced');
END;
DROP INDEX logregel_toegangspunt;
CREATE INDEX logregel_toegangspunt ON logregel (toegangspunt, op, id);
DROP INDEX logregel_gebruiker;
CREATE INDEX logregel_gebruiker ON logregel (gebruiker_id, op, id) WHERE gebruiker_id IS NOT NULL;
DROP INDEX logregel_op;
CREATE INDEX logregel_op ON logregel (op, id);
DROP INDEX logregel_van_casus;
CREATE INDEX logregel_van_casus ON logregel (casus_id, op, id) WHERE casus_id IS NOT NULL;
DROP INDEX logregel_object;
CREATE INDEX logregel_object ON logregel (object_id, op, id) WHERE object_id IS NOT NULL;
CREATE INDEX logregel_sessie ON logregel (sessie_id, op, id) WHERE sessie_id IS NOT NULL;
