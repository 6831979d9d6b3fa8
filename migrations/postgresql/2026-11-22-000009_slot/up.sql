-- Every changed row of domain data points to its line: `wijziging` names the transaction that last changed the row, and the
-- lines of that transaction name it too. The triggers see to it, whoever changes the row. NULL is unchanged since before.
--
-- Domain data is what is about persons and about access. Not: sessions and what they rest on (sessie, verversing, uitdaging,
-- oidc_poging, machineclient_verklaring), counts and brakes (telling, teller, apparaat), kept answers (herhaling), and the
-- log itself (logregel and all that begins with it, logblad, logtegel, logkop, logcheckpoint).

ALTER TABLE logregel ADD COLUMN wijziging UUID;

-- The name of a transaction is a setting of that transaction alone: it goes back with a savepoint too.
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

ALTER TABLE organisatie ADD COLUMN wijziging UUID;
CREATE TRIGGER organisatie_wijst_aan BEFORE INSERT OR UPDATE ON organisatie FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE organisatie_gemeente ADD COLUMN wijziging UUID;
CREATE TRIGGER organisatie_gemeente_wijst_aan BEFORE INSERT OR UPDATE ON organisatie_gemeente FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE desk ADD COLUMN wijziging UUID;
CREATE TRIGGER desk_wijst_aan BEFORE INSERT OR UPDATE ON desk FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE gebruiker ADD COLUMN wijziging UUID;
CREATE TRIGGER gebruiker_wijst_aan BEFORE INSERT OR UPDATE ON gebruiker FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE toekenning ADD COLUMN wijziging UUID;
CREATE TRIGGER toekenning_wijst_aan BEFORE INSERT OR UPDATE ON toekenning FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE factorherstel ADD COLUMN wijziging UUID;
CREATE TRIGGER factorherstel_wijst_aan BEFORE INSERT OR UPDATE ON factorherstel FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE overdracht ADD COLUMN wijziging UUID;
CREATE TRIGGER overdracht_wijst_aan BEFORE INSERT OR UPDATE ON overdracht FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE herstelcode ADD COLUMN wijziging UUID;
CREATE TRIGGER herstelcode_wijst_aan BEFORE INSERT OR UPDATE ON herstelcode FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE beveiligingssleutel ADD COLUMN wijziging UUID;
CREATE TRIGGER beveiligingssleutel_wijst_aan BEFORE INSERT OR UPDATE ON beveiligingssleutel FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE machineclient ADD COLUMN wijziging UUID;
CREATE TRIGGER machineclient_wijst_aan BEFORE INSERT OR UPDATE ON machineclient FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE machineclient_sleutel ADD COLUMN wijziging UUID;
CREATE TRIGGER machineclient_sleutel_wijst_aan BEFORE INSERT OR UPDATE ON machineclient_sleutel FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE machineclient_toekenning ADD COLUMN wijziging UUID;
CREATE TRIGGER machineclient_toekenning_wijst_aan BEFORE INSERT OR UPDATE ON machineclient_toekenning FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE oidc_koppeling ADD COLUMN wijziging UUID;
CREATE TRIGGER oidc_koppeling_wijst_aan BEFORE INSERT OR UPDATE ON oidc_koppeling FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE client ADD COLUMN wijziging UUID;
CREATE TRIGGER client_wijst_aan BEFORE INSERT OR UPDATE ON client FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE zwangerschap ADD COLUMN wijziging UUID;
CREATE TRIGGER zwangerschap_wijst_aan BEFORE INSERT OR UPDATE ON zwangerschap FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE termijn ADD COLUMN wijziging UUID;
CREATE TRIGGER termijn_wijst_aan BEFORE INSERT OR UPDATE ON termijn FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE signaal ADD COLUMN wijziging UUID;
CREATE TRIGGER signaal_wijst_aan BEFORE INSERT OR UPDATE ON signaal FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE casus ADD COLUMN wijziging UUID;
CREATE TRIGGER casus_wijst_aan BEFORE INSERT OR UPDATE ON casus FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE casus_thema ADD COLUMN wijziging UUID;
CREATE TRIGGER casus_thema_wijst_aan BEFORE INSERT OR UPDATE ON casus_thema FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE casusregisseurschap ADD COLUMN wijziging UUID;
CREATE TRIGGER casusregisseurschap_wijst_aan BEFORE INSERT OR UPDATE ON casusregisseurschap FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE weging ADD COLUMN wijziging UUID;
CREATE TRIGGER weging_wijst_aan BEFORE INSERT OR UPDATE ON weging FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE toestemming ADD COLUMN wijziging UUID;
CREATE TRIGGER toestemming_wijst_aan BEFORE INSERT OR UPDATE ON toestemming FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE doorgeleiding ADD COLUMN wijziging UUID;
CREATE TRIGGER doorgeleiding_wijst_aan BEFORE INSERT OR UPDATE ON doorgeleiding FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE traject ADD COLUMN wijziging UUID;
CREATE TRIGGER traject_wijst_aan BEFORE INSERT OR UPDATE ON traject FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE contactmoment ADD COLUMN wijziging UUID;
CREATE TRIGGER contactmoment_wijst_aan BEFORE INSERT OR UPDATE ON contactmoment FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE huisbezoek ADD COLUMN wijziging UUID;
CREATE TRIGGER huisbezoek_wijst_aan BEFORE INSERT OR UPDATE ON huisbezoek FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE bijeenkomst ADD COLUMN wijziging UUID;
CREATE TRIGGER bijeenkomst_wijst_aan BEFORE INSERT OR UPDATE ON bijeenkomst FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE agendapunt ADD COLUMN wijziging UUID;
CREATE TRIGGER agendapunt_wijst_aan BEFORE INSERT OR UPDATE ON agendapunt FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE deelnemer ADD COLUMN wijziging UUID;
CREATE TRIGGER deelnemer_wijst_aan BEFORE INSERT OR UPDATE ON deelnemer FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE afspraak ADD COLUMN wijziging UUID;
CREATE TRIGGER afspraak_wijst_aan BEFORE INSERT OR UPDATE ON afspraak FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE evaluatie ADD COLUMN wijziging UUID;
CREATE TRIGGER evaluatie_wijst_aan BEFORE INSERT OR UPDATE ON evaluatie FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE noodprocedure ADD COLUMN wijziging UUID;
CREATE TRIGGER noodprocedure_wijst_aan BEFORE INSERT OR UPDATE ON noodprocedure FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE bericht ADD COLUMN wijziging UUID;
CREATE TRIGGER bericht_wijst_aan BEFORE INSERT OR UPDATE ON bericht FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE notitie ADD COLUMN wijziging UUID;
CREATE TRIGGER notitie_wijst_aan BEFORE INSERT OR UPDATE ON notitie FOR EACH ROW EXECUTE FUNCTION wijst_aan();

