-- As in forgetting.sql, and what ranking reads of an article goes with its entry.

CREATE OR REPLACE FUNCTION search_forget_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE search_totals t
       SET articles = greatest(0, t.articles - d.articles), title_words = greatest(0, t.title_words - d.title_words),
           lead_words = greatest(0, t.lead_words - d.lead_words), words = greatest(0, t.words - d.words), generation = t.generation + 1
      FROM (SELECT count(*) AS articles, coalesce(sum(title_length), 0) AS title_words, coalesce(sum(lead_length), 0) AS lead_words,
                   coalesce(sum(length), 0) AS words
              FROM search_indexentry WHERE part = 0 AND article_id IN (SELECT id FROM forgotten)) AS d
     WHERE d.articles > 0;

    UPDATE search_lexeme l SET df = greatest(0, l.df - d.articles)
      FROM (SELECT lexeme, count(*) AS articles
              FROM (SELECT DISTINCT article_id, unnest(tsvector_to_array(tsv)) AS lexeme
                      FROM search_indexentry WHERE article_id IN (SELECT id FROM forgotten)) AS every
             WHERE left(lexeme, 1) NOT IN ('1', '2', '3', '&')
             GROUP BY lexeme) AS d
     WHERE l.lexeme = d.lexeme;

    DELETE FROM search_indexentry WHERE article_id IN (SELECT id FROM forgotten);
    DELETE FROM search_occurrences WHERE article_id IN (SELECT id FROM forgotten);
    RETURN NULL;
END $$;
