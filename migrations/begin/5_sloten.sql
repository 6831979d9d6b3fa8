-- What guards the logboek and ties every change to its line. The program does not need these triggers to be right; they stop mistakes,
-- and whoever gets round them is found by the check.

-- Rows of the logboek are only ever added. On SQLite a trigger is needed against REPLACE too: that removes a row without asking the
-- trigger on removing.
-- {postgresql}
CREATE FUNCTION weiger_wijziging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a row of % never changes and is never removed', TG_TABLE_NAME;
END
$$;

-- lines before the boundary of a removal may go, all others stay
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
CREATE TRIGGER logregel_vast BEFORE UPDATE ON logregel FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logregel_vast_wissen BEFORE DELETE ON logregel
    FOR EACH ROW EXECUTE FUNCTION weiger_wissen_na_de_grens();
CREATE TRIGGER logregel_betrokkene_vast BEFORE UPDATE ON logregel_betrokkene
    FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logregel_betrokkene_vast_wissen BEFORE DELETE ON logregel_betrokkene
    FOR EACH ROW EXECUTE FUNCTION weiger_wissen_na_de_grens();
CREATE TRIGGER logblad_vast BEFORE UPDATE ON logblad FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logblad_vast_wissen BEFORE DELETE ON logblad
    FOR EACH ROW EXECUTE FUNCTION weiger_wissen_na_de_grens();
CREATE TRIGGER logtegel_vast_wijzigen BEFORE UPDATE ON logtegel FOR EACH ROW
    WHEN (octet_length(old.hashes) = 8192 OR octet_length(new.hashes) <= octet_length(old.hashes))
    EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logtegel_vast_wissen BEFORE DELETE ON logtegel FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logkop_vast_wijzigen BEFORE UPDATE ON logkop FOR EACH ROW
    WHEN (new.grootte <= old.grootte) EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logkop_vast_wissen BEFORE DELETE ON logkop FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logklok_vast_wissen BEFORE DELETE ON logklok FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logcheckpoint_vast BEFORE UPDATE OR DELETE ON logcheckpoint FOR EACH ROW
    EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER loggetuigenis_vast BEFORE UPDATE OR DELETE ON loggetuigenis FOR EACH ROW
    EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logsnoei_vast BEFORE UPDATE OR DELETE ON logsnoei FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logsnoei_schrijver_vast BEFORE UPDATE OR DELETE ON logsnoei_schrijver
    FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logsnoei_wijziging_vast BEFORE UPDATE OR DELETE ON logsnoei_wijziging
    FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER publicatie_vast BEFORE UPDATE OR DELETE ON publicatie FOR EACH ROW
    WHEN (old.status = 'vrijgegeven') EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER publicatiebestand_vast BEFORE UPDATE OR DELETE ON publicatiebestand
    FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE FUNCTION weiger_bestand_erbij() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM publicatie WHERE id = new.publicatie_id AND status = 'vrijgegeven') THEN
        RAISE EXCEPTION 'a file of a publication is never added once it is out';
    END IF;
    RETURN new;
END
$$;
CREATE TRIGGER publicatiebestand_vast_erbij BEFORE INSERT ON publicatiebestand
    FOR EACH ROW EXECUTE FUNCTION weiger_bestand_erbij();
