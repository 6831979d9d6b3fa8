-- Every changed row of domain data points to its line: `wijziging` names the transaction that last changed the row, and the
-- lines of that transaction name it too. The triggers see to it, whoever changes the row. NULL is unchanged since before.
--
-- Domain data is what is about persons and about access. Not: sessions and what they rest on (sessie, verversing, uitdaging,
-- oidc_poging, machineclient_verklaring), counts and brakes (telling, teller, apparaat), kept answers (herhaling), and the
-- log itself (logregel and all that begins with it, logblad, logtegel, logkop, logcheckpoint).

ALTER TABLE logregel ADD COLUMN wijziging BLOB;

-- what the transaction that writes now is called; NULL until it changes something
CREATE TABLE logwijziging (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    tag BLOB CHECK (length(tag) = 16)
);
INSERT INTO logwijziging (id) VALUES (1);
CREATE TRIGGER logwijziging_vast_wissen BEFORE DELETE ON logwijziging BEGIN
    SELECT RAISE(ABORT, 'there is always one row');
END;

-- a released publication never changes; what points to its line is not the publication
DROP TRIGGER publicatie_vast_wijzigen;
CREATE TRIGGER publicatie_vast_wijzigen BEFORE UPDATE OF
    id, periode, jaar, programma, drempel, status, csv, csv_sha256, json, json_sha256, woordenboek, woordenboek_sha256,
    vrijgegeven_op
ON publicatie WHEN old.status = 'vrijgegeven' BEGIN
    SELECT RAISE(ABORT, 'a released publication never changes');
END;

ALTER TABLE organisatie ADD COLUMN wijziging BLOB;
CREATE TRIGGER organisatie_wijst_aan_nieuw AFTER INSERT ON organisatie BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE organisatie SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER organisatie_wijst_aan AFTER UPDATE ON organisatie
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE organisatie SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE organisatie_gemeente ADD COLUMN wijziging BLOB;
CREATE TRIGGER organisatie_gemeente_wijst_aan_nieuw AFTER INSERT ON organisatie_gemeente BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE organisatie_gemeente SET wijziging = (SELECT tag FROM logwijziging) WHERE organisatie_id = new.organisatie_id AND gemeente = new.gemeente;
END;
CREATE TRIGGER organisatie_gemeente_wijst_aan AFTER UPDATE ON organisatie_gemeente
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE organisatie_gemeente SET wijziging = (SELECT tag FROM logwijziging) WHERE organisatie_id = new.organisatie_id AND gemeente = new.gemeente;
END;

