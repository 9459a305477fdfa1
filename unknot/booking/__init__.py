"""What is free, who may take it, and the visits booked."""
