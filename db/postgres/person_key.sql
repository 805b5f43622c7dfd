-- The key by which people are told apart without being named (commandcenter/store/complaints/person_key.py):
-- one for the whole bureau, made by `commandcenter init`. It has a schema to itself that nobody may
-- look into; who takes complaints in is given the key by a function of rights_read.sql.

CREATE SCHEMA IF NOT EXISTS keys;

CREATE TABLE IF NOT EXISTS keys.person (
    id integer PRIMARY KEY CHECK (id = 1),
    key text NOT NULL CHECK (key ~ '^[0-9a-f]{64}$')
);

REVOKE ALL ON SCHEMA keys FROM PUBLIC;
REVOKE ALL ON keys.person FROM PUBLIC;
