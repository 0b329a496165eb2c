-- Who may see an article is decided on the article and on its source, and copied into the index in the same transaction, by triggers: so no
-- path (a page, a bulk update, SQL by hand) can withhold an article and leave it findable.

CREATE FUNCTION search_access(status text, own smallint, of_source smallint) RETURNS smallint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN status = 'published' THEN coalesce(own, of_source) ELSE 0 END;

CREATE FUNCTION search_follow_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE search_indexentry
       SET access = search_access(NEW.status, NEW.access, (SELECT s.access FROM archive_source s WHERE s.id = NEW.source_id)),
           visible_from = NEW.embargo_until
     WHERE article_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER search_follow_decision AFTER UPDATE OF status, access, embargo_until, source_id ON archive_article
    FOR EACH ROW
    WHEN ((OLD.status, OLD.access, OLD.embargo_until, OLD.source_id) IS DISTINCT FROM (NEW.status, NEW.access, NEW.embargo_until, NEW.source_id))
    EXECUTE FUNCTION search_follow_article();

CREATE FUNCTION search_forget_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM search_indexentry WHERE article_id = OLD.id;
    RETURN NULL;
END $$;

CREATE TRIGGER search_forget_deleted AFTER DELETE ON archive_article
    FOR EACH ROW EXECUTE FUNCTION search_forget_article();

CREATE FUNCTION search_follow_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE search_indexentry i
       SET access = NEW.access
      FROM archive_article a
     WHERE a.id = i.article_id AND a.source_id = NEW.id AND a.access IS NULL AND a.status = 'published';
    RETURN NULL;
END $$;

CREATE TRIGGER search_follow_rights AFTER UPDATE OF access ON archive_source
    FOR EACH ROW WHEN (OLD.access IS DISTINCT FROM NEW.access)
    EXECUTE FUNCTION search_follow_source();
