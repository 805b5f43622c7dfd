"""Qt models over frozen answers: no session, nothing asked, only shown."""
