"""What people do in this room: one verb a function, an explicit actor and instant."""
