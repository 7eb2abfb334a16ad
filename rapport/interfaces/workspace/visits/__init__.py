"""Pages of visits: what is to come, one visit, and arranging one from a ticket or for a site."""
