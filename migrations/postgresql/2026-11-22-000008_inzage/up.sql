-- the lines of one person, newest first: identifiers of lines sort by time
CREATE TABLE logregel_betrokkene (
    pseudoniem UUID NOT NULL,
    logregel_id UUID NOT NULL,
    PRIMARY KEY (pseudoniem, logregel_id)
);
INSERT INTO logregel_betrokkene (pseudoniem, logregel_id)
SELECT DISTINCT wie::uuid, logregel.id
FROM logregel, jsonb_array_elements_text(logregel.betrokkenen::jsonb) AS wie;

-- filled by the line itself, whoever writes it: the two cannot disagree
CREATE FUNCTION logregel_wijst_aan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO logregel_betrokkene (pseudoniem, logregel_id)
    SELECT DISTINCT wie::uuid, new.id FROM jsonb_array_elements_text(new.betrokkenen::jsonb) AS wie;
    RETURN NULL;
END
$$;
CREATE TRIGGER logregel_wijst_aan AFTER INSERT ON logregel FOR EACH ROW
    WHEN (new.betrokkenen <> '[]') EXECUTE FUNCTION logregel_wijst_aan();
CREATE TRIGGER logregel_betrokkene_vast BEFORE UPDATE OR DELETE ON logregel_betrokkene
    FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();

-- searching, newest first: by time alone, by account, by thing and by case
CREATE INDEX logregel_op ON logregel (op, id);
CREATE INDEX logregel_gebruiker ON logregel (gebruiker_id, op, id) WHERE gebruiker_id IS NOT NULL;
CREATE INDEX logregel_object ON logregel (object_id, op, id) WHERE object_id IS NOT NULL;
CREATE INDEX logregel_van_casus ON logregel (casus_id, op, id) WHERE casus_id IS NOT NULL;
-- what is rare
CREATE INDEX logregel_in_nood ON logregel (op, id) WHERE noodprocedure;
