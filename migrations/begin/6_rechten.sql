-- {postgresql}
-- Who may do what. The owner of the database migrates; the program logs in with less, so that whoever takes it over cannot change the
-- logboek.

-- Removes lines, with the rights of the owner of the tables, so that the server needs no right to remove a line.
CREATE FUNCTION snoei_logboek(tot BIGINT, nu TIMESTAMPTZ) RETURNS VOID
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO logsnoei (grens, op, zonder_schrijver)
    SELECT tot, nu, count(*) FROM logblad JOIN logregel ON logregel.id = logblad.logregel_id
    WHERE logblad.nummer < tot AND logregel.schrijver IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'where the logboek begins was not noted';
    END IF;
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

-- Whoever checks the log may hand it out, and that leaves this one line and no other: with the right to insert, they could write what
-- somebody else would have done. It has a writer of its own, so that nobody's count is touched. Its time is that of the database: a line
-- from another time would make other lines look out of place.
CREATE FUNCTION meld_export(nu TIMESTAMPTZ, van DATE, tot DATE) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    wanneer TIMESTAMPTZ := CASE WHEN (SELECT vrij FROM logklok) THEN nu ELSE clock_timestamp() END;
    bytes BYTEA;
BEGIN
    IF NOT is_nu(nu) THEN
        RAISE EXCEPTION 'an export is of now';
    END IF;
    bytes := overlay(
        uuid_send(gen_random_uuid()) PLACING substring(int8send((extract(epoch FROM wanneer) * 1000)::bigint) FROM 3) FROM 1 FOR 6
    );
    INSERT INTO logregel (
        id, op, gebeurtenis, actie, uitkomst, handeling, soort, betrokkenen, doel, noodprocedure, toegangspunt, schrijver, volgnummer
    ) VALUES (
        encode(set_byte(bytes, 6, get_byte(bytes, 6) & 15 | 112), 'hex')::uuid, wanneer, 'logboek-geexporteerd', 'E', 'gelukt',
        'logboek-geexporteerd', 'logregel', '[]', 'toezicht', false,
        'opdrachtregel' || coalesce(' ' || to_char(van, 'YYYY-MM-DD') || '/' || to_char(tot, 'YYYY-MM-DD'), ''),
        gen_random_uuid(), 1
    );
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the line of the export is not there';
    END IF;
END
$$;

-- What a line brings about is done by the owner: whoever may write a line may not write the rest by hand.
DO $$
DECLARE
    functie text;
BEGIN
    FOREACH functie IN ARRAY ARRAY[
        'laat_logregel_wachten()', 'logregel_wijst_aan()', 'snoei_logboek(bigint, timestamptz)',
        'meld_export(timestamptz, date, date)'
    ] LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', functie, current_schema());
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', functie);
    END LOOP;
END
$$;

-- These are groups of the whole cluster and cannot log in: production makes its own logins members of them.
DO $$
DECLARE
    rol text;
BEGIN
    FOREACH rol IN ARRAY ARRAY['knooppunt_dienst', 'knooppunt_ondertekenaar', 'knooppunt_controle'] LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = rol) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', rol);
            EXCEPTION
                WHEN insufficient_privilege THEN
                    RAISE NOTICE 'role % is not there: make it, and run SELECT knooppunt_rechten()', rol;
                -- another database of this cluster made it at the same moment
                WHEN duplicate_object OR unique_violation THEN
                    NULL;
            END;
        END IF;
    END LOOP;
END
$$;

-- Gives the groups that are there their rights, and no others: to be run again by each migration that makes a table.
CREATE FUNCTION knooppunt_rechten() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    waar text := quote_ident(current_schema());
    rol text;
    tabel record;
    mag text;
BEGIN
    FOR rol IN SELECT rolname FROM pg_roles
        WHERE rolname IN ('knooppunt_dienst', 'knooppunt_ondertekenaar', 'knooppunt_controle')
    LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %s TO %I', waar, rol);
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %s FROM %I', waar, rol);
        FOR tabel IN
            SELECT
                c.relname AS naam,
                (
                    SELECT k.attname FROM pg_index i JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = i.indkey[0]
                    WHERE i.indrelid = c.oid AND i.indisprimary
                ) AS sleutel,
                EXISTS (SELECT 1 FROM pg_attribute w WHERE w.attrelid = c.oid AND w.attname = 'wijziging') AS wijst_aan
            FROM pg_class c
            WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
        LOOP
            mag := CASE rol
                -- the application: of the log it writes lines and gives them their numbers, and no more
                WHEN 'knooppunt_dienst' THEN CASE tabel.naam
                    WHEN 'logregel' THEN 'SELECT, INSERT'
                    WHEN 'logregel_betrokkene' THEN 'SELECT'
                    WHEN 'logregel_wachtend' THEN 'SELECT, DELETE'
                    WHEN 'logblad' THEN 'SELECT, INSERT'
                    WHEN 'logtegel' THEN 'SELECT, INSERT, UPDATE (hashes)'
                    WHEN 'logkop' THEN 'SELECT, UPDATE (grootte)'
                    WHEN 'logklok' THEN 'SELECT'
                    WHEN 'logcheckpoint' THEN 'SELECT'
                    WHEN 'loggetuigenis' THEN 'SELECT, INSERT'
                    WHEN 'logsnoei' THEN 'SELECT'
                    WHEN 'logsnoei_schrijver' THEN 'SELECT'
                    WHEN 'logsnoei_wijziging' THEN 'SELECT'
                    WHEN 'publicatie' THEN 'SELECT, INSERT, UPDATE'
                    WHEN 'publicatiebestand' THEN 'SELECT, INSERT'
                    WHEN '__diesel_schema_migrations' THEN 'SELECT'
                    ELSE 'SELECT, INSERT, UPDATE, DELETE'
                END
                -- the signer: sees the tree, not the lines
                WHEN 'knooppunt_ondertekenaar' THEN CASE tabel.naam
                    WHEN 'logtegel' THEN 'SELECT'
                    WHEN 'logkop' THEN 'SELECT'
                    WHEN 'logklok' THEN 'SELECT'
                    WHEN 'logcheckpoint' THEN 'SELECT, INSERT'
                    WHEN 'loggetuigenis' THEN 'SELECT, INSERT'
                END
                -- the check and the export: the log, and of domain data only where each row points to
                ELSE CASE
                    WHEN tabel.naam IN (
                        'logregel', 'logregel_betrokkene', 'logregel_wachtend', 'logblad', 'logtegel', 'logkop', 'logklok',
                        'logcheckpoint', 'loggetuigenis', 'logsnoei', 'logsnoei_schrijver', 'logsnoei_wijziging',
                        '__diesel_schema_migrations'
                    ) THEN 'SELECT'
                    WHEN tabel.wijst_aan THEN format('SELECT (%I, wijziging)', tabel.sleutel)
                END
            END;
            IF mag IS NOT NULL THEN
                EXECUTE format('GRANT %s ON %s.%I TO %I', mag, waar, tabel.naam, rol);
            END IF;
        END LOOP;
        -- the one way to remove lines, and it holds the rule itself
        IF rol = 'knooppunt_dienst' THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION snoei_logboek(bigint, timestamptz) TO %I', rol);
        END IF;
        -- the one line that the check and the export write
        IF rol <> 'knooppunt_ondertekenaar' THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION meld_export(timestamptz, date, date) TO %I', rol);
        END IF;
    END LOOP;
END
$$;
SELECT knooppunt_rechten();
-- {end}
