"""The manual on the screen: F1 opens it, a tour shows the desk."""
