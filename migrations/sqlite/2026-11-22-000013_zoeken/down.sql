CREATE TRIGGER logregel_betrokkene_vast_vervangen BEFORE INSERT ON logregel_betrokkene
    WHEN EXISTS (
        SELECT 1 FROM logregel_betrokkene WHERE pseudoniem = new.pseudoniem AND logregel_id = new.logregel_id
    ) BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek is never replaced');
END;
DROP INDEX logregel_object;
CREATE INDEX logregel_object ON logregel (object_id, op, id) WHERE object_id IS NOT NULL;
CREATE INDEX logregel_sessie ON logregel (sessie_id, op, id) WHERE sessie_id IS NOT NULL;
