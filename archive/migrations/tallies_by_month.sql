-- Articles of a source are counted by month where their month is known, so that the gaps of its holdings can be seen; of terms by year, as before.
CREATE OR REPLACE FUNCTION archive_counting(changed text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT format($query$
        WITH changed AS (%s), counted AS (
            SELECT c.*, NULL::bigint AS source, NULL::bigint AS author, NULL::bigint AS topic, NULL::bigint AS place,
                   c.published_on AS date, CASE c.date_precision WHEN 'time' THEN 'day' ELSE c.date_precision END AS precision
              FROM changed c
            UNION ALL
            SELECT c.*, t.source, t.author, t.topic, t.place,
                   date_trunc(fine.unit, c.published_on)::date, CASE WHEN c.published_on IS NULL THEN 'none' ELSE fine.unit END
              FROM changed c CROSS JOIN LATERAL (
                SELECT c.source_id AS source, NULL::bigint AS author, NULL::bigint AS topic, NULL::bigint AS place
                UNION ALL
                SELECT NULL, a.author_id, NULL, NULL FROM archive_articleauthor a WHERE a.article_id = c.id
                UNION
                SELECT NULL, NULL, w, NULL FROM archive_articletopic a, archive_within(a.topic_id) w WHERE a.article_id = c.id
                UNION
                SELECT NULL, NULL, NULL, a.place_id FROM archive_articleplace a WHERE a.article_id = c.id
              ) t CROSS JOIN LATERAL (
                SELECT CASE WHEN t.source IS NOT NULL AND c.date_precision IN ('time', 'day', 'month') THEN 'month' ELSE 'year' END AS unit
              ) fine
        )
        INSERT INTO archive_tally (source_id, author_id, topic_id, place_id, date, precision, visible_from, held, published)
        SELECT source, author, topic, place, date, precision, CASE status WHEN 'published' THEN embargo_until END,
               sum(sign), coalesce(sum(sign) FILTER (WHERE status = 'published'), 0)
          FROM counted
         GROUP BY 1, 2, 3, 4, 5, 6, 7
        HAVING sum(sign) <> 0 OR coalesce(sum(sign) FILTER (WHERE status = 'published'), 0) <> 0
    $query$, changed)
$$;
