"""What this room computes without Django."""
