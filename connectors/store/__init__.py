"""The database: models, migrations and the one writer."""