ALTER TABLE desk ADD COLUMN wijziging BLOB;
CREATE TRIGGER desk_wijst_aan_nieuw AFTER INSERT ON desk BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE desk SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER desk_wijst_aan AFTER UPDATE ON desk
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE desk SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE gebruiker ADD COLUMN wijziging BLOB;
CREATE TRIGGER gebruiker_wijst_aan_nieuw AFTER INSERT ON gebruiker BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE gebruiker SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER gebruiker_wijst_aan AFTER UPDATE ON gebruiker
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE gebruiker SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE toekenning ADD COLUMN wijziging BLOB;
CREATE TRIGGER toekenning_wijst_aan_nieuw AFTER INSERT ON toekenning BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE toekenning SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER toekenning_wijst_aan AFTER UPDATE ON toekenning
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE toekenning SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE factorherstel ADD COLUMN wijziging BLOB;
CREATE TRIGGER factorherstel_wijst_aan_nieuw AFTER INSERT ON factorherstel BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE factorherstel SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER factorherstel_wijst_aan AFTER UPDATE ON factorherstel
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE factorherstel SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE overdracht ADD COLUMN wijziging BLOB;
CREATE TRIGGER overdracht_wijst_aan_nieuw AFTER INSERT ON overdracht BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE overdracht SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER overdracht_wijst_aan AFTER UPDATE ON overdracht
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE overdracht SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE herstelcode ADD COLUMN wijziging BLOB;
CREATE TRIGGER herstelcode_wijst_aan_nieuw AFTER INSERT ON herstelcode BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE herstelcode SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER herstelcode_wijst_aan AFTER UPDATE ON herstelcode
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE herstelcode SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE beveiligingssleutel ADD COLUMN wijziging BLOB;
CREATE TRIGGER beveiligingssleutel_wijst_aan_nieuw AFTER INSERT ON beveiligingssleutel BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE beveiligingssleutel SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER beveiligingssleutel_wijst_aan AFTER UPDATE ON beveiligingssleutel
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE beveiligingssleutel SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE machineclient ADD COLUMN wijziging BLOB;
CREATE TRIGGER machineclient_wijst_aan_nieuw AFTER INSERT ON machineclient BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE machineclient SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER machineclient_wijst_aan AFTER UPDATE ON machineclient
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE machineclient SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE machineclient_sleutel ADD COLUMN wijziging BLOB;
CREATE TRIGGER machineclient_sleutel_wijst_aan_nieuw AFTER INSERT ON machineclient_sleutel BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE machineclient_sleutel SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER machineclient_sleutel_wijst_aan AFTER UPDATE ON machineclient_sleutel
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE machineclient_sleutel SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE machineclient_toekenning ADD COLUMN wijziging BLOB;
CREATE TRIGGER machineclient_toekenning_wijst_aan_nieuw AFTER INSERT ON machineclient_toekenning BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE machineclient_toekenning SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER machineclient_toekenning_wijst_aan AFTER UPDATE ON machineclient_toekenning
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE machineclient_toekenning SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE oidc_koppeling ADD COLUMN wijziging BLOB;
CREATE TRIGGER oidc_koppeling_wijst_aan_nieuw AFTER INSERT ON oidc_koppeling BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE oidc_koppeling SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER oidc_koppeling_wijst_aan AFTER UPDATE ON oidc_koppeling
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE oidc_koppeling SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE client ADD COLUMN wijziging BLOB;
CREATE TRIGGER client_wijst_aan_nieuw AFTER INSERT ON client BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE client SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER client_wijst_aan AFTER UPDATE ON client
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE client SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE zwangerschap ADD COLUMN wijziging BLOB;
CREATE TRIGGER zwangerschap_wijst_aan_nieuw AFTER INSERT ON zwangerschap BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE zwangerschap SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER zwangerschap_wijst_aan AFTER UPDATE ON zwangerschap
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE zwangerschap SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE termijn ADD COLUMN wijziging BLOB;
CREATE TRIGGER termijn_wijst_aan_nieuw AFTER INSERT ON termijn BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE termijn SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER termijn_wijst_aan AFTER UPDATE ON termijn
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE termijn SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE signaal ADD COLUMN wijziging BLOB;
CREATE TRIGGER signaal_wijst_aan_nieuw AFTER INSERT ON signaal BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE signaal SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER signaal_wijst_aan AFTER UPDATE ON signaal
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE signaal SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE casus ADD COLUMN wijziging BLOB;
CREATE TRIGGER casus_wijst_aan_nieuw AFTER INSERT ON casus BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE casus SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER casus_wijst_aan AFTER UPDATE ON casus
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE casus SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE casus_thema ADD COLUMN wijziging BLOB;
CREATE TRIGGER casus_thema_wijst_aan_nieuw AFTER INSERT ON casus_thema BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE casus_thema SET wijziging = (SELECT tag FROM logwijziging) WHERE casus_id = new.casus_id AND thema = new.thema;
END;
CREATE TRIGGER casus_thema_wijst_aan AFTER UPDATE ON casus_thema
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE casus_thema SET wijziging = (SELECT tag FROM logwijziging) WHERE casus_id = new.casus_id AND thema = new.thema;
END;