-- a trigger on rows is not asked when a table is emptied at once
CREATE TRIGGER logregel_vast_legen BEFORE TRUNCATE ON logregel EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logregel_betrokkene_vast_legen BEFORE TRUNCATE ON logregel_betrokkene EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logregel_wachtend_vast_legen BEFORE TRUNCATE ON logregel_wachtend EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logblad_vast_legen BEFORE TRUNCATE ON logblad EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logtegel_vast_legen BEFORE TRUNCATE ON logtegel EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logkop_vast_legen BEFORE TRUNCATE ON logkop EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logcheckpoint_vast_legen BEFORE TRUNCATE ON logcheckpoint EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logsnoei_vast_legen BEFORE TRUNCATE ON logsnoei EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logsnoei_schrijver_vast_legen BEFORE TRUNCATE ON logsnoei_schrijver EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logsnoei_wijziging_vast_legen BEFORE TRUNCATE ON logsnoei_wijziging EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER publicatie_vast_legen BEFORE TRUNCATE ON publicatie EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER publicatiebestand_vast_legen BEFORE TRUNCATE ON publicatiebestand EXECUTE FUNCTION weiger_wijziging();
-- {end}
-- {sqlite}
CREATE TRIGGER logregel_vast_wijzigen BEFORE UPDATE ON logregel BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek never changes');
END;
CREATE TRIGGER logregel_vast_wissen BEFORE DELETE ON logregel
    WHEN NOT EXISTS (
        SELECT 1 FROM logblad WHERE logregel_id = old.id AND nummer < (SELECT max(grens) FROM logsnoei)
    )
BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek is never removed');
END;
CREATE TRIGGER logregel_vast_vervangen BEFORE INSERT ON logregel
    WHEN EXISTS (SELECT 1 FROM logregel WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek is never replaced');
END;
CREATE TRIGGER logregel_betrokkene_vast_wijzigen BEFORE UPDATE ON logregel_betrokkene BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek never changes');
END;
CREATE TRIGGER logregel_betrokkene_vast_wissen BEFORE DELETE ON logregel_betrokkene
    WHEN NOT EXISTS (
        SELECT 1 FROM logblad WHERE logregel_id = old.logregel_id AND nummer < (SELECT max(grens) FROM logsnoei)
    )
BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek is never removed');
END;
CREATE TRIGGER logblad_vast_wijzigen BEFORE UPDATE ON logblad BEGIN
    SELECT RAISE(ABORT, 'a number of the logboek never changes');
END;
CREATE TRIGGER logblad_vast_wissen BEFORE DELETE ON logblad
    WHEN old.nummer >= coalesce((SELECT max(grens) FROM logsnoei), 0)
BEGIN
    SELECT RAISE(ABORT, 'a number of the logboek is never removed');
END;
CREATE TRIGGER logblad_vast_vervangen BEFORE INSERT ON logblad
    WHEN EXISTS (SELECT 1 FROM logblad WHERE nummer = new.nummer OR logregel_id = new.logregel_id) BEGIN
    SELECT RAISE(ABORT, 'a number of the logboek is never replaced');
END;
CREATE TRIGGER logtegel_vast_wijzigen BEFORE UPDATE ON logtegel
    WHEN length(old.hashes) = 8192 OR length(new.hashes) <= length(old.hashes) BEGIN
    SELECT RAISE(ABORT, 'a tile of the logboek only grows');
END;
CREATE TRIGGER logtegel_vast_wissen BEFORE DELETE ON logtegel BEGIN
    SELECT RAISE(ABORT, 'a tile of the logboek is never removed');
END;
CREATE TRIGGER logtegel_vast_vervangen BEFORE INSERT ON logtegel
    WHEN EXISTS (SELECT 1 FROM logtegel WHERE niveau = new.niveau AND nummer = new.nummer) BEGIN
    SELECT RAISE(ABORT, 'a tile of the logboek is never replaced');
END;
CREATE TRIGGER logkop_vast_wijzigen BEFORE UPDATE ON logkop WHEN new.grootte <= old.grootte BEGIN
    SELECT RAISE(ABORT, 'the logboek only grows');
END;
CREATE TRIGGER logkop_vast_wissen BEFORE DELETE ON logkop BEGIN
    SELECT RAISE(ABORT, 'the logboek only grows');
END;
CREATE TRIGGER logkop_vast_vervangen BEFORE INSERT ON logkop
    WHEN EXISTS (SELECT 1 FROM logkop WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'the logboek only grows');
END;
CREATE TRIGGER logklok_vast_wijzigen BEFORE UPDATE ON logklok WHEN EXISTS (SELECT 1 FROM logregel) BEGIN
    SELECT RAISE(ABORT, 'whose clock counts is settled before the first line');
END;
CREATE TRIGGER logklok_vast_wissen BEFORE DELETE ON logklok BEGIN
    SELECT RAISE(ABORT, 'whose clock counts is settled before the first line');
END;
CREATE TRIGGER logcheckpoint_vast_wijzigen BEFORE UPDATE ON logcheckpoint BEGIN
    SELECT RAISE(ABORT, 'a checkpoint never changes');
END;
CREATE TRIGGER logcheckpoint_vast_wissen BEFORE DELETE ON logcheckpoint BEGIN
    SELECT RAISE(ABORT, 'a checkpoint is never removed');
END;
CREATE TRIGGER logcheckpoint_vast_vervangen BEFORE INSERT ON logcheckpoint
    WHEN EXISTS (SELECT 1 FROM logcheckpoint WHERE grootte = new.grootte) BEGIN
    SELECT RAISE(ABORT, 'a checkpoint is never replaced');
END;
CREATE TRIGGER loggetuigenis_vast_wijzigen BEFORE UPDATE ON loggetuigenis BEGIN
    SELECT RAISE(ABORT, 'what a witness said never changes');
END;
CREATE TRIGGER loggetuigenis_vast_wissen BEFORE DELETE ON loggetuigenis BEGIN
    SELECT RAISE(ABORT, 'what a witness said is never removed');
END;
CREATE TRIGGER logsnoei_vast_wijzigen BEFORE UPDATE ON logsnoei BEGIN
    SELECT RAISE(ABORT, 'where the logboek begins never changes');
END;
CREATE TRIGGER logsnoei_vast_wissen BEFORE DELETE ON logsnoei BEGIN
    SELECT RAISE(ABORT, 'where the logboek begins never changes');
END;
CREATE TRIGGER logsnoei_schrijver_vast_wijzigen BEFORE UPDATE ON logsnoei_schrijver BEGIN
    SELECT RAISE(ABORT, 'where the logboek begins never changes');
END;
CREATE TRIGGER logsnoei_schrijver_vast_wissen BEFORE DELETE ON logsnoei_schrijver BEGIN
    SELECT RAISE(ABORT, 'where the logboek begins never changes');
END;
CREATE TRIGGER logsnoei_wijziging_vast_wijzigen BEFORE UPDATE ON logsnoei_wijziging BEGIN
    SELECT RAISE(ABORT, 'where the logboek begins never changes');
END;
CREATE TRIGGER logsnoei_wijziging_vast_wissen BEFORE DELETE ON logsnoei_wijziging BEGIN
    SELECT RAISE(ABORT, 'where the logboek begins never changes');
END;
-- a released publication never changes; the pointer to its line is no part of the publication
CREATE TRIGGER publicatie_vast_wijzigen BEFORE UPDATE OF
    id, periode, programma, drempel, status, geteld_op, definitief, verborgen, dekking, gemaakt_door_id, gemaakt_op,
    beoordeeld_door_id, beoordeeld_op, vrijgegeven_door_id, vrijgegeven_op, reden, versie
ON publicatie WHEN old.status = 'vrijgegeven' BEGIN
    SELECT RAISE(ABORT, 'a released publication never changes');
END;
CREATE TRIGGER publicatie_vast_wissen BEFORE DELETE ON publicatie WHEN old.status = 'vrijgegeven' BEGIN
    SELECT RAISE(ABORT, 'a released publication is never removed');
END;
CREATE TRIGGER publicatie_vast_vervangen BEFORE INSERT ON publicatie
    WHEN EXISTS (
        SELECT 1 FROM publicatie WHERE status = 'vrijgegeven' AND (id = new.id OR periode = new.periode)
    ) BEGIN
    SELECT RAISE(ABORT, 'a released publication is never replaced');
END;
-- its files are written once, before it is out
CREATE TRIGGER publicatiebestand_vast_wijzigen BEFORE UPDATE ON publicatiebestand BEGIN
    SELECT RAISE(ABORT, 'a file of a publication never changes');
END;
CREATE TRIGGER publicatiebestand_vast_wissen BEFORE DELETE ON publicatiebestand BEGIN
    SELECT RAISE(ABORT, 'a file of a publication is never removed');
END;
CREATE TRIGGER publicatiebestand_vast_vervangen BEFORE INSERT ON publicatiebestand
    WHEN EXISTS (SELECT 1 FROM publicatie WHERE id = new.publicatie_id AND status = 'vrijgegeven')
        OR EXISTS (SELECT 1 FROM publicatiebestand WHERE publicatie_id = new.publicatie_id AND soort = new.soort)
BEGIN
    SELECT RAISE(ABORT, 'a file of a publication is never replaced');
END;
-- {end}

-- A new line waits for its number, and is listed under the persons it is about. Triggers do it, whoever writes the line, so that line and
-- list cannot disagree.
-- {postgresql}
CREATE FUNCTION laat_logregel_wachten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO logregel_wachtend (logregel_id) VALUES (new.id);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a line does not wait for its number';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER logregel_wacht AFTER INSERT ON logregel FOR EACH ROW EXECUTE FUNCTION laat_logregel_wachten();

CREATE FUNCTION logregel_wijst_aan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO logregel_betrokkene (pseudoniem, logregel_id)
    SELECT DISTINCT wie::uuid, new.id FROM jsonb_array_elements_text(new.betrokkenen::jsonb) AS wie;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a line is not found by those who are in it';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER logregel_wijst_aan AFTER INSERT ON logregel FOR EACH ROW
    WHEN (new.betrokkenen <> '[]') EXECUTE FUNCTION logregel_wijst_aan();
-- {end}
-- {sqlite}
CREATE TRIGGER logregel_wacht AFTER INSERT ON logregel BEGIN
    INSERT INTO logregel_wachtend (logregel_id) VALUES (new.id);
    SELECT RAISE(ABORT, 'a line does not wait for its number')
    WHERE NOT EXISTS (SELECT 1 FROM logregel_wachtend WHERE logregel_id = new.id);
END;
-- nearly every line names one person: a list of one identifier is 40 characters long and needs no JSON reader
CREATE TRIGGER logregel_wijst_een_aan AFTER INSERT ON logregel WHEN length(new.betrokkenen) = 40 BEGIN
    INSERT INTO logregel_betrokkene (pseudoniem, logregel_id)
    VALUES (unhex(replace(substr(new.betrokkenen, 3, 36), '-', '')), new.id);
    SELECT RAISE(ABORT, 'a line is not found by the person who is in it')
    WHERE NOT EXISTS (
        SELECT 1 FROM logregel_betrokkene
        WHERE pseudoniem = unhex(replace(substr(new.betrokkenen, 3, 36), '-', '')) AND logregel_id = new.id
    );
END;
CREATE TRIGGER logregel_wijst_aan AFTER INSERT ON logregel
    WHEN new.betrokkenen <> '[]' AND length(new.betrokkenen) <> 40 BEGIN
    INSERT INTO logregel_betrokkene (pseudoniem, logregel_id)
    SELECT unhex(replace(wie.value, '-', '')), new.id
    FROM json_each(new.betrokkenen) AS wie
    WHERE true
    ON CONFLICT DO NOTHING;
END;
-- {end}

-- The time that a caller tells is about that of the database, unless this database says that it is made to try things out.
-- {postgresql}
CREATE FUNCTION is_nu(verteld TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE sql VOLATILE AS $$
    SELECT coalesce((SELECT vrij FROM logklok), false)
        OR verteld BETWEEN clock_timestamp() - interval '15 minutes' AND clock_timestamp() + interval '15 minutes'
$$;

CREATE FUNCTION klok_voor_de_eerste_regel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM logregel) THEN
        RAISE EXCEPTION 'whose clock counts is settled before the first line';
    END IF;
    RETURN new;
END
$$;
CREATE TRIGGER logklok_vast_wijzigen BEFORE UPDATE ON logklok FOR EACH ROW EXECUTE FUNCTION klok_voor_de_eerste_regel();
CREATE TRIGGER logklok_vast_legen BEFORE TRUNCATE ON logklok EXECUTE FUNCTION weiger_wijziging();

-- The root of the tree over the first `tot` lines (RFC 6962), from the tiles: of each complete subtree, the smallest and rightmost
-- first, the hashes lie side by side in one tile. NULL when a tile does not hold them.
CREATE FUNCTION boomwortel(tot BIGINT) RETURNS BYTEA LANGUAGE plpgsql STABLE AS $$
DECLARE
    eerste BIGINT;
    deel BYTEA;
    wortel BYTEA;
BEGIN
    FOR hoogte IN 0..62 LOOP
        CONTINUE WHEN (tot >> hoogte) & 1 = 0;
        eerste := ((tot >> hoogte) - 1) << (hoogte % 8);
        SELECT substring(hashes FROM (eerste % 256)::int * 32 + 1 FOR 32 << (hoogte % 8)) INTO deel
        FROM logtegel WHERE niveau = hoogte / 8 AND nummer = eerste / 256;
        IF deel IS NULL OR octet_length(deel) <> 32 << (hoogte % 8) THEN
            RETURN NULL;
        END IF;
        WHILE octet_length(deel) > 32 LOOP
            SELECT string_agg(sha256('\x01'::bytea || substring(deel FROM paar * 64 + 1 FOR 64)), ''::bytea ORDER BY paar)
            INTO deel FROM generate_series(0, octet_length(deel) / 64 - 1) AS paar;
        END LOOP;
        wortel := coalesce(sha256('\x01'::bytea || deel || wortel), deel);
    END LOOP;
    RETURN wortel;
END
$$;

-- A checkpoint, and what a witness says of it, is of now, of a tree that is there, and tells the root of that tree. Whether it is signed
-- only whoever has the key can say; what nobody signed is passed over, and named by the check.
CREATE FUNCTION getekend_volgens_de_regel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.grootte NOT BETWEEN 1 AND (SELECT grootte FROM logkop)
        OR split_part(new.nota, chr(10), 2) <> new.grootte::text
        OR split_part(new.nota, chr(10), 3) IS DISTINCT FROM encode(boomwortel(new.grootte), 'base64')
        OR NOT is_nu(new.op)
    THEN
        RAISE EXCEPTION 'a row of % is of now, and of a tree that is there', TG_TABLE_NAME;
    END IF;
    RETURN new;
END
$$;
CREATE TRIGGER logcheckpoint_regel BEFORE INSERT ON logcheckpoint
    FOR EACH ROW EXECUTE FUNCTION getekend_volgens_de_regel();
CREATE TRIGGER loggetuigenis_regel BEFORE INSERT ON loggetuigenis
    FOR EACH ROW EXECUTE FUNCTION getekend_volgens_de_regel();
-- {end}
-- {sqlite}
-- There is no SHA-256 here: that the root is another one is found by the check.
CREATE TRIGGER logcheckpoint_regel BEFORE INSERT ON logcheckpoint
    WHEN new.grootte NOT BETWEEN 1 AND (SELECT grootte FROM logkop)
        OR substr(new.nota, instr(new.nota, char(10)) + 1, length(new.grootte) + 1) <> new.grootte || char(10)
        OR NOT (SELECT vrij FROM logklok) AND new.op NOT BETWEEN strftime('%Y-%m-%dT%H:%M:%S', 'now', '-15 minutes')
            AND strftime('%Y-%m-%dT%H:%M:%S', 'now', '+15 minutes')
BEGIN
    SELECT RAISE(ABORT, 'a checkpoint is of now, and of a tree that is there');
END;
CREATE TRIGGER loggetuigenis_regel BEFORE INSERT ON loggetuigenis
    WHEN new.grootte NOT BETWEEN 1 AND (SELECT grootte FROM logkop)
        OR substr(new.nota, instr(new.nota, char(10)) + 1, length(new.grootte) + 1) <> new.grootte || char(10)
        OR NOT (SELECT vrij FROM logklok) AND new.op NOT BETWEEN strftime('%Y-%m-%dT%H:%M:%S', 'now', '-15 minutes')
            AND strftime('%Y-%m-%dT%H:%M:%S', 'now', '+15 minutes')
BEGIN
    SELECT RAISE(ABORT, 'what a witness says is of now, and of a tree that is there');
END;
-- {end}

-- Lines are kept for five years: only whole tiles go, signed at least five years ago, with no younger line among them. The line after
-- them stays and is as old: whoever has only what is left can see that they were old enough.
-- {postgresql}
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
            WHERE logblad.nummer <= new.grens
                AND (logregel.id IS NULL OR logregel.op >= new.op - interval '5 years')
        )
        OR NOT EXISTS (SELECT 1 FROM logblad WHERE nummer = new.grens)
        OR NOT is_nu(new.op)
    THEN
        RAISE EXCEPTION 'a line of the logboek is kept for five years';
    END IF;
    RETURN new;
