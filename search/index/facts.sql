-- What the index copies from an article's rows besides its text, with a digest of it: a changed fact makes a stale entry.
-- A topic brings those above it along. Access is not in the digest; triggers keep it in step. As lexemes the facts are text: `source:12`, `month:2019-03`; and one in twenty articles,
-- spread evenly over the ids by the golden ratio, is of the sample that estimates count, one in a hundred of the sparse one.
SELECT facts.*,
       array_remove(ARRAY[
           'source:' || source_id,
           coalesce('year:' || extract(year FROM published_on), 'undated'),
           CASE WHEN precision <> 'year' THEN 'month:' || to_char(published_on, 'YYYY-MM') END,
           'genre:' || nullif(genre, ''),
           'language:' || nullif(language, ''),
           'origin:' || nullif(text_origin, ''),
           CASE WHEN article_id * 2654435761 %% 4294967296 < 214748365 THEN 'sample' END,
           CASE WHEN article_id * 2654435761 %% 4294967296 < 42949673 THEN 'sparse' END
       ] || ARRAY(SELECT 'author:' || unnest(author_ids)) || ARRAY(SELECT 'topic:' || unnest(topic_ids))
         || ARRAY(SELECT 'place:' || unnest(place_ids)), NULL) AS facts,
       md5(jsonb_build_array(published_on, precision, source_id, author_ids, topic_ids, place_ids, genre, language, text_origin)::text) AS facts_digest
  FROM (SELECT a.id AS article_id,
               a.published_on,
               a.date_precision AS precision,
               a.source_id,
               ARRAY(SELECT t.author_id FROM archive_articleauthor t WHERE t.article_id = a.id ORDER BY 1) AS author_ids,
               ARRAY(SELECT DISTINCT w FROM archive_articletopic t, archive_within(t.topic_id) w WHERE t.article_id = a.id ORDER BY 1) AS topic_ids,
               ARRAY(SELECT DISTINCT t.place_id FROM archive_articleplace t WHERE t.article_id = a.id ORDER BY 1) AS place_ids,
               a.genre,
               a.language,
               a.text_origin,
               search_access(a.status, a.access, s.access) AS access,
               a.embargo_until AS visible_from,
               a.digest AS text_digest
          FROM archive_article a JOIN archive_source s ON s.id = a.source_id) AS facts