ALTER TABLE casusregisseurschap ADD COLUMN wijziging BLOB;
CREATE TRIGGER casusregisseurschap_wijst_aan_nieuw AFTER INSERT ON casusregisseurschap BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE casusregisseurschap SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER casusregisseurschap_wijst_aan AFTER UPDATE ON casusregisseurschap
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE casusregisseurschap SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE weging ADD COLUMN wijziging BLOB;
CREATE TRIGGER weging_wijst_aan_nieuw AFTER INSERT ON weging BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE weging SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER weging_wijst_aan AFTER UPDATE ON weging
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE weging SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE toestemming ADD COLUMN wijziging BLOB;
CREATE TRIGGER toestemming_wijst_aan_nieuw AFTER INSERT ON toestemming BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE toestemming SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER toestemming_wijst_aan AFTER UPDATE ON toestemming
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE toestemming SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE doorgeleiding ADD COLUMN wijziging BLOB;
CREATE TRIGGER doorgeleiding_wijst_aan_nieuw AFTER INSERT ON doorgeleiding BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE doorgeleiding SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER doorgeleiding_wijst_aan AFTER UPDATE ON doorgeleiding
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE doorgeleiding SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE traject ADD COLUMN wijziging BLOB;
CREATE TRIGGER traject_wijst_aan_nieuw AFTER INSERT ON traject BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE traject SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER traject_wijst_aan AFTER UPDATE ON traject
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE traject SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE contactmoment ADD COLUMN wijziging BLOB;
CREATE TRIGGER contactmoment_wijst_aan_nieuw AFTER INSERT ON contactmoment BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE contactmoment SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER contactmoment_wijst_aan AFTER UPDATE ON contactmoment
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE contactmoment SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE huisbezoek ADD COLUMN wijziging BLOB;
CREATE TRIGGER huisbezoek_wijst_aan_nieuw AFTER INSERT ON huisbezoek BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE huisbezoek SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER huisbezoek_wijst_aan AFTER UPDATE ON huisbezoek
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE huisbezoek SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE bijeenkomst ADD COLUMN wijziging BLOB;
CREATE TRIGGER bijeenkomst_wijst_aan_nieuw AFTER INSERT ON bijeenkomst BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE bijeenkomst SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER bijeenkomst_wijst_aan AFTER UPDATE ON bijeenkomst
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE bijeenkomst SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE agendapunt ADD COLUMN wijziging BLOB;
CREATE TRIGGER agendapunt_wijst_aan_nieuw AFTER INSERT ON agendapunt BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE agendapunt SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER agendapunt_wijst_aan AFTER UPDATE ON agendapunt
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE agendapunt SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE deelnemer ADD COLUMN wijziging BLOB;
CREATE TRIGGER deelnemer_wijst_aan_nieuw AFTER INSERT ON deelnemer BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE deelnemer SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER deelnemer_wijst_aan AFTER UPDATE ON deelnemer
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE deelnemer SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE afspraak ADD COLUMN wijziging BLOB;
CREATE TRIGGER afspraak_wijst_aan_nieuw AFTER INSERT ON afspraak BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE afspraak SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER afspraak_wijst_aan AFTER UPDATE ON afspraak
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE afspraak SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE evaluatie ADD COLUMN wijziging BLOB;
CREATE TRIGGER evaluatie_wijst_aan_nieuw AFTER INSERT ON evaluatie BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE evaluatie SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER evaluatie_wijst_aan AFTER UPDATE ON evaluatie
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE evaluatie SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE noodprocedure ADD COLUMN wijziging BLOB;
CREATE TRIGGER noodprocedure_wijst_aan_nieuw AFTER INSERT ON noodprocedure BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE noodprocedure SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER noodprocedure_wijst_aan AFTER UPDATE ON noodprocedure
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE noodprocedure SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE bericht ADD COLUMN wijziging BLOB;
CREATE TRIGGER bericht_wijst_aan_nieuw AFTER INSERT ON bericht BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE bericht SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER bericht_wijst_aan AFTER UPDATE ON bericht
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE bericht SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE notitie ADD COLUMN wijziging BLOB;
CREATE TRIGGER notitie_wijst_aan_nieuw AFTER INSERT ON notitie BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE notitie SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER notitie_wijst_aan AFTER UPDATE ON notitie
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE notitie SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

ALTER TABLE publicatie ADD COLUMN wijziging BLOB;
CREATE TRIGGER publicatie_wijst_aan_nieuw AFTER INSERT ON publicatie BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE publicatie SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;
CREATE TRIGGER publicatie_wijst_aan AFTER UPDATE ON publicatie
    WHEN (SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging) BEGIN
    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;
    UPDATE publicatie SET wijziging = (SELECT tag FROM logwijziging) WHERE rowid = new.rowid;
END;

-- what is there is not put in once more: INSERT OR REPLACE removes a row without asking the lock on removing
CREATE TRIGGER logregel_vast_vervangen BEFORE INSERT ON logregel
    WHEN EXISTS (SELECT 1 FROM logregel WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek is never replaced');
END;
CREATE TRIGGER logregel_betrokkene_vast_vervangen BEFORE INSERT ON logregel_betrokkene
    WHEN EXISTS (
        SELECT 1 FROM logregel_betrokkene WHERE pseudoniem = new.pseudoniem AND logregel_id = new.logregel_id
    ) BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek is never replaced');
END;
CREATE TRIGGER logblad_vast_vervangen BEFORE INSERT ON logblad
    WHEN EXISTS (SELECT 1 FROM logblad WHERE nummer = new.nummer OR logregel_id = new.logregel_id) BEGIN
    SELECT RAISE(ABORT, 'a number of the logboek is never replaced');
END;
CREATE TRIGGER logtegel_vast_vervangen BEFORE INSERT ON logtegel
    WHEN EXISTS (SELECT 1 FROM logtegel WHERE niveau = new.niveau AND nummer = new.nummer) BEGIN
    SELECT RAISE(ABORT, 'a tile of the logboek is never replaced');
END;
CREATE TRIGGER logkop_vast_vervangen BEFORE INSERT ON logkop
    WHEN EXISTS (SELECT 1 FROM logkop WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'the logboek only grows');
END;
CREATE TRIGGER logcheckpoint_vast_vervangen BEFORE INSERT ON logcheckpoint
    WHEN EXISTS (SELECT 1 FROM logcheckpoint WHERE grootte = new.grootte) BEGIN
    SELECT RAISE(ABORT, 'a checkpoint is never replaced');
END;
CREATE TRIGGER publicatie_vast_vervangen BEFORE INSERT ON publicatie
    WHEN EXISTS (
        SELECT 1 FROM publicatie WHERE status = 'vrijgegeven' AND (id = new.id OR periode = new.periode)
    ) BEGIN
    SELECT RAISE(ABORT, 'a released publication is never replaced');
END;
