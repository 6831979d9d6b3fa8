ALTER TABLE sessie DROP COLUMN inlogwijze;
ALTER TABLE logregel DROP COLUMN machineclient_id;
DROP INDEX sessie_machineclient;
ALTER TABLE sessie DROP COLUMN machineclient_id;
DROP TABLE machineclient_verklaring;
DROP TABLE machineclient_toekenning;
DROP TABLE machineclient_sleutel;
DROP TABLE machineclient;
