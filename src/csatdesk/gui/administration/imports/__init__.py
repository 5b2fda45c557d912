"""Import of cases and customers: a file, its columns, a preview with problems by cell, and the import itself."""
