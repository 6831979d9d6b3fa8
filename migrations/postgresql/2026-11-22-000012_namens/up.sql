-- the colleague for whom a deputy did it; NULL is on nobody else's behalf
ALTER TABLE logregel ADD COLUMN namens UUID;

-- Whoever checks the log may hand it out, and that leaves a line. This one and no other: with the right to insert, it could write
-- what somebody else would have done. A writer of its own, so that nobody's count is touched.
CREATE FUNCTION meld_export(regel UUID, nu TIMESTAMPTZ, van DATE, tot DATE) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO logregel (
        id, op, gebeurtenis, actie, uitkomst, handeling, soort, betrokkenen, doel, noodprocedure, toegangspunt, schrijver, volgnummer
    ) VALUES (
        regel, nu, 'logboek-geexporteerd', 'E', 'gelukt', 'logboek-geexporteerd', 'logregel', '[]', 'toezicht', false,
        'opdrachtregel' || coalesce(' ' || to_char(van, 'YYYY-MM-DD') || '/' || to_char(tot, 'YYYY-MM-DD'), ''),
        gen_random_uuid(), 1
    );
END
$$;
DO $$
DECLARE
    functie text := 'meld_export(uuid, timestamptz, date, date)';
BEGIN
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', functie, current_schema());
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', functie);
END
$$;
SELECT knooppunt_rechten();
