-- when everything that led to her was erased
ALTER TABLE client ADD COLUMN gewist_op TIMESTAMPTZ;
-- of which request an answer is kept: its line in the logboek names the persons who are in it
ALTER TABLE herhaling ADD COLUMN verzoek_id UUID;

-- whose file has been kept long enough
CREATE INDEX casus_gesloten ON casus (gesloten_op) WHERE gesloten_op IS NOT NULL;
CREATE INDEX bericht_casus ON bericht (casus_id);

-- searches without a person: by where it came from, by session, and of what was refused
CREATE INDEX logregel_toegangspunt ON logregel (toegangspunt, op, id);
CREATE INDEX logregel_sessie ON logregel (sessie_id, op, id) WHERE sessie_id IS NOT NULL;
CREATE INDEX logregel_niet_gelukt ON logregel (op, id) WHERE uitkomst <> 'gelukt';

-- from which number on the lines are still there, and since when: what came before had been kept as long as it had to be
CREATE TABLE logsnoei (
    grens BIGINT PRIMARY KEY,
    op TIMESTAMPTZ NOT NULL,
    -- lines without a writer among those that went
    zonder_schrijver BIGINT NOT NULL
);
-- which numbers of which writers went
CREATE TABLE logsnoei_schrijver (
    grens BIGINT NOT NULL REFERENCES logsnoei (grens),
    schrijver UUID NOT NULL,
    van BIGINT NOT NULL,
    tot BIGINT NOT NULL,
    PRIMARY KEY (grens, schrijver, van)
);

-- which changes their lines told of: what points to them is accounted for
CREATE TABLE logsnoei_wijziging (
    tag UUID PRIMARY KEY
);

-- the rule: whole bundles, signed at least five years ago, and no line among them that is younger
CREATE FUNCTION snoei_volgens_de_regel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.grens % 256 <> 0
        OR new.grens <= coalesce((SELECT max(grens) FROM logsnoei), 0)
        OR new.grens > (SELECT grootte FROM logkop)
        OR NOT EXISTS (
            SELECT 1 FROM logcheckpoint WHERE grootte >= new.grens AND op < new.op - interval '5 years'
        )
        OR EXISTS (
            SELECT 1 FROM logblad LEFT JOIN logregel ON logregel.id = logblad.logregel_id
            WHERE logblad.nummer < new.grens
                AND (logregel.id IS NULL OR logregel.op >= new.op - interval '5 years')
        )
    THEN
        RAISE EXCEPTION 'a line of the logboek is kept for five years';
    END IF;
    RETURN new;
END
$$;
CREATE TRIGGER logsnoei_regel BEFORE INSERT ON logsnoei FOR EACH ROW EXECUTE FUNCTION snoei_volgens_de_regel();
CREATE TRIGGER logsnoei_vast BEFORE UPDATE OR DELETE ON logsnoei FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logsnoei_schrijver_vast BEFORE UPDATE OR DELETE ON logsnoei_schrijver
    FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logsnoei_wijziging_vast BEFORE UPDATE OR DELETE ON logsnoei_wijziging
    FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logsnoei_vast_legen BEFORE TRUNCATE ON logsnoei EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logsnoei_schrijver_vast_legen BEFORE TRUNCATE ON logsnoei_schrijver EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logsnoei_wijziging_vast_legen BEFORE TRUNCATE ON logsnoei_wijziging EXECUTE FUNCTION weiger_wijziging();

-- only what lies before it goes
CREATE FUNCTION weiger_wissen_na_de_grens() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    welk BIGINT;
BEGIN
    IF TG_TABLE_NAME = 'logblad' THEN
        welk := old.nummer;
    ELSIF TG_TABLE_NAME = 'logregel' THEN
        SELECT nummer INTO welk FROM logblad WHERE logregel_id = old.id;
    ELSE
        SELECT nummer INTO welk FROM logblad WHERE logregel_id = old.logregel_id;
    END IF;
    IF welk IS NULL OR welk >= coalesce((SELECT max(grens) FROM logsnoei), 0) THEN
        RAISE EXCEPTION 'a row of % never changes and is never removed', TG_TABLE_NAME;
    END IF;
    RETURN old;
END
$$;
DROP TRIGGER logregel_vast ON logregel;
CREATE TRIGGER logregel_vast BEFORE UPDATE ON logregel FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logregel_vast_wissen BEFORE DELETE ON logregel
    FOR EACH ROW EXECUTE FUNCTION weiger_wissen_na_de_grens();
DROP TRIGGER logregel_betrokkene_vast ON logregel_betrokkene;
CREATE TRIGGER logregel_betrokkene_vast BEFORE UPDATE ON logregel_betrokkene
    FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logregel_betrokkene_vast_wissen BEFORE DELETE ON logregel_betrokkene
    FOR EACH ROW EXECUTE FUNCTION weiger_wissen_na_de_grens();
DROP TRIGGER logblad_vast ON logblad;
CREATE TRIGGER logblad_vast BEFORE UPDATE ON logblad FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logblad_vast_wissen BEFORE DELETE ON logblad
    FOR EACH ROW EXECUTE FUNCTION weiger_wissen_na_de_grens();

-- the one way: with the rights of whoever owns the tables, so that the server needs none to remove a line
CREATE FUNCTION snoei_logboek(tot BIGINT, nu TIMESTAMPTZ) RETURNS VOID
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO logsnoei (grens, op, zonder_schrijver)
    SELECT tot, nu, count(*) FROM logblad JOIN logregel ON logregel.id = logblad.logregel_id
    WHERE logblad.nummer < tot AND logregel.schrijver IS NULL;
    INSERT INTO logsnoei_schrijver (grens, schrijver, van, tot)
    SELECT snoei_logboek.tot, schrijver, min(volgnummer), max(volgnummer)
    FROM (
        SELECT
            logregel.schrijver,
            logregel.volgnummer,
            logregel.volgnummer - row_number() OVER (PARTITION BY logregel.schrijver ORDER BY logregel.volgnummer) AS eiland
        FROM logblad JOIN logregel ON logregel.id = logblad.logregel_id
        WHERE logblad.nummer < snoei_logboek.tot AND logregel.schrijver IS NOT NULL
    ) AS geteld
    GROUP BY schrijver, eiland;
    INSERT INTO logsnoei_wijziging (tag)
    SELECT DISTINCT logregel.wijziging FROM logblad JOIN logregel ON logregel.id = logblad.logregel_id
    WHERE logblad.nummer < snoei_logboek.tot AND logregel.wijziging IS NOT NULL
    ON CONFLICT DO NOTHING;
    DELETE FROM logregel_betrokkene USING logblad
    WHERE logblad.logregel_id = logregel_betrokkene.logregel_id AND logblad.nummer < snoei_logboek.tot;
    DELETE FROM logregel USING logblad WHERE logblad.logregel_id = logregel.id AND logblad.nummer < snoei_logboek.tot;
    DELETE FROM logblad WHERE nummer < snoei_logboek.tot;
END
$$;
DO $$
DECLARE
    functie text := 'snoei_logboek(bigint, timestamptz)';
BEGIN
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', functie, current_schema());
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', functie);
END
$$;
SELECT knooppunt_rechten();
