class LocalPostgresError(Exception):
    """The embedded PostgreSQL cannot run; the message says why and how to mend it."""
