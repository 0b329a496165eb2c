"""From a query to ids in their order: which entries match, how much each says, in which order they stand."""
