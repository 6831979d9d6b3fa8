-- each index less is a page less to write for each line: a session is of one account, whose lines are found already
DROP INDEX logregel_sessie;
-- and a line about a case is found by its case
DROP INDEX logregel_object;
CREATE INDEX logregel_object ON logregel (object_id, op, id)
WHERE object_id IS NOT NULL AND object_id IS DISTINCT FROM casus_id;
-- its key is all there is of a row: what is put in once more is what was there
DROP TRIGGER logregel_betrokkene_vast_vervangen;
