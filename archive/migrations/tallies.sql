-- What the archive holds is counted by what changes it: every statement that brings in, moves, decides on or removes articles, or gives them
-- authors, topics and places, leaves rows in archive_tally that say by how much. Rows are only added: two that publish at once never wait for
-- each other. Sums are the counts. Time alone changes none of them, since the day on which an embargo ends is part of a row.

-- The statement that counts what `changed` says, a query of (sign, id, source_id, published_on, date_precision, status, embargo_until):
-- articles that came (1) or went (-1). It is text, because a function that a trigger calls does not see the trigger's tables.
CREATE FUNCTION archive_counting(changed text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT format($query$
        WITH changed AS (%s), counted AS (
            SELECT c.*, NULL::bigint AS source, NULL::bigint AS author, NULL::bigint AS topic, NULL::bigint AS place,
                   c.published_on AS date, CASE c.date_precision WHEN 'time' THEN 'day' ELSE c.date_precision END AS precision
              FROM changed c
            UNION ALL
            SELECT c.*, t.source, t.author, t.topic, t.place,
                   date_trunc('year', c.published_on)::date, CASE WHEN c.published_on IS NULL THEN 'none' ELSE 'year' END
              FROM changed c CROSS JOIN LATERAL (
                SELECT c.source_id AS source, NULL::bigint AS author, NULL::bigint AS topic, NULL::bigint AS place
                UNION ALL
                SELECT NULL, a.author_id, NULL, NULL FROM archive_articleauthor a WHERE a.article_id = c.id
                UNION
                SELECT NULL, NULL, a.topic_id, NULL FROM archive_articletopic a WHERE a.article_id = c.id
                UNION
                SELECT NULL, NULL, NULL, a.place_id FROM archive_articleplace a WHERE a.article_id = c.id
              ) t
        )
        INSERT INTO archive_tally (source_id, author_id, topic_id, place_id, date, precision, visible_from, held, published)
        SELECT source, author, topic, place, date, precision, CASE status WHEN 'published' THEN embargo_until END,
               sum(sign), coalesce(sum(sign) FILTER (WHERE status = 'published'), 0)
          FROM counted
         GROUP BY 1, 2, 3, 4, 5, 6, 7
        HAVING sum(sign) <> 0 OR coalesce(sum(sign) FILTER (WHERE status = 'published'), 0) <> 0
    $query$, changed)
$$;

CREATE FUNCTION archive_tally_articles() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    facts CONSTANT text := 'id, source_id, published_on, date_precision, status, embargo_until';
    moved CONSTANT text := 'SELECT %1$s, x.id, x.source_id, x.published_on, x.date_precision, x.status, x.embargo_until
        FROM gone g JOIN came n USING (id) JOIN %2$s x USING (id)
       WHERE (g.source_id, g.published_on, g.date_precision, g.status, g.embargo_until)
          IS DISTINCT FROM (n.source_id, n.published_on, n.date_precision, n.status, n.embargo_until)';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NOT EXISTS (  -- most updates change nothing that is counted
            SELECT FROM gone g JOIN came n USING (id)
             WHERE (g.source_id, g.published_on, g.date_precision, g.status, g.embargo_until)
                IS DISTINCT FROM (n.source_id, n.published_on, n.date_precision, n.status, n.embargo_until)
        ) THEN
            RETURN NULL;
        END IF;
    END IF;
    EXECUTE archive_counting(CASE TG_OP
        WHEN 'INSERT' THEN format('SELECT 1 AS sign, %s FROM came', facts)
        WHEN 'DELETE' THEN format('SELECT -1 AS sign, %s FROM gone', facts)
        ELSE format(moved, '-1 AS sign', 'gone') || ' UNION ALL ' || format(moved, '1', 'came')
    END);
    RETURN NULL;
END $$;

