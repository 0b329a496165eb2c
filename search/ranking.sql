-- The BM25F score of one article, to be selected for each row of search_indexentry that has part 0 (weighing.py has the formula).
-- setweight marks the positions of the query's lexemes with C, which nothing else uses, and ts_filter keeps only those: so the hundreds of
-- other lexemes are never unnested. width_bucket(n, positions) is the number of positions up to n, found by bisection; it tells the zones.
-- Long articles have several parts; what a part repeats from the one before does not count (placing.py has the layout).
(SELECT coalesce(sum(weight * tf / (%(k1)s + tf)), 0)
   FROM (SELECT (%(weights)s::float8[])[array_position(%(lexemes)s::text[], lexeme)] AS weight,
                sum(%(title_weight)s * (in_title - repeated) / (1 - %(title_b)s + %(title_b)s * search_indexentry.title_length / %(title_average)s)
                    + %(lead_weight)s * (in_lead - in_title) / (1 - %(lead_b)s + %(lead_b)s * search_indexentry.lead_length / %(lead_average)s)
                    + %(body_weight)s * (in_body - in_lead) / (1 - %(body_b)s + %(body_b)s
                        * (search_indexentry.length - search_indexentry.title_length - search_indexentry.lead_length) / %(body_average)s)) AS tf
           FROM (SELECT lexeme,
                        repeated,
                        greatest(repeated, width_bucket(least(greatest(p.title_length - p.start, 0), 16383)::int2, positions)) AS in_title,
                        greatest(repeated, width_bucket(least(greatest(p.title_length + %(reach)s + p.lead_length - p.start, 0), 16383)::int2, positions)) AS in_lead,
                        cardinality(positions) AS in_body
                   FROM search_indexentry AS p,
                        unnest(ts_filter(setweight(p.tsv, 'C', %(lexemes)s::text[]), '{c}')) AS found,
                        LATERAL (SELECT CASE p.part WHEN 0 THEN 0 ELSE width_bucket(%(reach)s::int2, positions) END AS repeated) AS overlap
                  WHERE p.article_id = search_indexentry.article_id) AS counted
          GROUP BY lexeme) AS terms)
