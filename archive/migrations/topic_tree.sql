-- A topic stands for those below it: an article is counted for its topics and for all that are above them, each once.

-- The topic and those above it. A circle, which a trigger refuses, would end here, too.
CREATE OR REPLACE FUNCTION archive_within(topic bigint) RETURNS TABLE (archive_within bigint) LANGUAGE sql STABLE ROWS 3 AS $$
    WITH RECURSIVE above (id) AS (
        SELECT topic WHERE topic IS NOT NULL
        UNION
        SELECT t.broader_id FROM archive_topic t JOIN above ON t.id = above.id WHERE t.broader_id IS NOT NULL
    )
    SELECT id FROM above
$$;

-- The topic and those below it.
CREATE FUNCTION archive_below(topic bigint) RETURNS TABLE (archive_below bigint) LANGUAGE sql STABLE ROWS 10 AS $$
    WITH RECURSIVE below (id) AS (
        SELECT topic WHERE topic IS NOT NULL
        UNION
        SELECT t.id FROM archive_topic t JOIN below ON t.broader_id = below.id
    )
    SELECT id FROM below
$$;

-- The statement that counts what `changed` says, a query of (sign, id, source_id, published_on, date_precision, status, embargo_until):
-- articles that came (1) or went (-1). It is text, because a function that a trigger calls does not see the trigger's tables.
CREATE OR REPLACE FUNCTION archive_counting(changed text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
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
                SELECT NULL, NULL, w, NULL FROM archive_articletopic a, archive_within(a.topic_id) w WHERE a.article_id = c.id
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

-- An article is counted once for a term, however often it has it (a place may be its dateline and its subject).
CREATE OR REPLACE FUNCTION archive_tally_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    came CONSTANT text := format('SELECT article_id, %I AS linked, 1 AS number FROM came', TG_ARGV[0]);
    gone CONSTANT text := format('SELECT article_id, %I AS linked, -1 AS number FROM gone', TG_ARGV[0]);
    -- For which terms a link counts: of a topic those above it, too; found once for each topic, however many articles have it.
    counted CONSTANT text := CASE TG_ARGV[0] WHEN 'topic_id' THEN 'archive_within(linked)' ELSE '(SELECT linked)' END;
BEGIN
    EXECUTE format($query$
        WITH links AS MATERIALIZED (%1$s), held AS MATERIALIZED (
            SELECT h.article_id, h.%3$I AS linked FROM %2$s h WHERE h.article_id IN (SELECT article_id FROM links)
        ), counting AS MATERIALIZED (
            SELECT linked, w.term FROM (SELECT linked FROM links UNION SELECT linked FROM held) AS known, LATERAL %4$s AS w (term)
        ), touched AS (
            SELECT article_id, term, sum(number) AS gained FROM links JOIN counting USING (linked) GROUP BY 1, 2 HAVING sum(number) <> 0
        ), owning AS (
            SELECT article_id, term, count(*) AS number FROM held JOIN counting USING (linked) GROUP BY 1, 2
        ), signed AS (
            SELECT article_id, term,
                   (coalesce(number, 0) > 0)::int - (coalesce(number, 0) - gained > 0)::int AS sign
              FROM touched LEFT JOIN owning USING (article_id, term)
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
    TG_RELID::regclass, TG_ARGV[0], counted);
    RETURN NULL;
END $$;

-- A topic that moves takes its articles from those above it to others: these are counted anew. Nobody writes articles or their topics meanwhile.
CREATE FUNCTION archive_tally_moved_topics() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
BEGIN
    IF NOT EXISTS (SELECT FROM gone g JOIN came n USING (id) WHERE g.broader_id IS DISTINCT FROM n.broader_id) THEN
        RETURN NULL;
    END IF;
    LOCK TABLE archive_article, archive_articletopic IN SHARE MODE;
    touched := ARRAY(
        SELECT w FROM gone g JOIN came n USING (id), archive_within(g.broader_id) w WHERE g.broader_id IS DISTINCT FROM n.broader_id
        UNION
        SELECT w FROM gone g JOIN came n USING (id), archive_within(n.broader_id) w WHERE g.broader_id IS DISTINCT FROM n.broader_id);
    INSERT INTO archive_tally (topic_id, date, precision, visible_from, held, published)
    SELECT topic, date, precision, visible_from, sum(held), sum(published)
      FROM (SELECT topic, date_trunc('year', a.published_on)::date AS date,
                   CASE WHEN a.published_on IS NULL THEN 'none' ELSE 'year' END AS precision,
                   CASE a.status WHEN 'published' THEN a.embargo_until END AS visible_from,
                   1 AS held, (a.status = 'published')::int AS published
              FROM (SELECT DISTINCT topic, l.article_id
                      FROM unnest(touched) topic, archive_below(topic) b JOIN archive_articletopic l ON l.topic_id = b.archive_below) x
              JOIN archive_article a ON a.id = x.article_id
            UNION ALL
            SELECT topic_id, date, precision, visible_from, -held, -published FROM archive_tally WHERE topic_id = ANY(touched)) counted
     GROUP BY 1, 2, 3, 4
    HAVING sum(held) <> 0 OR sum(published) <> 0;
    RETURN NULL;
END $$;

CREATE TRIGGER archive_tally_moved AFTER UPDATE ON archive_topic
    REFERENCING OLD TABLE AS gone NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION archive_tally_moved_topics();
