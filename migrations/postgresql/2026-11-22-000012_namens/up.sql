-- the colleague for whom a deputy did it; NULL is on nobody else's behalf
ALTER TABLE logregel ADD COLUMN namens UUID;

-- Whoever checks the log may hand it out, and that leaves a line. This one and no other: with the right to insert, it could write
-- what somebody else would have done. A writer of its own, so that nobody's count is touched. Its time is that of now, as far as clocks
-- agree: one of long before or long after would make others look out of place.
CREATE FUNCTION meld_export(nu TIMESTAMPTZ, van DATE, tot DATE) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    laatste TIMESTAMPTZ := (SELECT max(op) FROM logregel);
    bytes BYTEA := overlay(
        uuid_send(gen_random_uuid()) PLACING substring(int8send((extract(epoch FROM nu) * 1000)::bigint) FROM 3) FROM 1 FOR 6
    );
BEGIN
    IF nu < least(laatste, clock_timestamp()) - interval '15 minutes'
        OR nu > greatest(laatste, clock_timestamp()) + interval '2 days'
    THEN
        RAISE EXCEPTION 'an export is of now';
    END IF;
    INSERT INTO logregel (
        id, op, gebeurtenis, actie, uitkomst, handeling, soort, betrokkenen, doel, noodprocedure, toegangspunt, schrijver, volgnummer
    ) VALUES (
        encode(set_byte(bytes, 6, get_byte(bytes, 6) & 15 | 112), 'hex')::uuid, nu, 'logboek-geexporteerd', 'E', 'gelukt',
        'logboek-geexporteerd', 'logregel', '[]', 'toezicht', false,
        'opdrachtregel' || coalesce(' ' || to_char(van, 'YYYY-MM-DD') || '/' || to_char(tot, 'YYYY-MM-DD'), ''),
        gen_random_uuid(), 1
    );
END
$$;
DO $$
DECLARE
    functie text := 'meld_export(timestamptz, date, date)';
BEGIN
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', functie, current_schema());
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', functie);
END
$$;
SELECT knooppunt_rechten();
