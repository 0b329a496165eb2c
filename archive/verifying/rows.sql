-- check: trigger_off
SELECT format('%s: %s', tgrelid::regclass, tgname)
  FROM pg_trigger
 WHERE NOT tgisinternal AND tgenabled <> 'O' AND tgrelid::regclass::text ~ '^(archive|search)_'

-- check: index_invalid
SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid

-- check: former_text_missing
SELECT a.identifier
  FROM archive_article a
  LEFT JOIN (SELECT pgh_obj_id, count(DISTINCT text_version) AS kept FROM archive_textversion GROUP BY 1) t ON t.pgh_obj_id = a.id
 WHERE a.text_version > 1 AND coalesce(t.kept, 0) < a.text_version - 1

-- check: merged_astray
SELECT a.identifier
  FROM archive_article a JOIN archive_article w ON w.id = a.merged_into_id
 WHERE w.merged_into_id IS NOT NULL

-- check: tally_wrong
WITH facts AS (
    SELECT id, source_id, published_on, date_trunc('year', published_on)::date AS year, status = 'published' AS seen,
           CASE date_precision WHEN 'time' THEN 'day' ELSE date_precision END AS precision,
           CASE WHEN published_on IS NULL THEN 'none' ELSE 'year' END AS of_year,
           date_trunc(fine, published_on)::date AS month, CASE WHEN published_on IS NULL THEN 'none' ELSE fine END AS of_month,
           CASE status WHEN 'published' THEN embargo_until END AS visible_from
      FROM archive_article, LATERAL (
        SELECT CASE WHEN date_precision IN ('time', 'day', 'month') THEN 'month' ELSE 'year' END AS fine
      ) known
), given AS (
    SELECT DISTINCT article_id, author_id, NULL::bigint AS topic_id, NULL::bigint AS place_id FROM archive_articleauthor
    UNION ALL
    SELECT DISTINCT article_id, NULL::bigint, w, NULL::bigint FROM archive_articletopic, archive_within(topic_id) w
    UNION ALL
    SELECT DISTINCT article_id, NULL::bigint, NULL::bigint, place_id FROM archive_articleplace
), counted AS (
    SELECT NULL::bigint AS source_id, NULL::bigint AS author_id, NULL::bigint AS topic_id, NULL::bigint AS place_id,
           published_on AS date, precision, visible_from, count(*) AS held, count(*) FILTER (WHERE seen) AS published
      FROM facts GROUP BY published_on, precision, visible_from
    UNION ALL
    SELECT source_id, NULL, NULL, NULL, month, of_month, visible_from, count(*), count(*) FILTER (WHERE seen)
      FROM facts GROUP BY source_id, month, of_month, visible_from
    UNION ALL
    SELECT NULL, author_id, topic_id, place_id, year, of_year, visible_from, count(*), count(*) FILTER (WHERE seen)
      FROM facts JOIN given ON article_id = id GROUP BY author_id, topic_id, place_id, year, of_year, visible_from
    UNION ALL
    SELECT source_id, author_id, topic_id, place_id, date, precision, visible_from, -held, -published FROM archive_tally
)
SELECT concat_ws(' ', 'source ' || source_id, 'author ' || author_id, 'topic ' || topic_id, 'place ' || place_id,
                 coalesce(date::text, '–'), precision, format('%s/%s', -sum(held), -sum(published)))
  FROM counted
 GROUP BY source_id, author_id, topic_id, place_id, date, precision, visible_from
HAVING sum(held) <> 0 OR sum(published) <> 0
