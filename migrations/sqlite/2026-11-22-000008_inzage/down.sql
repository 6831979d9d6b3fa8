DROP INDEX logregel_in_nood;
DROP INDEX logregel_van_casus;
DROP INDEX logregel_object;
DROP INDEX logregel_gebruiker;
DROP INDEX logregel_op;
DROP TRIGGER logregel_wijst_aan;
DROP TABLE logregel_betrokkene;
