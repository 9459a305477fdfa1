"""The pages themselves, made from the knowledge as plain values. Pure: how they are shown is for others."""
