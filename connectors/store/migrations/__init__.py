"""The steps from each schema to the next; a released step is never changed."""
