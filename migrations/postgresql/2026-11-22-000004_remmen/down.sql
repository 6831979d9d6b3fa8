ALTER TABLE sessie DROP COLUMN toegangspunt;
DROP TABLE herstelcode;
DROP TABLE apparaat;
DROP TABLE teller;
