DROP TABLE notitie;
DROP TABLE casusregisseurschap;
DROP TABLE bericht;
DROP INDEX logregel_noodprocedure;
DROP TABLE noodprocedure;
