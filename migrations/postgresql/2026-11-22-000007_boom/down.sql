DROP TABLE logcheckpoint;
DROP TABLE logkop;
DROP TABLE logtegel;
DROP TABLE logblad;
DROP TRIGGER logregel_wacht ON logregel;
DROP FUNCTION laat_logregel_wachten();
DROP TABLE logregel_wachtend;
ALTER TABLE logregel DROP COLUMN volgnummer;
ALTER TABLE logregel DROP COLUMN schrijver;
