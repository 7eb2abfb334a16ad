"""Reading mail: raw bytes in, plain facts out. Pure: no database, no framework, no clock."""
