"""Did it help? Measures asked and kept, what they say of a course, and what somebody must see."""
