ALTER TABLE logregel DROP COLUMN namens;
