"""The encrypted store: engine, transactions, entities, search, audit, migrations."""
