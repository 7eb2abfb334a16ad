"""What somebody uses: begun and ended by staff."""
