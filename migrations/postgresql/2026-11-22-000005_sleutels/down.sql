ALTER TABLE sessie DROP COLUMN met_sleutel;
DROP TABLE uitdaging;
DROP TABLE beveiligingssleutel;
