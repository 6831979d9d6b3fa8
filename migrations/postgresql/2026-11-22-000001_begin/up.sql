-- The first stone: nothing yet.
SELECT 1;
