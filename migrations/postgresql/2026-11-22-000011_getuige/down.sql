DROP TABLE loggetuigenis;
