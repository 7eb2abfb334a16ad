"""Mail that providers bring: their calls are checked, turned into bytes and taken like a delivery by SMTP."""
