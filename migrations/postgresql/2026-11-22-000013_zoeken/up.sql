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
