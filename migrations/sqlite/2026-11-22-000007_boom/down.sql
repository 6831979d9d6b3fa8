DROP TABLE logcheckpoint;
DROP TABLE logkop;
DROP TABLE logtegel;
DROP TABLE logblad;
DROP TRIGGER logregel_wacht;
DROP TABLE logregel_wachtend;
ALTER TABLE logregel DROP COLUMN volgnummer;
ALTER TABLE logregel DROP COLUMN schrijver;
