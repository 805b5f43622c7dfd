"""What goes to the public: releases, their gates, and the media (screens and forms)."""