ALTER TABLE publicatie ADD COLUMN wijziging UUID;
CREATE TRIGGER publicatie_wijst_aan BEFORE INSERT OR UPDATE ON publicatie FOR EACH ROW EXECUTE FUNCTION wijst_aan();

-- a lock on rows says nothing of all of them at once
CREATE TRIGGER logregel_vast_legen BEFORE TRUNCATE ON logregel EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logregel_betrokkene_vast_legen BEFORE TRUNCATE ON logregel_betrokkene EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logregel_wachtend_vast_legen BEFORE TRUNCATE ON logregel_wachtend EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logblad_vast_legen BEFORE TRUNCATE ON logblad EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logtegel_vast_legen BEFORE TRUNCATE ON logtegel EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logkop_vast_legen BEFORE TRUNCATE ON logkop EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER logcheckpoint_vast_legen BEFORE TRUNCATE ON logcheckpoint EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER publicatie_vast_legen BEFORE TRUNCATE ON publicatie EXECUTE FUNCTION weiger_wijziging();

-- Who may do what. These are groups of the whole cluster and cannot log in: production makes its own logins members of them.
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
                    WHEN 'logcheckpoint' THEN 'SELECT'
                    WHEN 'loggetuigenis' THEN 'SELECT, INSERT'
                    WHEN 'logsnoei' THEN 'SELECT'
                    WHEN 'logsnoei_schrijver' THEN 'SELECT'
                    WHEN 'logsnoei_wijziging' THEN 'SELECT'
                    WHEN 'publicatie' THEN 'SELECT, INSERT'
                    WHEN '__diesel_schema_migrations' THEN 'SELECT'
                    ELSE 'SELECT, INSERT, UPDATE, DELETE'
                END
                -- the signer: sees the tree, not the lines
                WHEN 'knooppunt_ondertekenaar' THEN CASE tabel.naam
                    WHEN 'logtegel' THEN 'SELECT'
                    WHEN 'logkop' THEN 'SELECT'
                    WHEN 'logcheckpoint' THEN 'SELECT, INSERT'
                    WHEN 'loggetuigenis' THEN 'SELECT, INSERT'
                END
                -- the check and the export: the log, and of domain data only where each row points to
                ELSE CASE
                    WHEN tabel.naam IN (
                        'logregel', 'logregel_betrokkene', 'logregel_wachtend', 'logblad', 'logtegel', 'logkop',
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
        IF rol = 'knooppunt_dienst' AND to_regprocedure('snoei_logboek(bigint, timestamptz)') IS NOT NULL THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION snoei_logboek(bigint, timestamptz) TO %I', rol);
        END IF;
        -- the one line that who checks and exports writes
        IF rol <> 'knooppunt_ondertekenaar'
            AND to_regprocedure('meld_export(timestamptz, date, date)') IS NOT NULL
        THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION meld_export(timestamptz, date, date) TO %I', rol);
        END IF;
    END LOOP;
END
$$;
SELECT knooppunt_rechten();

-- What a line brings about is done by the owner: whoever may write a line may not write the rest by hand.
DO $$
DECLARE
    functie text;
BEGIN
    FOREACH functie IN ARRAY ARRAY['laat_logregel_wachten()', 'logregel_wijst_aan()'] LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', functie, current_schema());
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', functie);
    END LOOP;
END
$$;
