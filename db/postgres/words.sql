-- The pairs of characters of a complaint; the index over them is made by commandcenter/store/complaints/word_index.py.

CREATE OR REPLACE FUNCTION complaint_pairs(number text, title text, words text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
    SELECT ARRAY(SELECT substr(told, n, 2) FROM generate_series(1, length(told) - 1) AS n)
    FROM (SELECT title || E'\n' || words || CASE
        WHEN length(number) = octet_length(number) THEN '' ELSE E'\n' || number END) AS t(told)
$$
