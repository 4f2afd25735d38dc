"""Pictures: read, fingerprinted, compared and searched."""
