-- A check of the record for a person who may have it checked: what checks.sql answers, run as the
-- tables' owner, for some images and rows are hidden from them.

CREATE OR REPLACE FUNCTION rights.may_verify() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(rights.above() OR rights.may_as(
        rights.me(), ARRAY['~verify_journal', '@watch'], NULL, NULL, NULL, NULL), false)
$$;

CREATE OR REPLACE FUNCTION rights.verify_images(first bigint, last bigint)
RETURNS TABLE (id bigint, line bigint, table_name text, row_key text, op text, erased_by bigint,
    digest text, holds boolean, before_mark text, after_mark text, facts text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM public.journal_check_images(first, last) WHERE rights.may_verify()
$$;

CREATE OR REPLACE FUNCTION rights.verify_rows(of_table text, columns text[], keys text[])
RETURNS TABLE (row_key text, mark text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM public.journal_check_rows(of_table, columns, keys) WHERE rights.may_verify()
$$;

CREATE OR REPLACE FUNCTION rights.verify_bulk(of_image bigint, of_table text, first bigint, last bigint)
RETURNS TABLE (row_key bigint, there boolean, wanted boolean, forgotten boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM public.journal_check_bulk(of_image, of_table, first, last) WHERE rights.may_verify()
$$;

CREATE OR REPLACE FUNCTION rights.verify_bases(images bigint[], bulks bigint[])
RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM public.journal_check_bases(images, bulks) WHERE rights.may_verify()
$$;

CREATE OR REPLACE FUNCTION rights.verify_values(of_table text, columns text[], of_key text, left_by bigint, next_one bigint)
RETURNS TABLE (logged text, found text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM public.journal_check_values(of_table, columns, of_key, left_by, next_one) WHERE rights.may_verify()
$$;

CREATE OR REPLACE FUNCTION rights.verify_between(of_table text, after bigint, before bigint) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT public.journal_check_between(of_table, after, before) WHERE rights.may_verify()
$$;

CREATE OR REPLACE FUNCTION rights.verify_kept(of_image bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT public.journal_bulk_digest(of_image) WHERE rights.may_verify()
$$;

CREATE OR REPLACE FUNCTION rights.verify_counters(tables text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM public.journal_check_counters(tables) WHERE rights.may_verify()
$$;
