-- Articles that share the most telling words of the selected row of archive_article, as JSON; `{among}` is the queryset of entries that may be found.
-- Words stand for themselves by their lemma (+), or by what was made of those without one (~ in Arabic letters, %% in others), not by
-- their spelling (=) or as numbers (#).
-- The cost is bounded whatever the archive holds: at most `words` words, none in more than `most_df` articles, all together in at most `reach`.
WITH own AS MATERIALIZED (
    SELECT lexeme, cardinality(positions) AS tf
      FROM search_indexentry, unnest(tsv)
     WHERE article_id = archive_article.id AND part = 0 AND left(lexeme, 1) IN ('+', '~', '%%')
     ORDER BY cardinality(positions) DESC, lexeme
     LIMIT %(considered)s
), weighed AS (
    SELECT lexeme, df, tf / (%(k1)s::float8 + tf) * ln(1 + (articles - df + 0.5) / (df + 0.5)::float8) AS weight
      FROM own JOIN search_lexeme USING (lexeme), search_totals
     WHERE df BETWEEN 2 AND least(greatest(articles * %(common)s::float8, %(few)s), %(most_df)s)
), telling AS MATERIALIZED (
    SELECT lexeme, weight
      FROM (SELECT lexeme, weight, row_number() OVER best AS place, sum(df) OVER best AS reached
              FROM weighed WINDOW best AS (ORDER BY weight DESC, lexeme)) AS ordered
     WHERE place <= %(words)s AND reached <= %(reach)s
), sharing AS (
    SELECT article_id, length, sum(weight) AS weight, count(*) AS words
      FROM telling CROSS JOIN LATERAL (
           SELECT article_id, length FROM ({among}) AS among
            -- the lexeme in the text form of a tsquery, quoted as `placing.quote` does
            WHERE tsv @@ ('''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || '''')::tsquery
           OFFSET 0) AS having_it
     WHERE article_id <> archive_article.id
     GROUP BY article_id, length
)
SELECT coalesce(jsonb_agg(jsonb_build_array(article_id, share, words)), '[]')
  FROM (SELECT article_id, weight / (SELECT sum(weight) FROM telling) AS share, words
          FROM sharing
         WHERE words >= %(least)s
         -- a long article holds many words; half of that is allowed for
         ORDER BY weight / (0.5 + 0.5 * length / (SELECT greatest(1, words / greatest(1, articles)) FROM search_totals)) DESC, article_id DESC
         LIMIT %(limit)s) AS best
