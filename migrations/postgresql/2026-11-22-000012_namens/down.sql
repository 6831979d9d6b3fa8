DROP FUNCTION meld_export;
ALTER TABLE logregel DROP COLUMN namens;
