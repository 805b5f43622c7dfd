-- The stock: what a movement leaves on hand and lent, as domain/support/stock.py says it.

CREATE OR REPLACE FUNCTION rights.stock_after(
    kind text, amount integer, returned_as text, on_hand integer, lent integer, used_up boolean
) RETURNS integer[] LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE kind
        WHEN 'in' THEN ARRAY[on_hand + amount, lent]
        WHEN 'out' THEN ARRAY[on_hand - amount, lent + CASE WHEN used_up THEN 0 ELSE amount END]
        WHEN 'back' THEN ARRAY[
            on_hand + CASE WHEN returned_as = 'whole' THEN amount ELSE 0 END, lent - amount]
        WHEN 'scrap' THEN ARRAY[on_hand - amount, lent]
        WHEN 'count' THEN ARRAY[amount, lent]
        ELSE ARRAY[on_hand, lent] END
$$;

-- A new movement follows on what is there; what is given back, or reminded of, belongs to a
-- hand-out of the same thing that is not back yet.
CREATE OR REPLACE FUNCTION rights.stock_follows(m stock_move) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM stock_item i WHERE i.id = m.item_id AND i.retired_at IS NULL
            AND ARRAY[m.on_hand, m.lent] = rights.stock_after(
                m.kind, m.amount, m.returned_as, i.on_hand, i.lent, i.used_up))
        AND (m.kind NOT IN ('in', 'out', 'back', 'scrap') OR m.amount > 0)
        AND (m.kind = 'back') = (m.returned_as IS NOT NULL)
        AND (m.kind IN ('back', 'reminded')) = (m.of_id IS NOT NULL)
        AND (m.of_id IS NULL OR EXISTS (SELECT 1 FROM stock_move o WHERE o.id = m.of_id
            AND o.kind = 'out' AND o.item_id = m.item_id
            AND o.amount >= m.amount + (SELECT coalesce(sum(b.amount), 0) FROM stock_move b
                WHERE b.of_id = o.id AND b.kind = 'back')))
$$;

-- What lies there changes with a movement of this very transaction, by what that says.
CREATE OR REPLACE FUNCTION rights.stock_moved(was stock_item, item stock_item) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM stock_move m WHERE m.item_id = item.id AND rights.own_row(m.xmin)
        AND ARRAY[m.on_hand, m.lent] = ARRAY[item.on_hand, item.lent]
        AND ARRAY[m.on_hand, m.lent] = rights.stock_after(
            m.kind, m.amount, m.returned_as, was.on_hand, was.lent, was.used_up))
$$;
