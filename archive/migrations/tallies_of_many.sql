-- What a statement changed is what came and was not there, and what was there and did not come, as sets: by a join of the two, the database
-- (which knows nothing of a trigger's tables when it plans) held each article of one against each of the other.
CREATE OR REPLACE FUNCTION archive_tally_articles() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    facts CONSTANT text := 'id, source_id, published_on, date_precision, status, embargo_until';
    moved CONSTANT text := 'SELECT %1$s, x.* FROM (SELECT %2$s FROM %3$s EXCEPT SELECT %2$s FROM %4$s) x';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM id, source_id, published_on, date_precision, status, embargo_until FROM came
         EXCEPT SELECT id, source_id, published_on, date_precision, status, embargo_until FROM gone;
        IF NOT FOUND THEN  -- most updates change nothing that is counted
            RETURN NULL;
        END IF;
    END IF;
    EXECUTE archive_counting(CASE TG_OP
        WHEN 'INSERT' THEN format('SELECT 1 AS sign, %s FROM came', facts)
        WHEN 'DELETE' THEN format('SELECT -1 AS sign, %s FROM gone', facts)
        ELSE format(moved, '-1 AS sign', facts, 'gone', 'came') || ' UNION ALL ' || format(moved, '1', facts, 'came', 'gone')
    END);
    RETURN NULL;
END $$;
