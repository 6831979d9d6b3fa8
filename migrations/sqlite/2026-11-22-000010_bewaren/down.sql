DROP TRIGGER logblad_vast_wissen;
CREATE TRIGGER logblad_vast_wissen BEFORE DELETE ON logblad BEGIN
    SELECT RAISE(ABORT, 'a number of the logboek is never removed');
END;
DROP TRIGGER logregel_betrokkene_vast_wissen;
CREATE TRIGGER logregel_betrokkene_vast_wissen BEFORE DELETE ON logregel_betrokkene BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek is never removed');
END;
DROP TRIGGER logregel_vast_wissen;
CREATE TRIGGER logregel_vast_wissen BEFORE DELETE ON logregel BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek is never removed');
END;
DROP TABLE logsnoei_wijziging;
DROP TABLE logsnoei_schrijver;
DROP TABLE logsnoei;
DROP INDEX logregel_niet_gelukt;
DROP INDEX logregel_sessie;
DROP INDEX logregel_toegangspunt;
DROP INDEX bericht_casus;
DROP INDEX casus_gesloten;
ALTER TABLE herhaling DROP COLUMN verzoek_id;
ALTER TABLE client DROP COLUMN gewist_op;
