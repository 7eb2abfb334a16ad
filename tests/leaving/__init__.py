"""What becomes of one person's rows: exported, merged, erased; looked for in the whole database and file store."""
