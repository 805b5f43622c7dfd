"""The wall: the room's picture, read from afar, without pointer or dialog."""
