-- what a witness said: a checkpoint with its cosignature; the witness is its key, as name+hash+key
CREATE TABLE loggetuigenis (
    getuige TEXT NOT NULL,
    grootte BIGINT NOT NULL,
    op TIMESTAMPTZ NOT NULL,
    nota TEXT NOT NULL,
    PRIMARY KEY (getuige, grootte)
);
-- the witnesses of one checkpoint
CREATE INDEX loggetuigenis_grootte ON loggetuigenis (grootte);

CREATE TRIGGER loggetuigenis_vast BEFORE UPDATE OR DELETE ON loggetuigenis FOR EACH ROW
    EXECUTE FUNCTION weiger_wijziging();
SELECT knooppunt_rechten();