END
$$;
CREATE TRIGGER logsnoei_regel BEFORE INSERT ON logsnoei FOR EACH ROW EXECUTE FUNCTION snoei_volgens_de_regel();
-- {end}
-- {sqlite}
CREATE TRIGGER logsnoei_regel BEFORE INSERT ON logsnoei
    WHEN new.grens % 256 <> 0
        OR new.grens <= coalesce((SELECT max(grens) FROM logsnoei), 0)
        OR new.grens > (SELECT grootte FROM logkop)
        OR NOT EXISTS (
            SELECT 1 FROM logcheckpoint
            WHERE grootte >= new.grens AND op < strftime('%Y-%m-%dT%H:%M:%S', new.op, '-5 years')
        )
        OR EXISTS (
            SELECT 1 FROM logblad LEFT JOIN logregel ON logregel.id = logblad.logregel_id
            WHERE logblad.nummer <= new.grens
                AND (logregel.id IS NULL OR logregel.op >= strftime('%Y-%m-%dT%H:%M:%S', new.op, '-5 years'))
        )
        OR NOT EXISTS (SELECT 1 FROM logblad WHERE nummer = new.grens)
        OR NOT (SELECT vrij FROM logklok) AND new.op NOT BETWEEN strftime('%Y-%m-%dT%H:%M:%S', 'now', '-15 minutes')
            AND strftime('%Y-%m-%dT%H:%M:%S', 'now', '+15 minutes')
BEGIN
    SELECT RAISE(ABORT, 'a line of the logboek is kept for five years');
END;
-- {end}

-- Every changed row of domain data points to its line: `wijziging` names the transaction that last changed the row, and the lines of
-- that transaction carry the same name. Domain data is what is about persons and about access.
-- {postgresql}
-- The name is a setting of the transaction alone, so it goes back with a savepoint too.
CREATE FUNCTION wijst_aan() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    tag text := current_setting('knooppunt.wijziging', true);
BEGIN
    IF coalesce(tag, '') = '' THEN
        tag := set_config('knooppunt.wijziging', gen_random_uuid()::text, true);
    END IF;
    new.wijziging := tag::uuid;
    RETURN new;
END
$$;
-- {end}
-- {sqlite}
-- The name stands in the one row of this table; NULL until the transaction changes something.
CREATE TABLE logwijziging (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    tag {uuid}
) {strict};
INSERT INTO logwijziging (id) VALUES (1);
CREATE TRIGGER logwijziging_vast_wissen BEFORE DELETE ON logwijziging BEGIN
    SELECT RAISE(ABORT, 'there is always one row');
END;
-- {end}
-- For each table that `src/store/woord/` says points to its lines:
-- {pointer_triggers}
