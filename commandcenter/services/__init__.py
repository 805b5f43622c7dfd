"""Floor 3b: what a person does. One function a verb, (session, actor, ...); never commits."""
