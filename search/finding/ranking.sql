-- The BM25F score of one article, selected for its first row of search_indexentry (weighing.py has the formula, placing.py the form of
-- what is counted). The numbers are sorted, so that a lexeme is found by bisection: width_bucket(key, list) is the number of entries up to
-- the lexeme's key, and the entry with that number is the lexeme's own if its high half says so. Joining '{}' brings a list that is too long for
-- its row out of its TOAST storage once for all lexemes, and OFFSET 0 keeps the planner from doing it for each. Without ::float8 the numbers
-- would be numeric, which takes twice as long in all.
(SELECT coalesce(sum(weight * tf / (%(k1)s::float8 + tf)), 0)
   FROM (SELECT own.counted || '{}'::bigint[] AS list,
                %(title_weight)s::float8 / (1 - %(title_b)s::float8
                    + %(title_b)s::float8 * search_indexentry.title_length / %(title_average)s::float8) AS in_title,
                %(lead_weight)s::float8 / (1 - %(lead_b)s::float8
                    + %(lead_b)s::float8 * search_indexentry.lead_length / %(lead_average)s::float8) AS in_lead,
                %(body_weight)s::float8 / (1 - %(body_b)s::float8
                    + %(body_b)s::float8 * (search_indexentry.length - search_indexentry.title_length - search_indexentry.lead_length)
                    / %(body_average)s::float8) AS in_body
           FROM search_occurrences own
          WHERE own.article_id = search_indexentry.article_id
         OFFSET 0) AS article,
        unnest(%(keys)s::bigint[], %(weights)s::float8[]) AS asked (key, weight),
        LATERAL (SELECT list[width_bucket(key, list)] AS entry OFFSET 0) AS found,
        LATERAL (SELECT (entry >> 24 & 255) * in_title + (entry >> 16 & 255) * in_lead + (entry & 65535) * in_body AS tf) AS counted
  WHERE entry >> 32 = key >> 32)
