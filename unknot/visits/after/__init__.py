"""After a visit: the aftercare sheet as it was given, how somebody is a day or two later, and the next visit."""
