"""Small widgets that show what they are given and ask nobody."""
