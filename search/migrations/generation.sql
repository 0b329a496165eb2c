-- A decision changes what is counted, too. Told when its transaction ends, when it waits for nobody else: batches of indexing lock articles first
-- and the totals last, and so does this. Once a transaction, however many articles it decides on.
CREATE FUNCTION search_count_generation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE search_totals SET generation = generation + 1 WHERE xmin <> pg_current_xact_id()::xid;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER search_decided AFTER UPDATE OF status, access, embargo_until, source_id ON archive_article
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD.status, OLD.access, OLD.embargo_until, OLD.source_id) IS DISTINCT FROM (NEW.status, NEW.access, NEW.embargo_until, NEW.source_id))
    EXECUTE FUNCTION search_count_generation();

CREATE CONSTRAINT TRIGGER search_deleted AFTER DELETE ON archive_article
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION search_count_generation();

CREATE CONSTRAINT TRIGGER search_rights_decided AFTER UPDATE OF access ON archive_source
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.access IS DISTINCT FROM NEW.access)
    EXECUTE FUNCTION search_count_generation();
