-- One batch of articles on its way into the index, in one transaction. What stands in braces is facts.sql. With `counted` the frequencies follow
-- at once; else the batch leaves the mark that they are to be counted afresh.
CREATE TEMP TABLE search_incoming (
    article_id bigint, part smallint, parts smallint, title_length integer, lead_length integer, length integer,
    tsv tsvector, keys integer[], codes bytea, often bigint[], text_digest text, analysis_version text
) ON COMMIT DROP;

-- Else it would compress the columns, and they would arrive in the index so.
ALTER TABLE search_incoming ALTER COLUMN tsv SET STORAGE EXTERNAL, ALTER COLUMN keys SET STORAGE EXTERNAL,
    ALTER COLUMN codes SET STORAGE EXTERNAL, ALTER COLUMN often SET STORAGE EXTERNAL;

-- Who withholds an article, or closes a source, waits for us or we for them: a decision taken meanwhile is never overwritten by an older one.
-- Articles first, as the triggers do, and by number, so that nobody waits in a circle.
SELECT count(*) FROM (SELECT 1 FROM archive_article WHERE id IN (SELECT article_id FROM search_incoming) ORDER BY id FOR SHARE) AS locked;

SELECT count(*) FROM (
    SELECT 1 FROM archive_source
     WHERE id IN (SELECT source_id FROM archive_article WHERE id IN (SELECT article_id FROM search_incoming)) ORDER BY id FOR SHARE) AS locked;

-- A text that changed since it was read, or an article that is gone.
DELETE FROM search_incoming i
 WHERE NOT EXISTS (SELECT 1 FROM archive_article a WHERE a.id = i.article_id AND a.digest = i.text_digest);

-- What the old entries counted and the new ones count.
CREATE TEMP TABLE search_delta ON COMMIT DROP AS
SELECT lexeme, sum(step) AS step
  FROM (SELECT DISTINCT article_id, unnest(tsvector_to_array(tsv)) AS lexeme, 1 AS step FROM search_incoming
         UNION ALL
        SELECT DISTINCT article_id, unnest(tsvector_to_array(tsv)), -1 FROM search_indexentry
         WHERE article_id IN (SELECT article_id FROM search_incoming)) AS changes
 WHERE %(counted)s AND left(lexeme, 1) NOT IN ('1', '2', '3', '&')
 GROUP BY lexeme HAVING sum(step) <> 0;

CREATE TEMP TABLE search_delta_of_totals ON COMMIT DROP AS
SELECT coalesce(sum(step), 0) AS articles, coalesce(sum(step * title_length), 0) AS title_words,
       coalesce(sum(step * lead_length), 0) AS lead_words, coalesce(sum(step * length), 0) AS words
  FROM (SELECT 1 AS step, title_length, lead_length, length FROM search_incoming WHERE part = 0
         UNION ALL
        SELECT -1, title_length, lead_length, length FROM search_indexentry
         WHERE part = 0 AND article_id IN (SELECT article_id FROM search_incoming)) AS changes;

-- GIN's pending list is emptied between the batches (`flush`), not while others wait for this one.
SET LOCAL gin_pending_list_limit = '64MB';

DELETE FROM search_indexentry e
 USING (SELECT DISTINCT article_id, parts FROM search_incoming) AS i
 WHERE e.article_id = i.article_id AND e.part >= i.parts;

INSERT INTO search_indexentry AS e
       (article_id, part, parts, published_on, precision, source_id, author_ids, topic_ids, place_ids, genre, language, text_origin,
        access, visible_from, facts, title_length, lead_length, length, tsv, text_digest, facts_digest, analysis_version)
SELECT i.article_id, i.part, i.parts, f.published_on, f.precision, f.source_id, f.author_ids, f.topic_ids, f.place_ids, f.genre,
       f.language, f.text_origin, f.access, f.visible_from, f.facts, i.title_length, i.lead_length, i.length, i.tsv, i.text_digest, f.facts_digest,
       i.analysis_version
  FROM search_incoming i JOIN ({facts}) AS f USING (article_id)
    ON CONFLICT (article_id, part) DO UPDATE
   SET (parts, published_on, precision, source_id, author_ids, topic_ids, place_ids, genre, language, text_origin,
        access, visible_from, facts, title_length, lead_length, length, tsv, text_digest, facts_digest, analysis_version)
     = (excluded.parts, excluded.published_on, excluded.precision, excluded.source_id, excluded.author_ids,
        excluded.topic_ids, excluded.place_ids, excluded.genre, excluded.language, excluded.text_origin, excluded.access,
        excluded.visible_from, excluded.facts, excluded.title_length, excluded.lead_length, excluded.length, excluded.tsv, excluded.text_digest,
        excluded.facts_digest, excluded.analysis_version);

INSERT INTO search_occurrences (article_id, keys, codes, often)
SELECT article_id, keys, codes, often FROM search_incoming WHERE part = 0
    ON CONFLICT (article_id) DO UPDATE SET (keys, codes, often) = (excluded.keys, excluded.codes, excluded.often);

-- Last, since every batch meets here: who comes second waits at the totals, in the one order, for the first one's commit. The row is written in any
-- case: a recount waits for whoever did, and who waits for a recount leaves his mark after it.
INSERT INTO search_totals DEFAULT VALUES ON CONFLICT (id) DO NOTHING;

UPDATE search_totals t
   SET articles = greatest(0, t.articles + d.articles), title_words = greatest(0, t.title_words + d.title_words),
       lead_words = greatest(0, t.lead_words + d.lead_words), words = greatest(0, t.words + d.words),
       recount_due = t.recount_due OR NOT %(counted)s, generation = t.generation + 1
  FROM search_delta_of_totals d;

INSERT INTO search_lexeme AS l (lexeme, df)
SELECT lexeme, step FROM search_delta WHERE step > 0
    ON CONFLICT (lexeme) DO UPDATE SET df = l.df + excluded.df;

UPDATE search_lexeme l SET df = greatest(0, l.df + d.step) FROM search_delta d WHERE d.lexeme = l.lexeme AND d.step < 0
