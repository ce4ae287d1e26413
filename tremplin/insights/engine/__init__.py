"""What this room computes, without Django: small numbers hidden, codes drawn."""