CREATE TRIGGER archive_tally_came AFTER INSERT ON archive_article
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION archive_tally_articles();
CREATE TRIGGER archive_tally_changed AFTER UPDATE ON archive_article
    REFERENCING OLD TABLE AS gone NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION archive_tally_articles();
CREATE TRIGGER archive_tally_gone AFTER DELETE ON archive_article
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION archive_tally_articles();

-- An article is counted once for a term, however often it has it (a place may be its dateline and its subject).
CREATE FUNCTION archive_tally_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    came CONSTANT text := format('SELECT article_id, %I AS term, 1 AS number FROM came', TG_ARGV[0]);
    gone CONSTANT text := format('SELECT article_id, %I AS term, -1 AS number FROM gone', TG_ARGV[0]);
BEGIN
    EXECUTE format($query$
        WITH moves AS (%1$s), touched AS (
            SELECT article_id, term, sum(number) AS gained FROM moves GROUP BY 1, 2 HAVING sum(number) <> 0
        ), counted AS (
            SELECT t.*, (SELECT count(*) FROM %2$s h WHERE h.article_id = t.article_id AND h.%3$I = t.term) AS now FROM touched t
        ), signed AS (
            SELECT article_id, term, (now > 0)::int - (now - gained > 0)::int AS sign FROM counted
        )
        INSERT INTO archive_tally (%3$I, date, precision, visible_from, held, published)
        SELECT s.term, date_trunc('year', a.published_on)::date, CASE WHEN a.published_on IS NULL THEN 'none' ELSE 'year' END,
               CASE a.status WHEN 'published' THEN a.embargo_until END,
               sum(sign), coalesce(sum(sign) FILTER (WHERE a.status = 'published'), 0)
          FROM signed s JOIN archive_article a ON a.id = s.article_id
         WHERE s.sign <> 0
         GROUP BY 1, 2, 3, 4
    $query$,
    CASE TG_OP WHEN 'INSERT' THEN came WHEN 'DELETE' THEN gone ELSE came || ' UNION ALL ' || gone END,
    TG_RELID::regclass, TG_ARGV[0]);
    RETURN NULL;
END $$;

DO $$
DECLARE
    through text;
BEGIN
    FOREACH through IN ARRAY ARRAY['author', 'topic', 'place'] LOOP
        EXECUTE format($triggers$
            CREATE TRIGGER archive_tally_came AFTER INSERT ON archive_article%1$s
                REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION archive_tally_terms('%1$s_id');
            CREATE TRIGGER archive_tally_changed AFTER UPDATE ON archive_article%1$s
                REFERENCING OLD TABLE AS gone NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION archive_tally_terms('%1$s_id');
            CREATE TRIGGER archive_tally_gone AFTER DELETE ON archive_article%1$s
                REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION archive_tally_terms('%1$s_id');
        $triggers$, through);
    END LOOP;
END $$;

-- Many rows become few with the same sums, in one statement: who reads meanwhile sees the one or the other.
CREATE FUNCTION archive_fold_tallies() RETURNS void LANGUAGE sql AS $$
    WITH taken AS (DELETE FROM archive_tally RETURNING *)
    INSERT INTO archive_tally (source_id, author_id, topic_id, place_id, date, precision, visible_from, held, published)
    SELECT source_id, author_id, topic_id, place_id, date, precision, visible_from, sum(held), sum(published)
      FROM taken
     GROUP BY 1, 2, 3, 4, 5, 6, 7
    HAVING sum(held) <> 0 OR sum(published) <> 0
$$;

-- Everything anew, from the articles themselves; nothing may be written meanwhile.
CREATE FUNCTION archive_recount() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    LOCK TABLE archive_article, archive_articleauthor, archive_articletopic, archive_articleplace IN SHARE MODE;
    DELETE FROM archive_tally;
    EXECUTE archive_counting(
        'SELECT 1 AS sign, id, source_id, published_on, date_precision, status, embargo_until FROM archive_article');
END $$;
