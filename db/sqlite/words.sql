-- The pairs of characters of each complaint: see commandcenter/store/complaints/word_index.py, which writes them.
-- detail=none: which rows have a pair, not where. The statements end with two semicolons.

CREATE VIRTUAL TABLE IF NOT EXISTS complaint_words
USING fts5(pairs, content='', detail='none', tokenize='ascii');;

INSERT INTO word_index(id, since, until)
SELECT 1, coalesce(max(id), 0) + 1, coalesce(max(id), 0) FROM complaint
WHERE true ON CONFLICT (id) DO NOTHING;;

DROP TRIGGER IF EXISTS complaint_words_delete;;

DROP TRIGGER IF EXISTS complaint_words_update;;

CREATE TRIGGER complaint_words_delete AFTER DELETE ON complaint
WHEN EXISTS (SELECT 1 FROM word_index WHERE OLD.id BETWEEN since AND until) BEGIN
    INSERT INTO complaint_words(complaint_words, rowid, pairs)
    SELECT 'delete', OLD.id, coalesce((
        WITH RECURSIVE place(n) AS (
            SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n < length(told) - 1)
        SELECT group_concat(substr(told, n, 2), ' ') FROM place), '')
    FROM (SELECT OLD.title || char(10) || OLD.text || CASE
        WHEN length(OLD.number) = octet_length(OLD.number) THEN ''
        ELSE char(10) || OLD.number END AS told);
    -- A new complaint gets the id after the greatest: it must not seem to be indexed already.
    UPDATE word_index SET until = (SELECT coalesce(max(id), 0) FROM complaint)
    WHERE until > (SELECT coalesce(max(id), 0) FROM complaint);
END;;

CREATE TRIGGER complaint_words_update AFTER UPDATE OF number, title, text ON complaint
WHEN (OLD.number, OLD.title, OLD.text) IS NOT (NEW.number, NEW.title, NEW.text)
AND EXISTS (SELECT 1 FROM word_index WHERE OLD.id BETWEEN since AND until) BEGIN
    INSERT INTO complaint_words(complaint_words, rowid, pairs)
    SELECT 'delete', OLD.id, coalesce((
        WITH RECURSIVE place(n) AS (
            SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n < length(told) - 1)
        SELECT group_concat(substr(told, n, 2), ' ') FROM place), '')
    FROM (SELECT OLD.title || char(10) || OLD.text || CASE
        WHEN length(OLD.number) = octet_length(OLD.number) THEN ''
        ELSE char(10) || OLD.number END AS told);
    INSERT INTO complaint_words(rowid, pairs)
    SELECT NEW.id, coalesce((
        WITH RECURSIVE place(n) AS (
            SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n < length(told) - 1)
        SELECT group_concat(substr(told, n, 2), ' ') FROM place), '')
    FROM (SELECT NEW.title || char(10) || NEW.text || CASE
        WHEN length(NEW.number) = octet_length(NEW.number) THEN ''
        ELSE char(10) || NEW.number END AS told);
END
