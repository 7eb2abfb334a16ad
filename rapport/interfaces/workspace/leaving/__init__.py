"""One human with several addresses, merged, exported, erased: the pages for those who serve."""
