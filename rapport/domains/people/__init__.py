"""People: accounts, persons, organisations, sites, teams, services, uses, roles, preferences and consent."""
