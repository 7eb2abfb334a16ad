"""The desk: mail and other requests become tickets, which people answer."""
