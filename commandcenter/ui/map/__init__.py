"""The incident map: a web engine's page or a painted widget behind one interface."""
