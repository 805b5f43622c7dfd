"""What a person does with an alarm, and what the engine writes."""
