DROP INDEX logregel_object;
CREATE INDEX logregel_object ON logregel (object_id, op, id) WHERE object_id IS NOT NULL;
CREATE INDEX logregel_sessie ON logregel (sessie_id, op, id) WHERE sessie_id IS NOT NULL;
